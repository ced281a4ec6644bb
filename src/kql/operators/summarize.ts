import type { Expression, Named } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { expression } from '../expression.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { commaList } from '../list.ts'
import { isLiteral } from '../literal.ts'
import { NO_PARAMETERS, parameters } from '../parameters.ts'
import { namedExpression, required } from '../primary.ts'
import { registerOperator } from '../registry.ts'

const BY = keyword('by')
const BIN = keyword('bin')

/** Whether the old `bin=1d` behind the columns stands here; with a literal it is no column that is named `bin`. */
const isBin = (p: Cursor): boolean => p.kind === BIN && p.next === T.equal && isLiteral(p.peek(2))

function bin(p: Cursor): Named {
  const { start } = p
  const names = [p.takeName()]
  p.advance()
  return { kind: 'named', names, tuple: false, value: required(p, expression(p)), span: p.since(start) }
}

function byClause(p: Cursor): Expression[] {
  const by = commaList(p, namedExpression, 'an expression', { some: true, until: isBin })
  return isBin(p) ? [...by, bin(p)] : by
}

registerOperator('summarize', {
  parse: (p, word) => {
    const list = parameters(p, NO_PARAMETERS, true)
    const aggregates = commaList(p, namedExpression, 'an aggregate', { stop: BY })
    const by = p.take(BY) ? byClause(p) : []
    return { kind: 'summarize', keyword: word, parameters: list, aggregates, by, span: p.since(word.start) }
  },
})
