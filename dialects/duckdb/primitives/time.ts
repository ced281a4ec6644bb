/** The calendar. What moves a time by a count that is known to be sound needs no check of the range. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TimePrimitive } from '../../../src/sql/index.ts'
import { intervalOf } from '../types.ts'
import { formatDatetime, formatTimespan } from './format.ts'

type Unit = 'day' | 'week' | 'month' | 'year'
const DAY = 864_000_000_000n
const ONE_DAY = intervalOf(DAY)
const FARTHEST: Readonly<Record<Unit, bigint>> = { day: 4_000_000n, week: 600_000n, month: 130_000n, year: 11_000n }

/** The beginning of the unit; weeks begin on Sunday, a day before the engine's. */
const truncated = (unit: Unit, time: SqlExpr): SqlExpr =>
  unit === 'week'
    ? sql.binary('-', sql.call('date_trunc', sql.literal('week'), sql.binary('+', time, ONE_DAY)), ONE_DAY)
    : sql.call('date_trunc', sql.literal(unit), time)

/** So many units as an interval. */
const span = (unit: Unit, count: bigint | SqlExpr): SqlExpr => {
  const months = unit === 'year' ? 12n : 1n
  if (typeof count === 'bigint') {
    if (unit === 'day' || unit === 'week') return intervalOf(count * (unit === 'week' ? 7n : 1n) * DAY)
    return sql.call('to_months', sql.cast(sql.literal(count * months), 'INTEGER'))
  }
  const safe = sql.cast(count, 'INTEGER')
  if (unit === 'day') return sql.call('to_days', safe)
  if (unit === 'week') return sql.call('to_days', sql.binary('*', safe, sql.literal(7n)))
  return sql.call('to_months', sql.binary('*', safe, sql.literal(months)))
}

/** As many units lead out of the range of datetimes in any case; more would be out of the engine's range too. Null stays null. */
const bounded = (unit: Unit, count: SqlExpr): SqlExpr => {
  const most = FARTHEST[unit]
  return sql.when(sql.isNotNull(count), sql.call('greatest', sql.literal(-most), sql.call('least', sql.literal(most), count)))
}

const inRange = (time: SqlExpr, source: Arg): SqlExpr => (source.clock ? time : sql.call('kql_in_range', time))
const isSmall = (n: bigint): boolean => n >= -100_000n && n <= 100_000n

const startOf =
  (unit: Unit): LowerPrimitive =>
  ([date, offset], context) => {
    const time = date as Arg
    const start = truncated(unit, time.sql)
    if (!offset) return unit === 'week' ? inRange(start, time) : start
    const begin = moved(unit, start, offset, 0n, context)
    return typeof offset.constant === 'bigint' ? inRange(begin, time) : sql.call('kql_in_range', begin)
  }

/** The beginning moved by the offset and so many units more; may lie out of the range of datetimes. */
const moved = (unit: Unit, start: SqlExpr, offset: Arg | undefined, more: bigint, context: LowerContext): SqlExpr => {
  const count = offset ? offset.constant : 0n
  if (typeof count === 'bigint') {
    if (!isSmall(count)) return context.refuse('its offset is too large')
    return count + more === 0n ? start : sql.binary('+', start, span(unit, count + more))
  }
  const near = bounded(unit, (offset as Arg).sql)
  const n = more === 0n ? near : sql.binary('+', near, sql.literal(more))
  return sql.binary('+', start, span(unit, n))
}

/** The last microsecond. */
const endOf =
  (unit: Unit): LowerPrimitive =>
  ([date, offset], context) => {
    const next = moved(unit, truncated(unit, (date as Arg).sql), offset, 1n, context)
    return sql.call('kql_in_range', sql.binary('-', next, intervalOf(10n)))
  }

/** The name of a part, lower case; refuses one that isn't among those. */
const partOf = (arg: Arg | undefined, known: Readonly<Record<string, unknown>>, context: LowerContext): string => {
  const name = typeof arg?.constant === 'string' ? arg.constant.toLowerCase() : ''
  return Object.hasOwn(known, name)
    ? name
    : context.refuse(`there is no part '${arg?.constant ?? ''}'; there are ${Object.keys(known).join(', ')}`)
}

/** Months, or ticks. */
const ADDED: Readonly<Record<string, readonly ['months' | 'ticks', bigint]>> = {
  year: ['months', 12n],
  quarter: ['months', 3n],
  month: ['months', 1n],
  week: ['ticks', 7n * DAY],
  day: ['ticks', DAY],
  hour: ['ticks', 36_000_000_000n],
  minute: ['ticks', 600_000_000n],
  second: ['ticks', 10_000_000n],
  millisecond: ['ticks', 10_000n],
  microsecond: ['ticks', 10n],
  nanosecond: ['ticks', 0n],
}

const datetimeAdd: LowerPrimitive = ([part, value, time], context) => {
  const [kind, size] = ADDED[partOf(part, ADDED, context)] as readonly ['months' | 'ticks', bigint]
  const [n, t] = [(value as Arg).sql, (time as Arg).sql]
  if (kind === 'months') return sql.call('kql_add_months', t, n, sql.literal(size))
  if (size === 0n) return sql.call('kql_add_ticks', t, sql.binary('//', n, sql.literal(100n)), sql.literal(1n))
  return sql.call('kql_add_ticks', t, n, sql.literal(size))
}

const DIFFED: Readonly<Record<string, readonly [macro: string, ...sizes: bigint[]]>> = {
  year: ['kql_diff_months', 12n],
  quarter: ['kql_diff_months', 3n],
  month: ['kql_diff_months', 1n],
  week: ['kql_diff_weeks'],
  day: ['kql_diff', 86_400_000_000n],
  hour: ['kql_diff', 3_600_000_000n],
  minute: ['kql_diff', 60_000_000n],
  second: ['kql_diff', 1_000_000n],
  millisecond: ['kql_diff', 1000n],
  microsecond: ['kql_diff', 1n],
  nanosecond: ['kql_diff_nanoseconds'],
}

const datetimeDiff: LowerPrimitive = ([part, a, b], context) => {
  const [name, ...sizes] = DIFFED[partOf(part, DIFFED, context)] as readonly [string, ...bigint[]]
  return sql.call(name, (a as Arg).sql, (b as Arg).sql, ...sizes.map(sql.literal))
}

const PARTS: Readonly<Record<string, (t: SqlExpr) => SqlExpr>> = {
  year: (t) => sql.call('year', t),
  quarter: (t) => sql.call('quarter', t),
  month: (t) => sql.call('month', t),
  week_of_year: (t) => sql.call('weekofyear', t),
  day: (t) => sql.call('day', t),
  dayofyear: (t) => sql.call('dayofyear', t),
  hour: (t) => sql.call('hour', t),
  minute: (t) => sql.call('minute', t),
  second: (t) => sql.call('second', t),
  millisecond: (t) => sql.binary('//', sql.call('kql_second_us', t), sql.literal(1000n)),
  microsecond: (t) => sql.call('kql_second_us', t),
  nanosecond: (t) => sql.call('kql_second_ns', t),
}

const datetimePart: LowerPrimitive = ([part, time], context) => {
  const read = PARTS[partOf(part, PARTS, context)] as (t: SqlExpr) => SqlExpr
  return sql.cast(read((time as Arg).sql), 'INTEGER')
}

export const time: Readonly<Record<TimePrimitive, LowerPrimitive>> = {
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  datetime_add: datetimeAdd,
  datetime_diff: datetimeDiff,
  datetime_part: datetimePart,
  format_datetime: formatDatetime,
  format_timespan: formatTimespan,
}
