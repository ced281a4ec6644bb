/**
 * Short constructors of SQL nodes, so that lowerings read like the SQL they make. A node is no literal within a literal, and no list either:
 * V8 makes these by way of a slow copy.
 */
import type { SqlBinaryOperator, SqlExpr, SqlOrder, SqlType, SqlWhen } from './ast.ts'

export const column = (name: string, table?: string): SqlExpr => ({ kind: 'column', name, table })
export const literal = (value: null | boolean | number | bigint | string): SqlExpr => ({ kind: 'literal', value })
export const NULL: SqlExpr = literal(null)
export const TRUE: SqlExpr = literal(true)
export const FALSE: SqlExpr = literal(false)
export const call = (name: string, ...args: readonly SqlExpr[]): SqlExpr => ({ kind: 'call', name, args })
export const binary = (op: SqlBinaryOperator, left: SqlExpr, right: SqlExpr): SqlExpr => ({ kind: 'binary', op, left, right })
export const eq = (left: SqlExpr, right: SqlExpr): SqlExpr => binary('=', left, right)
export const not = (operand: SqlExpr): SqlExpr => ({ kind: 'not', operand })
export const negate = (operand: SqlExpr): SqlExpr => ({ kind: 'negate', operand })
export const isNull = (operand: SqlExpr): SqlExpr => ({ kind: 'isNull', operand, negated: false })
export const isNotNull = (operand: SqlExpr): SqlExpr => ({ kind: 'isNull', operand, negated: true })
export const cast = (value: SqlExpr, type: SqlType): SqlExpr => ({ kind: 'cast', value, type, try: false })
export const tryCast = (value: SqlExpr, type: SqlType): SqlExpr => ({ kind: 'cast', value, type, try: true })
export const list = (items: readonly SqlExpr[]): SqlExpr => ({ kind: 'list', items })
export const field = (value: SqlExpr, name: string): SqlExpr => ({ kind: 'field', value, name })
export const lambda = (parameters: readonly string[], body: SqlExpr): SqlExpr => ({ kind: 'lambda', parameters, body })
export const coalesce = (...args: readonly SqlExpr[]): SqlExpr => ({ kind: 'call', name: 'coalesce', args })
const EMPTY: SqlExpr = literal('')
/** A text, '' where it is null. */
export const orEmpty = (text: SqlExpr): SqlExpr => call('coalesce', text, EMPTY)
export const isIn = (value: SqlExpr, items: readonly SqlExpr[], negated = false): SqlExpr => ({ kind: 'in', value, list: items, negated })
export const order = (value: SqlExpr, descending = false, nullsFirst = !descending): SqlOrder => ({ value, descending, nullsFirst })

/** `CASE WHEN when THEN then ELSE otherwise END`; without `otherwise` null. */
export const when = (condition: SqlExpr, then: SqlExpr, otherwise?: SqlExpr): SqlExpr => cases(otherwise, { when: condition, then })

/** `CASE` with several conditions. */
export const cases = (otherwise: SqlExpr | undefined, ...whens: readonly SqlWhen[]): SqlExpr => ({ kind: 'case', whens, otherwise })

const joined = (op: 'AND' | 'OR', parts: readonly SqlExpr[], empty: SqlExpr): SqlExpr => {
  let [all = empty] = parts
  for (let i = 1; i < parts.length; i++) all = { kind: 'binary', op, left: all, right: parts[i] as SqlExpr }
  return all
}

/** The conjunction of all parts, TRUE for none. */
export const and = (...parts: readonly SqlExpr[]): SqlExpr => joined('AND', parts, TRUE)
/** The disjunction of all parts, FALSE for none. */
export const or = (...parts: readonly SqlExpr[]): SqlExpr => joined('OR', parts, FALSE)
