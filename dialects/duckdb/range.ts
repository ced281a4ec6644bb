/** The operator range: numbers or times from a value to another, both included. */
import * as sql from '../../src/sql/build.ts'
import type { SqlExpr, SqlFrom } from '../../src/sql/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { typeOf } from './types.ts'

const isConstant = (e: SqlExpr): boolean => e.kind === 'literal' || e.kind === 'typed'

const isWholeMicroseconds = (ticks: SqlExpr): boolean =>
  ticks.kind === 'literal' && typeof ticks.value === 'bigint' && ticks.value % 10n === 0n

export const range = (type: KustoType, from: SqlExpr, to: SqlExpr, step: SqlExpr, alias: string, column: string): SqlFrom => {
  const constant = [from, to, step].every(isConstant)
  if (type === 'real' || (type === 'datetime' && !isWholeMicroseconds(step))) return numbered(type, from, to, step, constant, alias, column)
  const distance = type === 'datetime' ? sql.call('to_microseconds', sql.binary('//', step, sql.literal(10n))) : step
  // A table function yields rows as they are wanted, but takes no subqueries.
  if (constant && type !== 'int') return series([from, to, distance], alias, column)
  const list = sql.call(type === 'datetime' ? 'kql_range_times' : 'kql_range_longs', from, to, distance)
  // The elements of a list; it may hold subqueries.
  return derived([[column, sql.call('unnest', type === 'int' ? sql.cast(list, `${typeOf('int')}[]`) : list)]], undefined, alias)
}

/** Each value is a multiple of the step away from the first one, so that errors don't add up and no part of a microsecond gets lost. */
const numbered = (
  type: 'real' | 'datetime',
  from: SqlExpr,
  to: SqlExpr,
  step: SqlExpr,
  constant: boolean,
  alias: string,
  column: string,
): SqlFrom => {
  const count = (a: SqlExpr, b: SqlExpr, s: SqlExpr): SqlExpr =>
    type === 'real' ? sql.call('kql_range_count', sql.binary('/', sql.binary('-', b, a), s)) : sql.call('kql_range_ticks', a, b, s)
  const value = (a: SqlExpr, s: SqlExpr): SqlExpr => {
    const distance = sql.binary('*', sql.column('n', 'steps'), s)
    return type === 'real' ? sql.binary('+', a, distance) : sql.call('kql_datetime_add', a, distance)
  }
  if (constant) {
    const steps = series([sql.literal(0n), count(from, to, step)], 'steps', 'n')
    return derived([[column, value(from, step)]], steps, alias)
  }
  const [a, b, s] = ['a', 'b', 's'].map((name) => sql.column(name, 'ends')) as [SqlExpr, SqlExpr, SqlExpr]
  const ends = derived(Object.entries({ a: from, b: to, s: sql.call('kql_range_step', step) }), undefined, 'ends')
  const numbers = sql.call('unnest', sql.call('kql_range_longs', sql.literal(0n), count(a, b, s), sql.literal(1n)))
  const steps = derived(Object.entries({ a, s, n: numbers }), ends, 'steps')
  return derived([[column, value(sql.column('a', 'steps'), sql.column('s', 'steps'))]], steps, alias)
}

const series = (args: readonly SqlExpr[], alias: string, column: string): SqlFrom => ({
  kind: 'tableFunction',
  name: 'generate_series',
  args,
  alias,
  columns: [column],
})

const derived = (columns: readonly (readonly [name: string, value: SqlExpr])[], from: SqlFrom | undefined, alias: string): SqlFrom => ({
  kind: 'derived',
  alias,
  query: { kind: 'select', items: columns.map(([name, value]) => ({ value, alias: name })), from },
})
