/** Percentiles: the value of the nearest rank, which is the smallest that at least so many percent of the values don't exceed. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, PercentilePrimitive, SqlExpr } from '../../../src/sql/index.ts'
import type { LiteralValue } from '../../../src/types/index.ts'
import { elementOf } from '../../../src/types/index.ts'
import { typeOf } from '../types.ts'
import { aggregateCall } from './aggregate-call.ts'

const numberOf = (value: LiteralValue | undefined, context: LowerContext): number => {
  const number = value === null || value === undefined || typeof value === 'boolean' ? Number.NaN : Number(value)
  if (!(number >= 0 && number <= 100)) return context.refuse('a percentile must be a literal from 0 to 100')
  return number
}

/** The percentiles that the arguments list, or the only one's elements. */
const percentilesOf = (args: readonly Arg[], context: LowerContext): readonly number[] => {
  const [only] = args
  if (args.length !== 1 || only?.type !== 'dynamic') return args.map((a) => numberOf(a.constant, context))
  const list: unknown = typeof only.constant === 'string' ? JSON.parse(only.constant) : undefined
  if (!Array.isArray(list)) return context.refuse('the percentiles must be a literal array')
  return list.map((p) => numberOf(typeof p === 'number' ? p : undefined, context))
}

/**
 * The percentile as a fraction. Where the binary fraction isn't exact it is a trifle smaller, so that a rank that is a whole number
 * does not become the next one by rounding (55 % of 20 values is the 11th).
 */
const fraction = (percentile: number): SqlExpr => {
  const exact = Number.isInteger(percentile / 25)
  return sql.literal(exact ? percentile / 100 : (percentile / 100) * (1 - 1e-15))
}

const resultType = (context: LowerContext): string => {
  const element = elementOf(context.result.form)
  return typeOf(element ?? context.result.type)
}

const cast = (value: SqlExpr, from: Arg, context: LowerContext): SqlExpr => {
  const to = resultType(context)
  return typeOf(from.type) === to ? value : sql.cast(value, elementOf(context.result.form) ? `${to}[]` : to)
}

const plain = ([a, ...rest]: readonly Arg[], context: LowerContext): SqlExpr => {
  const value = a as Arg
  const list = percentilesOf(rest, context).map(fraction)
  const fractions = elementOf(context.result.form) ? sql.list(list) : (list[0] as SqlExpr)
  return cast(aggregateCall('quantile_disc', [value.sql, fractions]), value, context)
}

/** Pairs of value and weight in the values' order; the first at which the weights so far reach their part of all. */
const weighted = ([a, w, ...rest]: readonly Arg[], context: LowerContext): SqlExpr => {
  const [value, weight] = [a as Arg, w as Arg]
  const filter = sql.and(sql.isNotNull(value.sql), sql.binary('>', weight.sql, sql.literal(0n)))
  const pair: SqlExpr = {
    kind: 'struct',
    fields: [
      { name: 'v', value: value.sql },
      { name: 'w', value: sql.cast(weight.sql, 'HUGEINT') },
    ],
  }
  const pairs = aggregateCall('list', [pair], {
    filter,
    // A constant orders nothing, and the engine takes none here.
    ...(value.constant === undefined ? { orderBy: [sql.order(value.sql)] } : {}),
  })
  const total = aggregateCall('sum', [weight.sql], { filter })
  const each = percentilesOf(rest, context).map((p) => sql.call('kql_weighted_rank', pairs, sql.binary('*', total, fraction(p))))
  return cast(elementOf(context.result.form) ? sql.list(each) : (each[0] as SqlExpr), value, context)
}

export const percentiles: Readonly<Record<PercentilePrimitive, LowerPrimitive>> = {
  percentile: plain,
  percentilew: weighted,
  percentiles_array: plain,
  percentilesw_array: weighted,
}
