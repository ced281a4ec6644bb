import type { Expression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { keyword } from '../keywords.ts'
import * as T from '../kinds.ts'
import { parenthesized, registerPrimary } from '../primary.ts'
import { operatorHere } from '../registry.ts'
import { closeParen } from '../types.ts'

const SUMMARIZE = keyword('summarize')

/** Reads a clause such as `base(expression)`. */
function clause(p: Cursor, word: string): Expression {
  if (p.written !== word) return p.missing(`'${word}'`)
  p.advance()
  if (word !== 'aggregations' || p.next !== SUMMARIZE) return operand(p)
  p.expect(T.openParen, "'('")
  const { start } = p
  const entry = operatorHere(p)!
  const { span } = p
  p.advance()
  const operator = entry.parse(p, span)
  closeParen(p)
  return { kind: 'operator', operator, span: p.since(start) }
}

const operand = (p: Cursor): Expression => (p.kind === T.openParen ? parenthesized(p) : p.missing("'('"))

registerPrimary('materialized-view-combine', (p) => {
  const { start } = p
  const name = p.takeName()
  const args = [operand(p), clause(p, 'base'), clause(p, 'delta'), clause(p, 'aggregations')]
  return { kind: 'call', name, args, span: p.since(start) }
})
