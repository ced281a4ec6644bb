/**
 * Many small stores on one locked database: opening a database costs more than a query over a few rows. Sessions share its macros, and
 * each makes the views of its own tables before it asks.
 */
import { resolve } from 'node:path'
import type { EngineOptions } from '../api.ts'
import { ticksOf } from '../compile.ts'
import { KqlError, messages } from '../text/index.ts'
import { openDatabase } from './duckdb.ts'
import { resolvedOptions } from './engine.ts'
import { lock } from './sandbox.ts'
import { nothingMade, Session } from './session.ts'
import { findTables } from './sources/find.ts'
import { openStore } from './store.ts'

export interface Bench {
  /** A session over files that the bench was opened with. Its `close` isn't called: the database is the bench's. */
  session(options: EngineOptions): Promise<Session>
  close(): Promise<void>
}

/** Opens a database of one thread that may read these files. One session asks at a time. */
export const openBench = async (files: readonly string[]): Promise<Bench> => {
  const database = await openDatabase({ threads: 1 })
  try {
    await lock(database, files)
  } catch (error) {
    await database.close()
    throw error
  }
  const made = nothingMade()
  return {
    session: async (options) => {
      const now = options.now === undefined ? undefined : ticksOf(options.now)
      if (options.now !== undefined && now === undefined) throw new KqlError([messages.badTime(String(options.now))])
      const { data, tables, schemas } = options
      return new Session(resolvedOptions(options), now, database, await openStore({ data, tables, schemas }, database), made)
    },
    close: () => database.close(),
  }
}

/** The absolute paths of the data files that a file, folder or glob means. Rejects with a KqlError where it means none. */
export const dataFiles = async (table: string, pattern: string): Promise<readonly string[]> =>
  [...(await findTables(undefined, { [table]: pattern })).values()].flatMap((found) => found.files.map((file) => resolve(file.path)))
