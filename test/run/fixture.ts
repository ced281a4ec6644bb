import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Database, openDatabase, openStore, type Store, type StoreOptions } from '../../src/run/index.ts'
import { print, quoteName } from '../../src/sql/index.ts'
import { KqlError } from '../../src/text/index.ts'

/** A folder for one test file's data, and a database without a lock to write them with and to read views. */
export class Fixture {
  readonly folder: string
  readonly database: Database
  constructor(folder: string, database: Database) {
    this.folder = folder
    this.database = database
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Writes a text file; folders are made. */
  async write(name: string, text: string | Uint8Array): Promise<string> {
    await mkdir(dirname(this.path(name)), { recursive: true })
    await writeFile(this.path(name), text)
    return this.path(name)
  }

  /** Writes the rows of a SELECT to a file in the format that its ending tells, or that the options say. */
  async copy(name: string, select: string, options = ''): Promise<string> {
    await mkdir(dirname(this.path(name)), { recursive: true })
    await this.database.run(`COPY (${select}) TO '${this.path(name)}' ${options}`)
    return this.path(name)
  }

  store(options: StoreOptions | string): Promise<Store> {
    return openStore(typeof options === 'string' ? { data: this.path(options) } : options, this.database)
  }

  /** All rows of a table's view as plain values, in the order of the first column. */
  async read(store: Store, table: string, columns?: readonly string[]): Promise<readonly (readonly unknown[])[]> {
    const schema = await store.schema(table)
    const names = (schema?.columns ?? []).map((_, i) => `p${i}`)
    const view = await store.view(table, names)
    const wanted = columns?.map((name) => names[schema!.columns.findIndex((c) => c.name === name)]!) ?? names
    return this.database.rows(`SELECT ${wanted.map(quoteName).join(', ')} FROM (${print(view)}) ORDER BY ALL`)
  }

  async close(): Promise<void> {
    await this.database.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

export const openFixture = async (): Promise<Fixture> =>
  new Fixture(await mkdtemp(join(tmpdir(), 'kqlc-test-')), await openDatabase({ threads: 1 }))

/** The diagnostics that a promise rejects with, as `code: message`. */
export const rejection = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof KqlError)
      return error.diagnostics.map((d) => [`${d.code}: ${d.message}`, ...(d.notes ?? [])].join('\n')).join('\n')
    throw error
  }
  throw new Error('expected a rejection')
}
