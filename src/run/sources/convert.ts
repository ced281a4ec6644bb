/** A column as stored → the Kusto value in its storage type. */
import { type SqlExpr, sql } from '../../sql/index.ts'
import type { KustoType } from '../../types/index.ts'
import type { StoredType } from './layout.ts'
import { asTimestamp, isoText, isTime, toJson } from './nested.ts'
import { STORAGE } from './storage.ts'
import { fromEpoch, readText, wholeNumber } from './text.ts'

const INTEGERS = new Set([
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
  'HUGEINT',
  'UHUGEINT',
])
/** Stored integers that are a long without more ado. */
const LONGS = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'])
const REALS = new Set(['FLOAT', 'DOUBLE'])
const TEXTS = new Set(['VARCHAR', 'JSON'])
const TIME_OF_DAY = new Set(['TIME', 'TIME_NS'])

const isNumber = (name: string): boolean => INTEGERS.has(name) || REALS.has(name) || name === 'DECIMAL'

/** The stored value as the text that a CSV file would hold. */
const asText = (value: SqlExpr, type: StoredType): SqlExpr => {
  if (type.kind !== 'scalar') return sql.cast(toJson(value, type), 'VARCHAR')
  if (type.name === 'VARCHAR') return value
  if (type.name === 'BLOB') return sql.call('try', sql.call('decode', value))
  return isTime(type.name) ? isoText(asTimestamp(value, type.name)) : sql.cast(value, 'VARCHAR')
}

/** Ticks of a native INTERVAL; null where it has months, which are no fixed time. */
const intervalTicks = (value: SqlExpr): SqlExpr => {
  const months = sql.binary('+', sql.call('datepart', sql.literal('month'), value), sql.call('datepart', sql.literal('year'), value))
  return sql.when(sql.eq(months, sql.literal(0n)), sql.binary('*', sql.call('epoch_us', value), sql.literal(10n)))
}

/** The ways that need no detour through text; undefined where there is none. */
const direct = (value: SqlExpr, stored: string, type: KustoType): SqlExpr | undefined => {
  switch (type) {
    case 'bool':
      return stored === 'BOOLEAN' ? value : INTEGERS.has(stored) ? sql.binary('<>', value, sql.literal(0n)) : undefined
    case 'int':
      if (stored === 'BOOLEAN') return sql.cast(value, STORAGE.int)
      return INTEGERS.has(stored) ? sql.tryCast(value, STORAGE.int) : isNumber(stored) ? wholeNumber(value, 'INTEGER') : undefined
    case 'long':
      if (stored === 'BOOLEAN' || LONGS.has(stored)) return sql.cast(value, STORAGE.long)
      return INTEGERS.has(stored) ? sql.tryCast(value, STORAGE.long) : isNumber(stored) ? wholeNumber(value, 'BIGINT') : undefined
    case 'real':
      return isNumber(stored) ? sql.cast(value, STORAGE.real) : undefined
    case 'decimal':
      return isNumber(stored) ? sql.tryCast(value, STORAGE.decimal) : undefined
    case 'datetime':
      return isTime(stored) ? asTimestamp(value, stored) : LONGS.has(stored) ? fromEpoch(sql.cast(value, STORAGE.long)) : undefined
    case 'timespan':
      if (stored === 'INTERVAL') return intervalTicks(value)
      if (TIME_OF_DAY.has(stored)) return sql.binary('*', sql.call('epoch_us', value), sql.literal(10n))
      return INTEGERS.has(stored) ? sql.tryCast(value, STORAGE.timespan) : undefined
    case 'guid':
      return stored === 'UUID' ? value : undefined
    case 'dynamic':
      return TEXTS.has(stored) || stored === 'BLOB' ? undefined : sql.cast(toJson(value, { kind: 'scalar', name: stored }), 'VARCHAR')
    case 'string':
      return undefined
  }
}

/** Whether the stored column already is what it has to be, so that it costs nothing unless used. */
const isStored = (stored: StoredType, type: KustoType): boolean => stored.kind === 'scalar' && stored.name === STORAGE[type]

/**
 * A stored column in the storage of a Kusto type. What has no way of its own is read as the text that it would be in a CSV file, so that
 * all formats give the same answers; a value that can't be read is null.
 */
export const convert = (value: SqlExpr, stored: StoredType, type: KustoType): SqlExpr => {
  if (isStored(stored, type)) return value
  const plain = stored.kind === 'scalar' ? direct(value, stored.name, type) : undefined
  return plain ?? readText(asText(value, stored), type)
}
