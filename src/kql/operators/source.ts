import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList, TRAILING } from '../list.ts'
import { nameLength, requiredName } from '../names.ts'
import { NO_PARAMETERS, parameters, withProperties } from '../parameters.ts'
import { anyLiteral, registerPrimary, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { rowSchema } from '../types.ts'

const FROM = keyword('from')
const TO = keyword('to')
const STEP = keyword('step')

registerOperator('range', {
  alsoFunction: true,
  begins: (p) => {
    const length = nameLength(p, 1)
    return length > 0 && p.peek(1 + length) === FROM
  },
  parse: (p, word) => {
    const column = requiredName(p, 'the name of a column')
    p.expect(FROM, "'from'")
    const from = required(p, expression(p))
    p.expect(TO, "'to'")
    const to = required(p, expression(p))
    p.expect(STEP, "'step'")
    const step = required(p, expression(p))
    return { kind: 'range', keyword: word, parameters: [], column, from, to, step, span: p.since(word.start) }
  },
})

/** Reads `[a, b, …]`; a comma may stand behind the last, and before the first where `leading` allows it. */
function bracketed(p: Cursor, element: (p: Cursor) => Expression | undefined, what: string, leading: boolean): Expression[] {
  if (!p.expect(T.openBracket, "'['")) return []
  if (leading) p.take(T.comma)
  const list = commaList(p, element, what, TRAILING)
  if (!p.expect(T.closeBracket, "']'")) {
    p.skipTo(T.closeBracket)
    p.take(T.closeBracket)
  }
  return list
}

registerPrimary('datatable', (p) => {
  const word = p.span
  p.advance()
  const list = parameters(p, NO_PARAMETERS, false)
  const columns = rowSchema(p)
  const values = bracketed(p, anyLiteral, 'a literal', true)
  const span = p.since(word.start)
  return { kind: 'operator', operator: { kind: 'datatable', keyword: word, parameters: list, columns, values, span }, span }
})

registerPrimary('externaldata external_data', (p) => {
  const word = p.span
  p.advance()
  const list = parameters(p, NO_PARAMETERS, false)
  const columns = rowSchema(p)
  const urls = bracketed(p, expression, 'a URL', false)
  const properties = withProperties(p)
  const span = p.since(word.start)
  return { kind: 'operator', operator: { kind: 'externaldata', keyword: word, parameters: list, columns, urls, properties, span }, span }
})
