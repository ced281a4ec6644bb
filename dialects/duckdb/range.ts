/** The operator range: numbers or times from a value to another, both included. */
import { type SqlExpr, type SqlFrom, sql } from '../../src/sql/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { typeOf } from './types.ts'

const isConstant = (e: SqlExpr): boolean => e.kind === 'literal' || e.kind === 'typed' || e.kind === 'interval'

export const range = (type: KustoType, from: SqlExpr, to: SqlExpr, step: SqlExpr, alias: string, column: string): SqlFrom => {
  if (type === 'real') return realRange(from, to, step, true, alias, column)
  const isTime = type === 'datetime'
  const distance: SqlExpr = isTime ? sql.call('to_microseconds', sql.binary('//', step, sql.literal(10n))) : step
  // A table function yields rows as they are wanted, but takes no subqueries.
  const plain = type === 'long' || type === 'timespan' || isTime
  if (plain && isConstant(from) && isConstant(to) && isConstant(step))
    return { kind: 'tableFunction', name: 'generate_series', args: [from, to, distance], alias, columns: [column] }
  const list = sql.call('generate_series', from, to, distance)
  return listRows(type === 'int' ? sql.cast(list, `${typeOf('int')}[]`) : list, alias, column)
}

/** The elements of a list as rows; the list may hold subqueries. */
export const listRows = (list: SqlExpr, alias: string, column: string): SqlFrom => ({
  kind: 'derived',
  alias,
  query: { kind: 'select', items: [{ value: sql.call('unnest', list), alias: column }] },
})

/** Reals from a value in steps, each a multiple of the step away from it, so that errors don't add up. */
export const realRange = (from: SqlExpr, to: SqlExpr, step: SqlExpr, inclusive: boolean, alias: string, column: string): SqlFrom => {
  const steps = sql.binary('/', sql.binary('-', to, from), step)
  const count = sql.cast(sql.call(inclusive ? 'floor' : 'ceil', steps), 'BIGINT')
  const numbers = sql.call(inclusive ? 'generate_series' : 'range', sql.literal(0n), count)
  const value = sql.binary('+', from, sql.binary('*', sql.column('n'), step))
  return { kind: 'derived', alias, query: { kind: 'select', items: [{ value, alias: column }], from: listRows(numbers, 'steps', 'n') } }
}
