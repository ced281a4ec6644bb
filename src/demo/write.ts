/** Writes the demo's store: CloudAppEvents as Parquet, a folder a day, in the order of time. */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { DuckDBDataChunk } from '@duckdb/node-api'
import type { DemoStore, WriteDemo } from '../api.ts'
import { builtinTable } from '../catalog/index.ts'
import { type Database, guarded, openDatabase, STORAGE } from '../run/index.ts'
import { printExpression, quoteName, quoteString, type SqlExpr, sql } from '../sql/index.ts'
import { RUN_TIME } from './calendar.ts'
import { COLUMNS, type Part, TIMES } from './columns.ts'
import { type Events, FIELDS, numericEvents } from './events.ts'

export const DEMO_TABLE = 'CloudAppEvents'
export const DEMO_DEFAULTS = { rows: 300_000, days: 15, seed: 1 }

/** Rows of a row group, which is read or skipped as a whole, and of a file. Groups of 20,000 rows took half as long again to write. */
const GROUP_ROWS = 8192
const FILE_ROWS = 15 * GROUP_ROWS
const CHUNK_ROWS = 2048
const MICROS_PER_DAY = 86_400_000_000

const partSql = (part: Part): SqlExpr => {
  if (typeof part === 'string') return sql.literal(part)
  if ('from' in part) {
    const index = sql.binary('+', sql.column(part.at), sql.literal(1n))
    return { kind: 'index', value: sql.list(part.from.map(sql.literal)), index }
  }
  if ('number' in part) return sql.cast(sql.column(part.number), 'VARCHAR')
  if ('hex' in part) return sql.call('lpad', sql.call('lower', sql.call('hex', sql.column(part.hex))), sql.literal(8n), sql.literal('0'))
  return sql.call('strftime', sql.call('make_timestamp', sql.column(part.seconds)), sql.literal('%Y-%m-%dT%H:%M:%S'))
}

const columnSql = (name: string): SqlExpr => {
  const later = TIMES[name]
  if (later !== undefined) return sql.call('make_timestamp', sql.binary('+', sql.column('time'), sql.literal(BigInt(later))))
  const parts = COLUMNS[name]
  if (!parts) return sql.NULL
  return parts.length === 1 ? partSql(parts[0]!) : sql.call('concat', ...parts.map(partSql))
}

/** All columns of the table, of the events in the table `staging`. */
const selectList = (): string =>
  builtinTable(DEMO_TABLE)!
    .columns.map(({ name, type }) => `${printExpression(sql.cast(columnSql(name), STORAGE[type]))} AS ${quoteName(name)}`)
    .join(', ')

/** Collects events and writes them to a file whenever there are enough, or a day ends. */
class Writer {
  readonly files: string[] = []
  rows = 0
  readonly #database: Database
  readonly #folder: string
  readonly #chunk: DuckDBDataChunk
  #inFile = 0
  #day = -1
  #part = 0

  constructor(database: Database, folder: string, chunk: DuckDBDataChunk) {
    this.#database = database
    this.#folder = folder
    this.#chunk = chunk
  }

  /** Adds events of one day. */
  async add(events: Events): Promise<void> {
    const day = Math.floor((events.numbers.time[0] ?? 0) / MICROS_PER_DAY)
    if (day !== this.#day) await this.flush()
    if (day !== this.#day) this.#part = 0
    this.#day = day
    for (let at = 0; at < events.count; ) {
      if (this.#inFile === FILE_ROWS) await this.flush()
      const size = Math.min(events.count - at, FILE_ROWS - this.#inFile)
      await this.#append(events, at, at + size)
      at += size
    }
  }

  async #append(events: Events, from: number, to: number): Promise<void> {
    const appender = await this.#database.connection.createAppender('staging')
    for (let at = from; at < to; at += CHUNK_ROWS) {
      const end = Math.min(to, at + CHUNK_ROWS)
      this.#chunk.reset()
      this.#chunk.rowCount = end - at
      this.#chunk.setColumns(FIELDS.map((field) => Array.from(events.numbers[field].subarray(at, end), BigInt)))
      appender.appendDataChunk(this.#chunk)
    }
    appender.closeSync()
    this.#inFile += to - from
  }

  /** Writes what was collected, in the order in which it came: that of time. */
  async flush(): Promise<void> {
    if (this.#inFile === 0) return
    const folder = join(this.#folder, `day=${new Date((this.#day * MICROS_PER_DAY) / 1000).toISOString().slice(0, 10)}`)
    await mkdir(folder, { recursive: true })
    const file = join(folder, `part-${String(this.#part++).padStart(3, '0')}.parquet`)
    const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${GROUP_ROWS}`
    await this.#database.run(`COPY (SELECT ${selectList()} FROM staging) TO ${quoteString(file)} (${options})`)
    await this.#database.run('TRUNCATE staging')
    this.files.push(file)
    this.rows += this.#inFile
    this.#inFile = 0
  }
}

/**
 * Writes CloudAppEvents into a folder, replacing what it holds of that table. The last day is that of the run, whose time the result
 * gives. The planted events come on top of `rows`. The same options give the same rows in the same files. Rejects with a KqlError where
 * DuckDB can't be loaded or the folder can't be written.
 */
export const writeDemo: WriteDemo = async (folder, options = {}): Promise<DemoStore> => {
  const { rows, days, seed } = { ...DEMO_DEFAULTS, ...options } as typeof DEMO_DEFAULTS
  const target = join(resolve(folder), DEMO_TABLE)
  await rm(target, { recursive: true, force: true })
  const database = await openDatabase({ threads: 1 })
  try {
    const { BIGINT, DuckDBDataChunk } = await import('@duckdb/node-api')
    await database.run(`CREATE TABLE staging (${FIELDS.map((field) => `${quoteName(field)} BIGINT`).join(', ')})`)
    const chunk = DuckDBDataChunk.create(FIELDS.map(() => BIGINT))
    const writer = new Writer(database, target, chunk)
    await guarded(async () => {
      for (const events of numericEvents(rows, days, seed)) await writer.add(events)
      await writer.flush()
    })
    return { table: DEMO_TABLE, rows: writer.rows, files: writer.files, now: new Date(RUN_TIME).toISOString() }
  } finally {
    await database.close()
  }
}
