/** Intermediate results of dcount and percentiles: a JSON array of texts, and `[type, [{"v": value, "w": weight}, …]]`. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SketchPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { toText } from '../convert.ts'
import { aggregateCall, parts } from './aggregate-call.ts'

const hll: LowerPrimitive = (args, context) => {
  const { values, filter, rest } = parts(args)
  const [a] = values as [Arg]
  const accuracy = rest[0]?.constant
  if (rest.length > 0 && !(typeof accuracy === 'bigint' && accuracy >= 0n && accuracy <= 4n))
    return context.refuse('the accuracy must be a literal from 0 to 4')
  const present = a.nullable && a.type !== 'string' ? sql.isNotNull(a.sql) : undefined
  const kept = filter && present ? sql.and(filter, present) : (filter ?? present)
  return sql.call('to_json', aggregateCall('list', [toText(a)], { filter: kept, distinct: true }))
}

/** How the values are stored: numbers of their kind, times as a number too. */
const KINDS = { int: 'long', long: 'long', real: 'real', decimal: 'real', timespan: 'timespan', datetime: 'datetime' } as const
type Kind = (typeof KINDS)[keyof typeof KINDS]

const kindOf = (a: Arg): Kind | undefined => (a.type in KINDS ? KINDS[a.type as keyof typeof KINDS] : undefined)

/** A value as the digest holds it. */
const stored = (a: Arg): SqlExpr =>
  a.type === 'datetime' ? sql.call('epoch_us', a.sql) : a.type === 'decimal' ? sql.cast(a.sql, 'DOUBLE') : a.sql

const tdigest: LowerPrimitive = ([a, w], context) => {
  const value = a as Arg
  const kind = kindOf(value)
  if (!kind) return context.refuse('its values must be numbers or times')
  const weight = w ? sql.cast(w.sql, 'BIGINT') : sql.literal(1n)
  const filter = w ? sql.and(sql.isNotNull(value.sql), sql.binary('>', w.sql, sql.literal(0n))) : sql.isNotNull(value.sql)
  // Equal values together: few distinct values make a small digest.
  if (!w) return sql.call('kql_tdigest_of_counts', sql.literal(kind), aggregateCall('histogram', [stored(value)], { filter }))
  const pair: SqlExpr = {
    kind: 'struct',
    fields: [
      { name: 'v', value: stored(value) },
      { name: 'w', value: weight },
    ],
  }
  return sql.call(
    'kql_tdigest_of',
    sql.literal(kind),
    aggregateCall('list', [pair], {
      filter,
      // A constant orders nothing, and the engine takes none here.
      ...(value.constant === undefined ? { orderBy: [sql.order(stored(value))] } : {}),
    }),
  )
}

const rank =
  (macro: string): LowerPrimitive =>
  ([digest, value], context) => {
    const kind = kindOf(value as Arg)
    if (!kind) return context.refuse('the value must be a number or a time')
    return sql.call(macro, (digest as Arg).sql, sql.literal(kind), stored(value as Arg))
  }

const percentiles: LowerPrimitive = ([digest, ...rest]) => {
  const [first] = rest
  const list = first?.type === 'dynamic' ? sql.call('kql_json_list_real', first.sql) : sql.list(rest.map((p) => p.sql))
  return sql.call('kql_tdigest_percentiles', (digest as Arg).sql, list)
}

const merged =
  (macro: string): LowerPrimitive =>
  (args, _: LowerContext) =>
    sql.call(macro, sql.list(args.map((a) => a.sql)))

export const sketches: Readonly<Record<SketchPrimitive, LowerPrimitive>> = {
  hll,
  hll_merge: ([a]) => sql.call('kql_hll_merge', aggregateCall('list', [(a as Arg).sql])),
  hlls_merge: merged('kql_hll_merge'),
  tdigest,
  tdigest_merge: ([a]) => sql.call('kql_tdigest_merge', aggregateCall('list', [(a as Arg).sql])),
  tdigests_merge: merged('kql_tdigest_merge'),
  tdigest_percentiles: percentiles,
  tdigest_rank: rank('kql_tdigest_rank'),
  tdigest_percentrank: rank('kql_tdigest_percentrank'),
}
