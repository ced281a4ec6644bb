/** The one door to SQLite. It is loaded when a store is opened. */
import { existsSync } from 'node:fs'
import type LibsqlDatabase from 'libsql'
import { KqlError, messages } from '../text/index.ts'
import { MIGRATIONS } from './migrations.ts'

export type Database = LibsqlDatabase.Database
type Open = typeof LibsqlDatabase

/** Marks a file as one of ours: "kqlc". */
const APPLICATION = 0x6b71_6c63
/** Milliseconds to wait for another process that writes. */
const PATIENCE = 10_000

const load = async (): Promise<Open> => {
  try {
    return (await import('libsql')).default
  } catch (error) {
    throw new KqlError([messages.storeMissing(String((error as Error).message).split('\n')[0] ?? '')])
  }
}

/** Whether an error comes from SQLite, by the code that it bears. */
const codeOf = (error: unknown): string | undefined => {
  const { code } = error as { code?: unknown }
  return error instanceof Error && typeof code === 'string' && code.startsWith('SQLITE') ? code : undefined
}

/** Does something with a store; what SQLite throws is thrown as a KqlError that names the file. */
export const guarded = <T>(path: string, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    const message = (error as Error).message
    throw new KqlError([code === 'SQLITE_NOTADB' ? messages.noAlertStore(path, message) : messages.storeFailed(path, message)])
  }
}

const pragma = (database: Database, name: string): number =>
  Number((database.prepare(`PRAGMA ${name}`).raw().all()[0] as readonly unknown[])[0])

/** All or nothing, also where the process is killed. */
export const transaction = <T>(database: Database, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Brings a store to the form that this program knows; another process may be doing the same. */
const migrate = (path: string, database: Database): void => {
  const version = pragma(database, 'user_version')
  if (version > MIGRATIONS.length) throw new KqlError([messages.newerStore(path, version, MIGRATIONS.length)])
  if (version === MIGRATIONS.length) return
  transaction(database, () => {
    const steps = MIGRATIONS.slice(pragma(database, 'user_version'))
    for (const step of steps) database.exec(step)
    database.exec(`PRAGMA application_id = ${APPLICATION}`)
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`)
  })
}

/** A file without a table is new; one with tables of others is not touched. */
const checkOwner = (path: string, database: Database): void => {
  if (pragma(database, 'application_id') === APPLICATION) return
  const [tables] = database.prepare('SELECT count(*) FROM sqlite_master').raw().all() as readonly (readonly unknown[])[]
  if (Number(tables?.[0]) > 0) throw new KqlError([messages.noAlertStore(path, 'it is a database of another program')])
}

/** The driver's errors here bear no code. */
const create = (Libsql: Open, path: string): Database => {
  try {
    return new Libsql(path)
  } catch {
    throw new KqlError([messages.storeFailed(path, "the file can't be opened or made")])
  }
}

/**
 * Opens a store, which is made where it is missing unless `existing` is set, and brings it to the newest form. Rejects with a KqlError
 * where SQLite can't be loaded, or the file is something else, damaged, locked for long or newer than this program.
 */
export const openDatabase = async (path: string, existing = false): Promise<Database> => {
  const Libsql = await load()
  if (existing && !existsSync(path)) throw new KqlError([messages.noAlertStore(path, 'there is no such file')])
  return guarded(path, () => {
    const database = create(Libsql, path)
    try {
      database.exec(`PRAGMA busy_timeout = ${PATIENCE}`)
      checkOwner(path, database)
      // The log makes a run's record one write, and lets others read meanwhile. A power cut may take the last runs, which are then done again.
      database.exec('PRAGMA journal_mode = WAL')
      database.exec('PRAGMA synchronous = NORMAL')
      database.exec('PRAGMA foreign_keys = ON')
      migrate(path, database)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}
