/** How Kusto's types and constants are written for DuckDB. */
import * as sql from '../../src/sql/build.ts'
import type { SqlExpr } from '../../src/sql/index.ts'
import { elementOf, type Form, formatDatetime, type KustoType, type LiteralValue } from '../../src/types/index.ts'

const TYPES: Readonly<Record<KustoType, string>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38, 18)',
  string: 'VARCHAR',
  datetime: 'TIMESTAMP',
  timespan: 'BIGINT',
  guid: 'UUID',
  dynamic: 'JSON',
}

export const typeOf = (type: KustoType, form?: Form): string => {
  const element = elementOf(form)
  if (element) return `${TYPES[element]}[]`
  return type === 'dynamic' && form === 'text' ? 'VARCHAR' : TYPES[type]
}

/** `2026-01-01 00:00:00[.ffffff]`; the seventh digit is cut, since TIMESTAMP holds microseconds. */
const timestampText = (ticks: bigint): string => {
  const iso = formatDatetime(ticks)
  const fraction = iso.slice(20, 26).replace(/0+$/, '')
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction ? `.${fraction}` : ''}`
}

export const literalOf = (type: KustoType, value: LiteralValue, form?: Form): SqlExpr => {
  // Typed, since many of the engine's functions have overloads.
  if (value === null) return type === 'string' ? sql.literal('') : sql.cast(sql.NULL, typeOf(type, form))
  switch (type) {
    case 'datetime':
      return { kind: 'typed', type: 'TIMESTAMP', text: timestampText(value as bigint) }
    case 'real':
      return sql.literal(typeof value === 'bigint' ? Number(value) : value)
    case 'decimal':
      return sql.cast(sql.literal(String(value)), TYPES.decimal)
    case 'guid':
      return { kind: 'typed', type: 'UUID', text: String(value) }
    case 'dynamic':
      return value === 'null' ? sql.cast(sql.NULL, 'JSON') : { kind: 'typed', type: 'JSON', text: String(value) }
    default:
      return sql.literal(value)
  }
}

const UNITS: readonly (readonly [bigint, 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND' | 'MICROSECOND'])[] = [
  [864_000_000_000n, 'DAY'],
  [36_000_000_000n, 'HOUR'],
  [600_000_000n, 'MINUTE'],
  [10_000_000n, 'SECOND'],
]

/** Ticks as an interval in the largest unit that fits; a day is 24 hours. Fractions of a microsecond are cut downwards. */
export const intervalOf = (ticks: bigint): SqlExpr => {
  const [size, unit] = UNITS.find(([u]) => ticks % u === 0n) ?? [10n, 'MICROSECOND' as const]
  const amount = ticks / size - (ticks % size < 0n ? 1n : 0n)
  // The literal's number has 32 bits.
  const fits = amount >= -MOST_IN_LITERAL && amount <= MOST_IN_LITERAL
  return fits ? { kind: 'interval', amount, unit } : sql.call(`to_${unit.toLowerCase()}s`, sql.literal(amount))
}

const MOST_IN_LITERAL = (1n << 31n) - 1n

/** A timespan as an interval. */
export const asInterval = (arg: { readonly raw: SqlExpr; readonly constant: LiteralValue | undefined }): SqlExpr =>
  typeof arg.constant === 'bigint' ? intervalOf(arg.constant) : sql.call('to_microseconds', sql.binary('//', arg.raw, sql.literal(10n)))

/** The origin from which Kusto counts bins of datetimes. */
export const EPOCH: SqlExpr = { kind: 'typed', type: 'TIMESTAMP', text: '0001-01-01 00:00:00' }
