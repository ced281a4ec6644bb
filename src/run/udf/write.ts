/** Writes the results of a chunk: values are collected row by row, and copied into the vector's memory in one go. */
import type { Bindings, Vector } from './bindings.ts'

/** A row's value: NaN and null are null, and so is a value of another kind than the column has. */
export type Value = Float64Array | number | null

/** Takes the rows in order. */
export interface Writer<T = Value> {
  readonly add: (value: T) => void
  readonly finish: () => void
}

export type WriteColumn = (b: Bindings, vector: Vector, rows: number) => Writer

const copy = (b: Bindings, vector: Vector, data: Float64Array | Int32Array | Uint32Array | BigInt64Array): void => {
  if (data.byteLength > 0) b.copy_data_to_vector(vector, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)
}

/** A validity mask that is made when the first null comes. */
class Mask {
  #bytes: Uint8Array | undefined
  readonly #size: () => number

  constructor(size: () => number) {
    this.#size = size
  }

  setNull(row: number): void {
    this.#bytes ??= new Uint8Array(8 * Math.ceil(this.#size() / 64)).fill(0xff)
    this.#bytes[row >> 3] = (this.#bytes[row >> 3] as number) & ~(1 << (row & 7))
  }

  write(b: Bindings, vector: Vector): void {
    if (!this.#bytes) return
    b.vector_ensure_validity_writable(vector)
    b.copy_data_to_vector_validity(vector, 0, this.#bytes.buffer as ArrayBuffer, this.#bytes.byteOffset, this.#bytes.byteLength)
  }
}

export const writeDoubles: WriteColumn = (b, vector, rows) => {
  const values = new Float64Array(rows)
  const mask = new Mask(() => rows)
  let row = 0
  return {
    add: (value) => {
      if (typeof value !== 'number' || Number.isNaN(value)) mask.setNull(row++)
      else values[row++] = value
    },
    finish: () => {
      copy(b, vector, values)
      mask.write(b, vector)
    },
  }
}

export const writeLongs: WriteColumn = (b, vector, rows) => {
  const values = new BigInt64Array(rows)
  const mask = new Mask(() => rows)
  let row = 0
  return {
    add: (value) => {
      if (typeof value !== 'number' || Number.isNaN(value)) mask.setNull(row++)
      else values[row++] = BigInt(Math.trunc(value))
    },
    finish: () => {
      copy(b, vector, values)
      mask.write(b, vector)
    },
  }
}

/** Elements of the lists of a chunk, kept between chunks and grown on demand; one an output, since they are filled side by side. */
class Buffer64 {
  values = new Float64Array(1024)

  reserve(length: number, used: number): void {
    if (length <= this.values.length) return
    const grown = new Float64Array(Math.max(length, 2 * this.values.length))
    grown.set(this.values.subarray(0, used))
    this.values = grown
  }
}

type FromElements = (b: Bindings, child: Vector, elements: Float64Array, mask: Mask) => void

const lists =
  (write: FromElements): (() => WriteColumn) =>
  () => {
    const buffer = new Buffer64()
    return (b, vector, rows) => {
      const entries = new Uint32Array(4 * rows)
      const mask = new Mask(() => rows)
      let row = 0
      let total = 0
      return {
        add: (value) => {
          entries[4 * row] = total
          if (value instanceof Float64Array) {
            buffer.reserve(total + value.length, total)
            buffer.values.set(value, total)
            entries[4 * row + 2] = value.length
            total += value.length
          } else mask.setNull(row)
          row++
        },
        finish: () => {
          b.list_vector_reserve(vector, total)
          b.list_vector_set_size(vector, total)
          const child = b.list_vector_get_child(vector)
          const elementMask = new Mask(() => total)
          write(b, child, buffer.values.subarray(0, total), elementMask)
          elementMask.write(b, child)
          copy(b, vector, entries)
          mask.write(b, vector)
        },
      }
    }
  }

/** Lists of doubles. Each output keeps a buffer: make one for each. */
export const doubleLists = lists((b, child, elements, mask) => {
  for (let i = 0; i < elements.length; i++) {
    const v = elements[i] as number
    if (Number.isNaN(v)) mask.setNull(i)
  }
  copy(b, child, elements)
})

/** Lists of whole numbers that 32 bits hold, as 64-bit integers. */
export const integerLists = lists((b, child, elements, mask) => {
  const words = new Int32Array(2 * elements.length)
  for (let i = 0; i < elements.length; i++) {
    const v = elements[i] as number
    if (Number.isNaN(v)) mask.setNull(i)
    words[2 * i] = v
    words[2 * i + 1] = v < 0 ? -1 : 0
  }
  copy(b, child, words)
})

/** Fields of a struct; a row is null as a whole where all its fields are. */
export const writeStruct = (b: Bindings, vector: Vector, rows: number, fields: readonly WriteColumn[]): Writer<readonly Value[]> => {
  const writers = fields.map((write, i) => write(b, b.struct_vector_get_child(vector, i), rows))
  const mask = new Mask(() => rows)
  let row = 0
  return {
    add: (values) => {
      if (values.every((v) => v === null)) mask.setNull(row)
      for (let i = 0; i < writers.length; i++) writers[i]?.add(values[i] ?? null)
      row++
    },
    finish: () => {
      for (const writer of writers) writer.finish()
      mask.write(b, vector)
    },
  }
}
