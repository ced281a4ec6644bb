/** Results of DuckDB → JSON-safe cells, column by column. */
import type { DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api'
import { elementOf, type Form, formatTimespan, isJson, type KustoType } from '../types/index.ts'
import { guarded, type StreamedResult } from './duckdb.ts'
import { isoTime } from './iso-time.ts'

/** What has to be known of a result's column: its type, and the form of a dynamic. */
export interface CellType {
  readonly type: KustoType
  readonly form?: Form | undefined
}

type ReadCell = (value: Exclude<DuckDBValue, null>) => unknown

const integer = (value: bigint): number | string => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

const real = (value: number): number | string => (Number.isFinite(value) ? value : String(value))

const readInteger: ReadCell = (value) => (typeof value === 'bigint' ? integer(value) : Number(value))

/** `1.500` is `1.5`, `2.000` is `2`. */
const readDecimal: ReadCell = (value) =>
  String(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

const readTime: ReadCell = (value) => (typeof value === 'object' && 'micros' in value ? isoTime(value.micros) : null)

/** Integers of 16 digits or more, and exponents that may be too large for a double. */
const RISKY = /\d{16}|[eE]\+?\d{3}/
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Numbers that JavaScript can't hold are put in quotes. */
const safeNumber = (token: string): string => {
  if (token.startsWith('"')) return token
  const number = Number(token)
  if (!Number.isFinite(number)) return `"${number}"`
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(number) ? `"${token}"` : token
}

/** The text of a dynamic → its value: JSON, else the text itself as a string; '' is null. Integers beyond ±(2^53 − 1) become decimal text. */
export const parseDynamic = (text: string): unknown => {
  if (text === '') return null
  try {
    const value: unknown = JSON.parse(RISKY.test(text) ? text.replaceAll(TOKENS, safeNumber) : text)
    return (text.includes('\\ud') || text.includes('\\uD')) && !isJson(text) ? text : value
  } catch {
    return text
  }
}

const readDynamic = (form: Form | undefined): ReadCell => {
  const element = elementOf(form)
  const read = element && element !== 'string' ? readerOf({ type: element }) : undefined
  const each = (item: DuckDBValue): unknown => (item === null ? null : read ? read(item) : native(item))
  return (value) => {
    if (typeof value === 'string') return parseDynamic(value)
    return typeof value === 'object' && 'items' in value ? value.items.map(each) : native(value)
  }
}

/** A value whose type isn't known any better. */
const native = (value: Exclude<DuckDBValue, null>): unknown => {
  if (typeof value === 'bigint') return integer(value)
  if (typeof value === 'number') return real(value)
  if (typeof value !== 'object') return value
  if ('micros' in value) return readTime(value)
  return 'items' in value ? value.items.map((item: DuckDBValue) => (item === null ? null : native(item))) : String(value)
}

const READERS: Readonly<Record<Exclude<KustoType, 'dynamic'>, ReadCell>> = {
  bool: (value) => value,
  int: readInteger,
  long: readInteger,
  real: (value) => real(Number(value)),
  decimal: readDecimal,
  string: (value) => (typeof value === 'string' ? value : String(value)),
  datetime: readTime,
  timespan: (value) => formatTimespan(BigInt(value as bigint | number)),
  guid: (value) => String(value),
}

const readerOf = (cell: CellType): ReadCell => (cell.type === 'dynamic' ? readDynamic(cell.form) : READERS[cell.type])

/** The rows of a chunk; `types` are those of the columns from the left, further columns are left out. */
export const readChunk = (chunk: DuckDBDataChunk, types: readonly CellType[]): unknown[][] => {
  const count = chunk.rowCount
  const rows: unknown[][] = Array.from({ length: count }, () => new Array(types.length))
  for (const [at, type] of types.entries()) {
    const vector = chunk.getColumnVector(at)
    const read = readerOf(type)
    const absent = type.type === 'string' ? '' : null
    for (let row = 0; row < count; row++) {
      const value = vector.getItem(row)
      rows[row]![at] = value === null ? absent : read(value)
    }
  }
  return rows
}

/** The rows of a result, some 2,000 at a time, as they are computed. Rejects with a KqlError. */
export async function* readRows(result: StreamedResult, types: readonly CellType[]): AsyncGenerator<unknown[][]> {
  for (;;) {
    const chunk = await guarded(() => result.fetchChunk())
    if (chunk === null || chunk.rowCount === 0) return
    yield readChunk(chunk, types)
  }
}

/** All rows of a result. Rejects with a KqlError. */
export const allRows = async (result: StreamedResult, types: readonly CellType[]): Promise<unknown[][]> => {
  const rows: unknown[][] = []
  for await (const some of readRows(result, types)) for (const row of some) rows.push(row)
  return rows
}
