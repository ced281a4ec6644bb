import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { tokenName } from '../names.ts'
import { parenthesized, registerPrimary } from '../primary.ts'
import { T } from '../token.ts'

/** Reads a clause such as `base(expression)`. */
function clause(p: Cursor, word: string): Expression {
  if (p.textAt(0) !== word) return p.missing(`'${word}'`)
  p.advance()
  return operand(p)
}

const operand = (p: Cursor): Expression => (p.kind === T.openParen ? parenthesized(p) : p.missing("'('"))

registerPrimary('materialized-view-combine', (p) => {
  const { start } = p
  const name = tokenName(p)
  const args = [operand(p), clause(p, 'base'), clause(p, 'delta'), clause(p, 'aggregations')]
  return { kind: 'call', name, args, span: p.since(start) }
})
