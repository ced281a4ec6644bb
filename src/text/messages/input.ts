/** Messages about files, stores and the engine: KQL0400 to KQL0499. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { engineError, inputError, syntaxError, warning } from './make.ts'

export const NOWHERE: Span = { start: 0, end: 0 }
export const badFile = (path: string, why: string): Diagnostic => inputError('KQL0400', NOWHERE, `${path}: ${why}`)
export const badYaml = (span: Span, why: string, note?: string): Diagnostic =>
  syntaxError('KQL0401', span, `the YAML is malformed: ${why}`, note === undefined ? {} : { notes: [note] })
export const badRule = (span: Span, why: string): Diagnostic => syntaxError('KQL0402', span, why)
export const missingQuery = (span: Span, near: string | undefined): Diagnostic =>
  syntaxError('KQL0403', span, near === undefined ? 'this rule has no query' : `this rule has no query; is '${near}' meant to be it?`, {
    notes: ['a Sentinel rule keeps it under query, a Defender XDR custom detection under queryCondition, queryText'],
  })
export const emptyQuery = (span: Span): Diagnostic => syntaxError('KQL0404', span, 'the query is empty')
export const notText = (span: Span, key: string): Diagnostic => syntaxError('KQL0405', span, `${key} must be text`)
export const noRule = (): Diagnostic => inputError('KQL0406', NOWHERE, 'there is no rule in this file')
export const noQueryKind = (span: Span, kind: string): Diagnostic =>
  warning('KQL0407', span, `a rule of kind ${kind} has no query, there is nothing to compile`)
export const noSuchPath = (): Diagnostic => inputError('KQL0408', NOWHERE, 'there is no such file or directory')
export const noRulesFound = (): Diagnostic =>
  inputError('KQL0409', NOWHERE, 'no rule files here', { notes: ['rules are .yaml, .yml, .kql and .csl files'] })
export const unknownFileType = (): Diagnostic =>
  inputError('KQL0410', NOWHERE, 'this is not a kind of file that rules are kept in', {
    notes: ['rules are .yaml, .yml, .kql and .csl files'],
  })
export const unreadable = (why: string): Diagnostic => inputError('KQL0411', NOWHERE, `can't be read: ${why}`)
export const engineRefused = (why: string): Diagnostic => engineError('KQL0490', NOWHERE, `the engine refused the statement: ${why}`)
export const engineFailed = (why: string): Diagnostic => engineError('KQL0491', NOWHERE, `the engine failed: ${why}`)
export const engineInterrupted = (): Diagnostic => engineError('KQL0492', NOWHERE, 'the query was interrupted')
export const outOfMemory = (why: string): Diagnostic =>
  engineError('KQL0493', NOWHERE, `the engine ran out of memory: ${why}`, {
    notes: ['a narrower time range or fewer columns need less of it'],
  })
export const engineMissing = (why: string): Diagnostic =>
  engineError('KQL0494', NOWHERE, `DuckDB can't be loaded: ${why}`, {
    notes: ['queries run on the package @duckdb/node-api (npm install @duckdb/node-api); compiling works without it'],
  })
export const notOneSelect = (): Diagnostic => engineError('KQL0495', NOWHERE, 'only a single SELECT may be run')
export const noSuchStore = (path: string): Diagnostic => inputError('KQL0420', NOWHERE, `${path}: there is no such directory`)
export const noTableFiles = (table: string, glob: string): Diagnostic =>
  inputError('KQL0421', NOWHERE, `no data file of the table '${table}' matches ${glob}`, {
    notes: ['data files are .parquet, .csv, .tsv, .ndjson, .jsonl and .json, the latter five also with .gz'],
  })
export const tableTwice = (table: string, sources: readonly string[]): Diagnostic =>
  inputError('KQL0422', NOWHERE, `the table '${table}' is there more than once: ${sources.join(', ')}`, {
    notes: ['keep one of them, or name the files of the table (--table NAME=GLOB)'],
  })
export const ambiguousColumn = (path: string, table: string, column: string, candidates: readonly string[]): Diagnostic =>
  inputError('KQL0423', NOWHERE, `${path}: the column '${column}' of '${table}' can be any of ${candidates.join(', ')}`, {
    notes: ['names are compared exactly first, then without regard to case; rename the column in the file'],
  })
export const ambiguousName = (path: string, table: string, column: string, candidates: readonly string[]): Diagnostic =>
  inputError('KQL0424', NOWHERE, `${path}: the column '${column}' can be any of ${candidates.join(', ')} of '${table}'`, {
    notes: ['these names differ by case alone; rename the column in the file'],
  })
export const sameColumns = (path: string, column: string): Diagnostic =>
  inputError('KQL0425', NOWHERE, `${path}: there is more than one column named '${column}'`)
export const unknownDialect = (name: string, known: readonly string[]): Diagnostic =>
  inputError('KQL0480', NOWHERE, `there is no dialect '${name}'; there is ${known.join(', ')}`)
export const badTime = (text: string): Diagnostic => inputError('KQL0481', NOWHERE, `'${text}' is not a point in time (ISO 8601)`)
