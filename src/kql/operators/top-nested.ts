import type { Expression, TopNested } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { anyLiteral, namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'
import { requiredSortKey } from './order.ts'

const OF = keyword('of')
const BY = keyword('by')
const WITH = keyword('with')
const OTHERS = keyword('others')
const TOP_NESTED = keyword('top-nested')

/** Reads a level, behind its `top-nested` that begins at `start`. */
function level(p: Cursor, start: number): TopNested['levels'][number] {
  const count = namedExpression(p)
  p.expect(OF, "'of'")
  const of = required(p, namedExpression(p))
  const others = p.take(WITH) ? othersValue(p) : undefined
  p.expect(BY, "'by'")
  return { count, of, others, by: requiredSortKey(p), span: p.since(start) }
}

function othersValue(p: Cursor): Expression {
  p.expect(OTHERS, "'others'")
  p.expect(T.equal, "'='")
  return required(p, anyLiteral(p) ?? expression(p))
}

registerOperator('top-nested', {
  begins: true,
  parse: (p, word) => {
    const levels = [level(p, word.start)]
    while (p.take(T.comma)) {
      const { start } = p
      if (!p.expect(TOP_NESTED, "'top-nested'")) break
      levels.push(level(p, start))
    }
    return { kind: 'top-nested', keyword: word, parameters: [], levels, span: p.since(word.start) }
  },
})

registerOperator('top-hitters', {
  begins: true,
  parse: (p, word) => {
    const count = required(p, namedExpression(p), 'a number')
    p.expect(OF, "'of'")
    const of = required(p, namedExpression(p))
    const by = p.take(BY) ? required(p, namedExpression(p)) : undefined
    return { kind: 'top-hitters', keyword: word, parameters: [], count, of, ...(by ? { by } : {}), span: p.since(word.start) }
  },
})
