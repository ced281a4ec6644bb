/** The one door to DuckDB. It is loaded when first needed, so that compiling works where it isn't installed. */
import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance, DuckDBMaterializedResult, DuckDBPreparedStatement, DuckDBResult } from '@duckdb/node-api'
import { print, type SqlQuery } from '../sql/index.ts'
import { KqlError, messages } from '../text/index.ts'
import { engineFailure } from './failure.ts'

export interface DatabaseOptions {
  /** Worker threads; undefined leaves the choice to DuckDB (one a core). */
  readonly threads?: number | undefined
  /** As DuckDB writes it, e.g. `4GB`; undefined is 80 % of the machine's memory. */
  readonly memoryLimit?: string | undefined
  /** How much may be spilled to disk, e.g. `20GB`; undefined is 90 % of what is free. */
  readonly spillLimit?: string | undefined
}

/** Folders for spilled data that are in use: a process that ends at once, as on Ctrl-C, takes them with it. */
const spills = new Set<string>()

const removeSpills = (): void => {
  for (const folder of spills) rmSync(folder, { recursive: true, force: true })
}

/** All at once: a process that ends in between would leave the folder behind. */
const makeSpill = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kqlc-'))
  if (spills.size === 0) process.once('exit', removeSpills)
  spills.add(folder)
  return folder
}

const removeSpill = async (folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  spills.delete(folder)
  if (spills.size === 0) process.off('exit', removeSpills)
}

const load = async (): Promise<typeof import('@duckdb/node-api')> => {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    throw new KqlError([messages.engineMissing(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '')])
  }
}

/** A result that is still being computed: fetch its chunks until null comes. */
export type StreamedResult = DuckDBResult

/**
 * An in-memory database with one connection. Every fault of a statement is thrown as a KqlError. A folder for spilled data is made at
 * the start and removed by `close`.
 */
export class Database {
  readonly connection: DuckDBConnection
  readonly #instance: DuckDBInstance
  readonly #spill: string

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, spill: string) {
    this.#instance = instance
    this.connection = connection
    this.#spill = spill
  }

  /** Runs one statement to its end. */
  async run(statement: string | SqlQuery): Promise<DuckDBMaterializedResult> {
    return guarded(() => this.connection.run(typeof statement === 'string' ? statement : print(statement)))
  }

  /** The rows of a statement of our own, as plain JavaScript values. For results of queries see `rows.ts`. */
  async rows(statement: string | SqlQuery): Promise<readonly (readonly unknown[])[]> {
    const result = await this.run(statement)
    return guarded(() => result.getRowsJS())
  }

  /** Prepares a statement and runs it, its rows being computed as they are fetched. */
  async stream(prepared: DuckDBPreparedStatement): Promise<StreamedResult> {
    return guarded(() => prepared.stream())
  }

  /** Makes the running statement end with an error. */
  interrupt(): void {
    this.connection.interrupt()
  }

  async close(): Promise<void> {
    this.connection.closeSync()
    this.#instance.closeSync()
    await removeSpill(this.#spill)
  }
}

/** Runs a call of DuckDB and throws what it rejects with as a KqlError. */
export const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    throw engineFailure(error)
  }
}

/** Opens an in-memory database in UTC that fetches and loads no extension. Rejects with a KqlError where DuckDB can't be loaded. */
export const openDatabase = async (options: DatabaseOptions = {}): Promise<Database> => {
  const { DuckDBInstance } = await load()
  const spill = makeSpill()
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      temp_directory: spill,
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.spillLimit === undefined ? {} : { max_temp_directory_size: options.spillLimit }),
    })
    const database = new Database(instance, await instance.connect(), spill)
    await database.run("SET GLOBAL TimeZone = 'UTC'")
    return database
  } catch (error) {
    await removeSpill(spill)
    throw engineFailure(error)
  }
}
