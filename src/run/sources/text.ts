/**
 * Text → Kusto values, as SQL. CSV and JSON hold nothing but text, and columns of Parquet may. What isn't written in one of these ways
 * is null, never an error: each cast is guarded by a pattern, because DuckDB's casts take much more (`5.7` as 6, `1_000`, `epoch`, and
 * a zone name, which it then keeps for later values without one).
 */
import { type SqlExpr, sql } from '../../sql/index.ts'
import type { KustoType } from '../../types/index.ts'
import { STORAGE } from './storage.ts'

const INTEGER = String.raw` *[+-]?\d+ *`
const WHOLE = String.raw` *[+-]?\d+(?:\.0*)? *`
const NUMBER = String.raw` *[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? *`
const NOT_FINITE = '(?i) *(?:nan|[+-]?inf(?:inity)?) *'
const OFFSET = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)`
const DATE = String.raw`\d{4}-\d\d-\d\d`
/** A date, or date and time, in the form of ISO 8601 that DuckDB reads. */
export const ISO = String.raw`${DATE}(?:[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?${OFFSET}?)?`
const ISO_MINUTES = String.raw` *(${DATE}[T ]\d\d:\d\d)(${OFFSET})? *`
const TIMESPAN = String.raw` *(-)?(?:(\d{1,8})\.)?(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,7}))? *`

const TICKS_PER_SECOND = 10_000_000n

const is = (text: SqlExpr, pattern: string): SqlExpr => sql.call('regexp_full_match', text, sql.literal(pattern))
const trim = (text: SqlExpr): SqlExpr => sql.call('trim', text)

const cases = (...branches: readonly (readonly [SqlExpr, SqlExpr])[]): SqlExpr => ({
  kind: 'case',
  whens: branches.map(([when, then]) => ({ when, then })),
  otherwise: undefined,
})

/** A point in time with its offset, as UTC. The detour costs a fifth of DuckDB's own cast from TIMESTAMPTZ; infinities become null. */
export const fromZoned = (zoned: SqlExpr): SqlExpr => sql.call('make_timestamp', sql.call('epoch_us', zoned))

/**
 * Numbers as points in time, where only one unit makes sense: between the years 1990 and 2100 seconds, milliseconds and microseconds
 * since 1970 and Kusto's ticks since year 1 have magnitudes of their own; nanoseconds do from 1991 on. Anything else is null.
 */
export const fromEpoch = (number: SqlExpr): SqlExpr => {
  const within = (low: bigint, high: bigint): SqlExpr => ({
    kind: 'between',
    value: number,
    low: sql.literal(low),
    high: sql.literal(high),
    negated: false,
  })
  const at = (micros: SqlExpr): SqlExpr => sql.call('make_timestamp', micros)
  const times = (by: bigint): SqlExpr => sql.binary('*', number, sql.literal(by))
  const by = (divisor: bigint): SqlExpr => sql.binary('//', number, sql.literal(divisor))
  const [low, high] = [631_152_000n, 4_102_444_800n]
  const ticksAt1970 = 621_355_968_000_000_000n
  return cases(
    [within(low, high), at(times(1_000_000n))],
    [within(low * 1000n, high * 1000n), at(times(1000n))],
    [within(low * 1_000_000n, high * 1_000_000n), at(number)],
    [
      within(ticksAt1970 + low * TICKS_PER_SECOND, ticksAt1970 + high * TICKS_PER_SECOND),
      at(sql.binary('//', sql.binary('-', number, sql.literal(ticksAt1970)), sql.literal(10n))),
    ],
    [within(670_000_000_000_000_000n, high * 1_000_000_000n), at(by(1000n))],
  )
}

const asDatetime = (text: SqlExpr): SqlExpr => {
  const zoned = (value: SqlExpr): SqlExpr => fromZoned(sql.tryCast(value, 'TIMESTAMPTZ'))
  const seconds = sql.call('regexp_replace', text, sql.literal(ISO_MINUTES), sql.literal(String.raw`\1:00\2`))
  return cases(
    [is(text, ` *${ISO} *`), zoned(trim(text))],
    [is(text, ISO_MINUTES), zoned(seconds)],
    [is(text, INTEGER), fromEpoch(sql.tryCast(text, 'BIGINT'))],
  )
}

const asTimespan = (text: SqlExpr): SqlExpr => {
  const part = (group: bigint): SqlExpr => sql.call('regexp_extract', text, sql.literal(TIMESPAN), sql.literal(group))
  const number = (group: bigint): SqlExpr => sql.coalesce(sql.tryCast(part(group), 'BIGINT'), sql.literal(0n))
  const sum = (larger: SqlExpr, factor: bigint, smaller: SqlExpr): SqlExpr =>
    sql.binary('+', sql.binary('*', larger, sql.literal(factor)), smaller)
  const seconds = sum(sum(sum(number(2n), 24n, number(3n)), 60n, number(4n)), 60n, number(5n))
  const fraction = sql.cast(sql.call('rpad', part(6n), sql.literal(7n), sql.literal('0')), 'BIGINT')
  const sign = sql.when(sql.eq(part(1n), sql.literal('-')), sql.literal(-1n), sql.literal(1n))
  return cases(
    [is(text, TIMESPAN), sql.binary('*', sign, sum(seconds, TICKS_PER_SECOND, fraction))],
    [is(text, INTEGER), sql.tryCast(text, 'BIGINT')], // ticks, as they are stored elsewhere
  )
}

const asReal = (text: SqlExpr): SqlExpr => cases([sql.or(is(text, NUMBER), is(text, NOT_FINITE)), sql.tryCast(text, 'DOUBLE')])

/** A real as an integer where it is one: pandas stores integers with gaps as reals. */
export const wholeNumber = (number: SqlExpr, type: 'INTEGER' | 'BIGINT'): SqlExpr =>
  cases([sql.eq(number, sql.call('trunc', number)), sql.tryCast(number, type)])

const asInteger = (text: SqlExpr, type: 'INTEGER' | 'BIGINT'): SqlExpr =>
  cases([is(text, WHOLE), sql.tryCast(text, type)], [is(text, NUMBER), wholeNumber(sql.tryCast(text, 'DOUBLE'), type)])

const asBool = (text: SqlExpr): SqlExpr =>
  cases(
    [is(text, '(?i) *true *'), sql.TRUE],
    [is(text, '(?i) *false *'), sql.FALSE],
    [is(text, INTEGER), sql.binary('<>', sql.tryCast(text, 'BIGINT'), sql.literal(0n))],
  )

const READERS: Readonly<Record<KustoType, (text: SqlExpr) => SqlExpr>> = {
  bool: asBool,
  int: (text) => asInteger(text, 'INTEGER'),
  long: (text) => asInteger(text, 'BIGINT'),
  real: asReal,
  decimal: (text) => cases([is(text, NUMBER), sql.tryCast(text, STORAGE.decimal)]),
  string: (text) => text,
  datetime: asDatetime,
  timespan: asTimespan,
  guid: (text) => sql.tryCast(trim(text), STORAGE.guid),
  dynamic: (text) => text,
}

/** The value of a type that a text stands for: null where it stands for none. `text` is used more than once in the result. */
export const readText = (text: SqlExpr, type: KustoType): SqlExpr => READERS[type](text)
