/** The files that the engine reads in a test: those that the test names, and its rows written down. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableData } from './model.ts'

type Row = Readonly<Record<string, unknown>>

const ndjson = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

const field = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A header of all columns in the order in which they appear, then the rows. */
const csv = (rows: readonly Row[]): string => {
  const columns = [...new Set(rows.flatMap(Object.keys))]
  return [columns, ...rows.map((row) => columns.map((c) => row[c]))].map((line) => `${line.map(field).join(',')}\n`).join('')
}

/** Writes rows into files of a folder. The same rows are written once. */
export class Scratch {
  readonly #folder: string
  readonly #written = new Map<string, Promise<string>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  #write(text: string, ending: string): Promise<string> {
    const name = `${createHash('sha256').update(text).digest('hex').slice(0, 32)}.${ending}`
    const known = this.#written.get(name)
    if (known) return known
    const path = join(this.#folder, name)
    const written = mkdir(this.#folder, { recursive: true })
      .then(() => writeFile(path, text))
      .then(() => path)
    this.#written.set(name, written)
    return written
  }

  /** A table's data as a file, folder or glob. */
  table(data: TableData): Promise<string> {
    return 'pattern' in data ? Promise.resolve(data.pattern) : this.#write(ndjson(data.rows), 'ndjson')
  }

  /** A watchlist's data as a CSV file. */
  watchlist(data: TableData): Promise<string> {
    return 'pattern' in data ? Promise.resolve(data.pattern) : this.#write(csv(data.rows), 'csv')
  }
}
