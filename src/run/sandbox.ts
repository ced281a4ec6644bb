/**
 * The engine reads the declared files and nothing else. `lock` closes a database for good: afterwards its settings can't be changed,
 * and no other file, directory, database, extension or network address can be reached by any statement. What the lock doesn't keep from
 * happening is a second statement, or one that writes over an allowed file; so `prepareSelect` takes exactly one SELECT.
 * Views, macros and session variables can still be made behind the lock.
 */
import type { DuckDBPreparedStatement } from '@duckdb/node-api'
import { print, printExpression, type SqlQuery, sql } from '../sql/index.ts'
import { KqlError, messages } from '../text/index.ts'
import { type Database, guarded } from './duckdb.ts'

/** DuckDB's code for a statement that only reads. PRAGMA, SHOW and DESCRIBE have it too, hence the look at the first word. */
const SELECT = 1

/** Locks a database so that it can reach these files only, by exact path: DuckDB takes no globs here. */
export const lock = async (database: Database, files: readonly string[]): Promise<void> => {
  if (files.length > 0) await database.run(`SET allowed_paths = ${printExpression(sql.list(files.map(sql.literal)))}`)
  await database.run('SET enable_external_access = false')
  await database.run('SET lock_configuration = true')
}

/** The text without leading comments, blanks and parentheses. */
const head = (text: string): string => text.replace(/^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '')

/** Prepares a query of our printer. Rejects with a KqlError where the text is anything but one SELECT, or where DuckDB refuses it. */
export const prepareSelect = async (database: Database, query: SqlQuery | string): Promise<DuckDBPreparedStatement> => {
  const text = typeof query === 'string' ? query : print(query)
  if (!/^(?:SELECT|WITH)\b/i.test(head(text))) throw new KqlError([messages.notOneSelect()])
  const statements = await guarded(() => database.connection.extractStatements(text))
  if (statements.count !== 1) throw new KqlError([messages.notOneSelect()])
  const prepared = await guarded(() => statements.prepare(0))
  if (prepared.statementType !== SELECT) throw new KqlError([messages.notOneSelect()])
  return prepared
}

/** As `prepareSelect`, for a query that is only bound: its plan is dropped at once. */
export const bindSelect = async (database: Database, query: SqlQuery | string): Promise<void> =>
  (await prepareSelect(database, query)).destroySync()
