/** What the command line needs of the library at every start; index.ts is all of it. */
import type { AlertStore } from './alerts/index.ts'
import type { OpenEngine, RegisterFunctions, WriteDemo } from './api.ts'
import type { DrawOptions, PageOptions, ReportEntry, Section } from './report/index.ts'

export type { AlertFilter, AlertStore, StoredAlert } from './alerts/index.ts'

export * from './api.ts'
export type { LoadedFunctions, LoadedSchemas } from './catalog/index.ts'
export { loadFunctions, loadSchemas } from './catalog/index.ts'
export { compile, explain } from './compile.ts'
export type { LoadedRules, Rule, RuleKind } from './load/index.ts'
export { loadRules } from './load/index.ts'
export type { DrawOptions, PageOptions, ReportEntry, Section } from './report/index.ts'
export type { Diagnostic, LocatedDiagnostic, Position, Severity, Span } from './text/index.ts'
export { KqlError, renderDiagnostic } from './text/index.ts'
export type { KustoType } from './types/index.ts'

/** Opens an engine over an event store. Rejects with a KqlError where the store or the options are at fault. */
// Compiling needs nothing of the engine: it is read when one is opened.
export const openEngine: OpenEngine = async (options) => (await import('./run/index.ts')).openEngine(options)

/** Writes the demo's event store into a folder. Rejects with a KqlError where DuckDB can't be loaded or the folder can't be written. */
export const writeDemo: WriteDemo = async (folder, options) => (await import('./demo/index.ts')).writeDemo(folder, options)

/** What a report shows of one rule or query: small, whatever its result was. */
export const reportSection = async (entry: ReportEntry): Promise<Section> => (await import('./report/index.ts')).sectionOf(entry)

/** A report as one page of HTML that needs nothing else. Rejects where the installation lacks a part of it. */
export const reportPage = async (sections: readonly Section[], options: PageOptions): Promise<string> =>
  (await import('./report/index.ts')).reportPage(sections, options)

/** The charts of a result as lines of text; empty where there is none to draw. */
export const drawCharts = async (entry: Pick<ReportEntry, 'result' | 'series'>, options: DrawOptions): Promise<string> =>
  (await import('./report/index.ts')).drawCharts(entry, options)

/** Registers the functions in JavaScript that `CompileResult.functions` names with a connection of `@duckdb/node-api`. */
export const registerFunctions: RegisterFunctions = async (connection, names) =>
  (await import('./run/index.ts')).registerFunctions(connection, names)

/** Opens a store of alerts; a missing one is made, unless `existing` is set. Rejects with a KqlError where SQLite can't be loaded or the file is no such store. */
export const openAlertStore = async (path: string, options?: { readonly existing?: boolean }): Promise<AlertStore> =>
  (await import('./alerts/index.ts')).openAlertStore(path, options)
