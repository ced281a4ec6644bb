/** Reads the columns of a chunk of arguments. Nulls of lists' elements are NaN. */
import type { Bindings, DataChunk, Vector } from './bindings.ts'

/** The values of one column of a chunk; null where the row has none. */
export interface Reader<T> {
  readonly get: (row: number) => T | null
  /** All rows have the same value. */
  readonly constant: boolean
}

export type Open = <T>(read: ReadColumn<T>, column: number) => Reader<T>
export type ReadColumn<T> = (b: Bindings, vector: Vector, rows: number) => Reader<T>

/** Columns of a chunk by number. */
export const chunkReader =
  (b: Bindings, chunk: DataChunk): Open =>
  (read, column) =>
    read(b, b.data_chunk_get_vector(chunk, column), b.data_chunk_get_size(chunk))

/** The validity mask as bytes, undefined where no row is null. */
const maskOf = (b: Bindings, vector: Vector, rows: number): Uint8Array | undefined =>
  (b.vector_get_validity(vector, 8 * Math.ceil(rows / 64)) as Uint8Array | null) ?? undefined

const isValid = (mask: Uint8Array | undefined, row: number): boolean =>
  mask === undefined || ((mask[row >> 3] as number) & (1 << (row & 7))) !== 0

/** The memory of a vector of plain values. */
const dataOf = (b: Bindings, vector: Vector, bytes: number): { buffer: ArrayBuffer; byteOffset: number } => {
  const data = b.vector_get_data(vector, bytes)
  return { buffer: data.buffer as ArrayBuffer, byteOffset: data.byteOffset }
}

const allSame = (values: ArrayLike<number>, step: number, rows: number, mask: Uint8Array | undefined): boolean => {
  if (mask !== undefined) {
    for (let row = 1; row < rows; row++) if (isValid(mask, row) !== isValid(mask, 0)) return false
    if (!isValid(mask, 0)) return true
  }
  for (let i = step; i < step * rows; i++) if (values[i] !== values[i % step]) return false
  return true
}

const plain = <A extends ArrayLike<number>, T>(
  values: A,
  step: number,
  rows: number,
  mask: Uint8Array | undefined,
  value: (row: number) => T,
): Reader<T> => ({
  get: (row) => (isValid(mask, row) ? value(row) : null),
  constant: allSame(values, step, rows, mask),
})

export const readDoubles: ReadColumn<number> = (b, vector, rows) => {
  const { buffer, byteOffset } = dataOf(b, vector, 8 * rows)
  const values = new Float64Array(buffer, byteOffset, rows)
  return plain(values, 1, rows, maskOf(b, vector, rows), (row) => values[row] as number)
}

/** 64-bit integers as numbers. */
export const readLongs: ReadColumn<number> = (b, vector, rows) => {
  const { buffer, byteOffset } = dataOf(b, vector, 8 * rows)
  const words = new Int32Array(buffer, byteOffset, 2 * rows)
  const value = (row: number): number => (words[2 * row + 1] as number) * 2 ** 32 + ((words[2 * row] as number) >>> 0)
  return plain(words, 2, rows, maskOf(b, vector, rows), value)
}

export const readBooleans: ReadColumn<boolean> = (b, vector, rows) => {
  const { buffer, byteOffset } = dataOf(b, vector, rows)
  const values = new Uint8Array(buffer, byteOffset, rows)
  return plain(values, 1, rows, maskOf(b, vector, rows), (row) => values[row] !== 0)
}

/** Short words; of a text that is longer than DuckDB stores in place (12 bytes) only the beginning is read. */
export const readWords: ReadColumn<string> = (b, vector, rows) => {
  const { buffer, byteOffset } = dataOf(b, vector, 16 * rows)
  const words = new Uint32Array(buffer, byteOffset, 4 * rows)
  const bytes = Buffer.from(buffer, byteOffset, 16 * rows)
  const value = (row: number): string => {
    const length = words[4 * row] as number
    const start = 16 * row + 4
    return length <= 12 ? bytes.toString('utf8', start, start + length) : `${bytes.toString('latin1', start, start + 4)}…`
  }
  return plain(words, 4, rows, maskOf(b, vector, rows), value)
}

/** Lists of doubles: views of the vector's memory, or of a copy where elements are null. */
export const readLists: ReadColumn<Float64Array> = (b, vector, rows) => {
  const entries = dataOf(b, vector, 16 * rows)
  const words = new Uint32Array(entries.buffer, entries.byteOffset, 4 * rows)
  const mask = maskOf(b, vector, rows)
  const child = b.list_vector_get_child(vector)
  const size = b.list_vector_get_size(vector)
  const elements = dataOf(b, child, 8 * size)
  const stored = new Float64Array(elements.buffer, elements.byteOffset, size)
  const nulls = maskOf(b, child, size)
  const values = nulls === undefined ? stored : withoutNulls(stored, nulls)
  return {
    get: (row) => {
      if (!isValid(mask, row)) return null
      const start = words[4 * row] as number
      return values.subarray(start, start + (words[4 * row + 2] as number))
    },
    constant: false,
  }
}

const withoutNulls = (stored: Float64Array, mask: Uint8Array): Float64Array => {
  const values = Float64Array.from(stored)
  for (let byte = 0; byte < mask.length; byte++) {
    if (mask[byte] === 0xff) continue
    for (let i = 8 * byte; i < Math.min(8 * byte + 8, values.length); i++) if (!isValid(mask, i)) values[i] = Number.NaN
  }
  return values
}
