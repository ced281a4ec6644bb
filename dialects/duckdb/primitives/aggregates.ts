/** Aggregates. A predicate behind the values restricts the rows (sumif and its kin); nulls don't count but where said. */
import * as sql from '../../../src/sql/build.ts'
import type { AggregatePrimitive, Arg, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { aggregateCall, parts } from './aggregate-call.ts'
import { collections } from './collections.ts'
import { percentiles } from './percentiles.ts'

const NAN: SqlExpr = sql.cast(sql.literal('nan'), 'DOUBLE')
const isInteger = (a: Arg): boolean => a.type === 'int' || a.type === 'long' || a.type === 'timespan'

const conjunction = (a: SqlExpr | undefined, b: SqlExpr): SqlExpr => (a ? sql.and(a, b) : b)

const count: LowerPrimitive = ([predicate]) => aggregateCall('count', [{ kind: 'star' }], { filter: predicate?.sql })

const countDistinct: LowerPrimitive = (args) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  const value = a.type === 'dynamic' ? sql.cast(a.sql, 'VARCHAR') : a.sql
  return aggregateCall('count', [value], { filter, distinct: true })
}

/** The sum of integers is exact in the engine, and wraps at the end. */
const wrapped = (a: Arg, filter: SqlExpr | undefined): SqlExpr => sql.call('kql_wrap', aggregateCall('sum', [a.sql], { filter }))

const sum: LowerPrimitive = (args, context) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  if (a.type === 'datetime') return context.refuse('a sum of points in time has no documented meaning')
  return sql.coalesce(isInteger(a) ? wrapped(a, filter) : aggregateCall('sum', [a.sql], { filter }), zero(a))
}

const zero = (a: Arg): SqlExpr => sql.literal(a.type === 'real' ? 0 : 0n)

const avg: LowerPrimitive = (args) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  const number = aggregateCall('count', [a.sql], { filter })
  switch (a.type) {
    case 'real':
      return sql.coalesce(aggregateCall('avg', [a.sql], { filter }), NAN)
    case 'decimal':
      return sql.call('kql_decimal_mean', aggregateCall('sum', [a.sql], { filter }), number)
    case 'timespan':
      return sql.binary('//', wrapped(a, filter), number)
    case 'datetime':
      return sql.call('kql_datetime_mean', aggregateCall('sum', [sql.call('epoch_us', a.sql)], { filter }), number)
    default:
      return sql.coalesce(sql.binary('/', wrapped(a, filter), number), NAN)
  }
}

const isNaNable = (a: Arg): boolean => a.type === 'real' && a.constant === undefined

/** The engine takes NaN for the greatest number; in Kusto it wins both ways. */
const min: LowerPrimitive = (args, context) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  const plain = aggregateCall('min', [a.sql], { filter })
  if (!isNaNable(a)) return orEmpty(plain, context)
  return sql.when(sql.coalesce(sql.call('isnan', aggregateCall('max', [a.sql], { filter })), sql.FALSE), NAN, plain)
}

const max: LowerPrimitive = (args, context) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  return orEmpty(aggregateCall('max', [a.sql], { filter }), context)
}

/** Strings are never null, also where there was no row. */
const orEmpty = (value: SqlExpr, context: LowerContext): SqlExpr =>
  context.result.type === 'string' ? sql.coalesce(value, sql.literal('')) : value

const extreme =
  (name: 'arg_max' | 'arg_min'): LowerPrimitive =>
  (args, context) => {
    const [by] = args as [Arg]
    if (args.length === 1) return name === 'arg_max' ? max(args, context) : min(args, context)
    const row = rowOf(args)
    const { orderBy } = context
    const found = aggregateCall(name, [row, by.sql], { orderBy })
    // Where all values are null the row is any; rows with null don't count else.
    const candidates = by.nullable && by.type !== 'string' ? [found, aggregateCall('first', [row], { orderBy })] : [found]
    if (name === 'arg_min' && isNaNable(by))
      candidates.unshift(aggregateCall('first', [row], { orderBy, filter: sql.call('isnan', by.sql) }))
    return candidates.length === 1 ? found : sql.coalesce(...candidates)
  }

const rowOf = (args: readonly Arg[]): SqlExpr => ({ kind: 'struct', fields: args.map((a, i) => ({ name: `f${i}`, value: a.raw })) })

const takeAny: LowerPrimitive = (args, context) => {
  const { values, filter } = parts(args)
  const [a] = values as [Arg]
  const { orderBy } = context
  if (a.type !== 'string') return aggregateCall('any_value', [a.form === context.result.form ? a.raw : a.sql], { filter, orderBy })
  return sql.coalesce(aggregateCall('any_value', [sql.call('nullif', a.raw, sql.literal(''))], { filter, orderBy }), sql.literal(''))
}

/**
 * Variances have ten decimals, and a standard deviation is the root of what is left of the variance then (recorded: 1.2909944487487155 of 1 to 4).
 * The engine gives an error where a variance isn't finite. Of infinities the result is NaN; whether it is infinite or NaN where the squares of
 * finite numbers leave the range, nobody says.
 */
const spread =
  (name: string, root = false): LowerPrimitive =>
  (args) => {
    const { values, filter } = parts(args, name.startsWith('covar') ? 2 : 1)
    const numbers = values.map((v) => (v.type === 'real' ? v.sql : sql.cast(v.sql, 'DOUBLE')))
    const doubtful = values.filter((v) => v.type === 'real').map((v) => v.sql)
    const all = (test: (v: SqlExpr) => SqlExpr): SqlExpr => sql.and(...doubtful.map(test))
    const tame = all((v) => sql.binary('<', sql.call('abs', v), sql.literal(1e145)))
    const value = aggregateCall(name, numbers, { filter: doubtful.length > 0 ? conjunction(filter, tame) : filter })
    const rounded = sql.call('round', value, sql.literal(10n))
    const result = sql.coalesce(root ? sql.call('sqrt', rounded) : rounded, sql.literal(0))
    if (doubtful.length === 0) return result
    const present = values.filter((v) => v.nullable).map((v) => sql.isNotNull(v.sql))
    const some = (test: SqlExpr): SqlExpr =>
      sql.binary(
        '>',
        aggregateCall('count', [{ kind: 'star' }], { filter: conjunction(filter, sql.and(sql.not(test), ...present)) }),
        sql.literal(0n),
      )
    const strange = sql.call('kql_strange_spread', some(all((v) => sql.call('isfinite', v))))
    return sql.when(some(tame), strange, result)
  }

const bits =
  (name: string): LowerPrimitive =>
  ([a]) =>
    aggregateCall(name, [(a as Arg).sql])

export const aggregates: Readonly<Record<AggregatePrimitive, LowerPrimitive>> = {
  count,
  count_rows: () => aggregateCall('count', [{ kind: 'star' }]),
  count_distinct: countDistinct,
  sum,
  avg,
  min,
  max,
  arg_max: extreme('arg_max'),
  arg_min: extreme('arg_min'),
  take_any: takeAny,
  take_row: (args, context) => aggregateCall('first', [rowOf(args)], { orderBy: context.orderBy }),
  stdev: spread('var_samp', true),
  stdevp: spread('var_pop', true),
  variance: spread('var_samp'),
  variancep: spread('var_pop'),
  covariance: spread('covar_samp'),
  covariancep: spread('covar_pop'),
  binary_all_and: bits('bit_and'),
  binary_all_or: bits('bit_or'),
  binary_all_xor: bits('bit_xor'),
  ...collections,
  ...percentiles,
}
