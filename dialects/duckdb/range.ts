/** The operator range: numbers or times from a value to another, both included. */
import { type SqlExpr, type SqlFrom, sql } from '../../src/sql/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { typeOf } from './types.ts'

const isConstant = (e: SqlExpr): boolean => e.kind === 'literal' || e.kind === 'typed' || e.kind === 'interval'

export const range = (type: KustoType, from: SqlExpr, to: SqlExpr, step: SqlExpr, alias: string, column: string): SqlFrom => {
  const isTime = type === 'datetime'
  const distance: SqlExpr = isTime ? sql.call('to_microseconds', sql.binary('//', step, sql.literal(10n))) : step
  // A table function yields rows as they are wanted, but takes no subqueries.
  const plain = type === 'long' || type === 'timespan' || isTime
  if (plain && isConstant(from) && isConstant(to) && isConstant(step))
    return { kind: 'tableFunction', name: 'generate_series', args: [from, to, distance], alias, columns: [column] }
  const list = sql.call(type === 'real' ? 'kql_range_real' : 'generate_series', from, to, distance)
  const typed = type === 'int' ? sql.cast(list, `${typeOf('int')}[]`) : list
  return { kind: 'derived', alias, query: { kind: 'select', items: [{ value: sql.call('unnest', typed), alias: column }] } }
}
