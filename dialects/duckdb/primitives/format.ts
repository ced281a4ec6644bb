/** format_datetime() and format_timespan(): the format is known, so each run of letters becomes the expression that writes its part. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'

/** A letter's pieces by their length, the longest first; a run of letters is cut into them from the left ('MMM' is 'MM' and 'M'). */
type Letters = Readonly<Record<string, Readonly<Record<number, Piece>>>>
/** A code of strftime, or an expression. */
type Piece = string | ((value: SqlExpr, seventh: SqlExpr) => SqlExpr)

const DELIMITERS = ' /-:,._[]'

const pieces = (format: string, letters: Letters, context: LowerContext): (Piece | { readonly text: string })[] => {
  const found: (Piece | { readonly text: string })[] = []
  for (let i = 0; i < format.length; ) {
    const letter = format.charAt(i)
    if (DELIMITERS.includes(letter)) {
      found.push({ text: letter })
      i++
      continue
    }
    let run = 1
    while (format[i + run] === letter) run++
    const length = Object.keys(letters[letter] ?? {})
      .map(Number)
      .filter((n) => n <= run)
      .reduce((a, b) => Math.max(a, b), 0)
    const piece = letters[letter]?.[length]
    if (piece === undefined) return context.refuse(`'${letter}' is no part of a format`)
    found.push(piece)
    i += length
  }
  return found
}

const concat = (parts: readonly SqlExpr[]): SqlExpr => parts.reduce((a, b) => sql.binary('||', a, b))
const strftime = (code: string) => (t: SqlExpr) => sql.call('strftime', t, sql.literal(code))

/** The first digits of the fraction of a second. It has seven, of which the engine knows six, and constants the last one. */
const fraction = (digits: number) => (t: SqlExpr, seventh: SqlExpr) =>
  digits === 6
    ? strftime('%f')(t)
    : digits === 7
      ? sql.binary('||', strftime('%f')(t), seventh)
      : sql.call('left', strftime('%f')(t), sql.literal(BigInt(digits)))
const trimmed = (digits: number) => (t: SqlExpr, seventh: SqlExpr) => sql.call('rtrim', fraction(digits)(t, seventh), sql.literal('0'))
const ZERO = sql.literal('0')
const lengths = (count: number, piece: (n: number) => Piece): Readonly<Record<number, Piece>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 1, piece(i + 1)]))

const DATETIME: Letters = {
  d: { 1: '%-d', 2: '%d' },
  f: lengths(7, fraction),
  F: lengths(7, trimmed),
  h: { 1: '%-I', 2: '%I' },
  H: { 1: '%-H', 2: '%H' },
  m: { 1: '%-M', 2: '%M' },
  M: { 1: '%-m', 2: '%m' },
  s: { 1: '%-S', 2: '%S' },
  y: { 1: (t) => sql.cast(sql.binary('%', sql.call('year', t), sql.literal(100n)), 'VARCHAR'), 2: '%y', 4: '%Y' },
  t: { 2: '%p' },
}

export const formatDatetime: LowerPrimitive = ([date, format], context) => {
  const time = date as Arg
  const written = (format as Arg).constant
  if (typeof written !== 'string' || written === '') return context.refuse('its format must be a constant that is not empty')
  const seventh =
    typeof time.constant === 'bigint'
      ? sql.literal(String(time.constant % 10n))
      : sql.when(sql.call('kql_is_last', time.sql), sql.literal('9'), ZERO)
  // Neighbours that strftime writes are written at once.
  const parts: SqlExpr[] = []
  let code = ''
  const flush = () => {
    if (code !== '') parts.push(strftime(code)(time.sql))
    code = ''
  }
  for (const piece of pieces(written, DATETIME, context)) {
    if (typeof piece === 'string') code += piece
    else if (typeof piece === 'object') code += piece.text
    else {
      flush()
      parts.push(piece(time.sql, seventh))
    }
  }
  flush()
  const text = concat(parts)
  return time.nullable ? sql.coalesce(text, sql.literal('')) : text
}

const unit = (size: bigint, count: bigint, width: number) => (ticks: SqlExpr) => {
  const whole = sql.binary('//', ticks, sql.literal(size))
  const part = count > 0n ? sql.binary('%', whole, sql.literal(count)) : whole
  return sql.call('printf', sql.literal(`%0${width}d`), part)
}
const tickFraction = (digits: number) => (ticks: SqlExpr) =>
  sql.call(
    'printf',
    sql.literal(`%0${digits}d`),
    sql.binary('//', sql.binary('%', ticks, sql.literal(10_000_000n)), sql.literal(10n ** BigInt(7 - digits))),
  )
const tickTrimmed = (digits: number) => (ticks: SqlExpr) => sql.call('rtrim', tickFraction(digits)(ticks), sql.literal('0'))
const clock = (size: bigint, count: bigint) => lengths(2, (n) => unit(size, count, n))

const TIMESPAN: Letters = {
  d: lengths(8, (n) => unit(864_000_000_000n, 0n, n)),
  h: clock(36_000_000_000n, 24n),
  H: clock(36_000_000_000n, 24n),
  m: clock(600_000_000n, 60n),
  s: clock(10_000_000n, 60n),
  f: lengths(7, tickFraction),
  F: lengths(7, tickTrimmed),
}

export const formatTimespan: LowerPrimitive = ([timespan, format], context) => {
  const span = timespan as Arg
  const written = (format as Arg).constant
  if (typeof written !== 'string' || written === '') return context.refuse('its format must be a constant that is not empty')
  const size = sql.call('kql_ticks_size', span.sql)
  const parts = pieces(written, TIMESPAN, context).map((p) =>
    typeof p === 'function' ? p(size, ZERO) : sql.literal(typeof p === 'string' ? p : p.text),
  )
  const text = concat([sql.when(sql.binary('<', span.sql, sql.literal(0n)), sql.literal('-'), sql.literal('')), ...parts])
  return span.nullable ? sql.coalesce(text, sql.literal('')) : text
}
