/** The library's types. `index.ts` exports them with `compile`, `explain`, `loadRules` and `openEngine`; the command line is written against them. */
import type { Diagnostic, Origin } from './text/index.ts'
import type { KustoType } from './types/index.ts'

/** Table → column → type; the order of the keys is the order of the columns. */
export type Schemas = Readonly<Record<string, Readonly<Record<string, KustoType>>>>

/** A function of the workspace: parameters as written, `(a:string, T:(*))`, and the body with its braces. */
export interface SavedFunction {
  readonly name: string
  readonly parameters: string
  readonly body: string
  /** Where the body stands in a file: diagnostics then name that place. Offsets count in `body`. */
  readonly origin?: Origin | undefined
}

/** A watchlist's CSV file. */
export interface WatchlistFile {
  readonly file: string
  /** The column that fills SearchKey; undefined: the column of that name, else the first. */
  readonly key?: string | undefined
}

export interface ResultColumn {
  readonly name: string
  readonly type: KustoType
}

/** What a `render` at the end of a query asks for: the chart, and its properties as written. */
export interface Render {
  readonly kind: string
  /** The query sorts its rows (`sort`, `top`); else their order says nothing. */
  readonly sorted?: boolean | undefined
  readonly properties: Readonly<Record<string, string>>
}

/** What is known when a query is compiled. */
export interface QueryOptions {
  /** Add to the built-in schemas and replace those of the same name. A catalog made from the same object is cached. */
  readonly schemas?: Schemas | undefined
  /** What `now()` is, ISO 8601 or a Date; undefined leaves it open (`compile`) or takes the time of the call (`openEngine`). */
  readonly now?: string | Date | undefined
  readonly functions?: readonly SavedFunction[] | undefined
  /** Name of a watchlist → its CSV file, and maybe which column is its SearchKey. */
  readonly watchlists?: Readonly<Record<string, string | WatchlistFile>> | undefined
  /** A file in MaxMind's format (.mmdb) with the locations of addresses, for `geo_info_from_ip_address`. */
  readonly geoip?: string | undefined
  /** URL in an `externaldata` → the file that stands for it; nothing is fetched. */
  readonly external?: Readonly<Record<string, string>> | undefined
}

export interface CompileOptions extends QueryOptions {
  /** Default `duckdb`. */
  readonly dialect?: string | undefined
  /** Writes SQL that needs no registered function: macros stand for those that have one, calls of the others are errors. */
  readonly portable?: boolean | undefined
}

/** How compiled SQL that isn't bound to a point in time learns it. */
export interface OpenTime {
  /** Stands in the SQL for the time of the run. */
  readonly expression: string
  /** A statement that fixes the time, with an example of a time. */
  readonly statement: string
}

export interface CompileResult {
  /** One SELECT; empty where `diagnostics` holds an error. */
  readonly sql: string
  readonly columns: readonly ResultColumn[]
  readonly diagnostics: readonly Diagnostic[]
  readonly render?: Render | undefined
  /** The tables that the query reads, sorted. */
  readonly tables: readonly string[]
  /** The functions that the engine has to supply before the SQL runs (registered in code, not macros), sorted. */
  readonly functions: readonly string[]
  /** The statements that create the macros that `sql` uses, each after those it calls; empty where it uses none. */
  readonly macros: string
  /** Undefined where `now` was given or the query doesn't ask for the time. */
  readonly openTime?: OpenTime | undefined
}

/** The stages that can be shown without an engine. */
export type Stage = 'syntax' | 'plan' | 'sql'

export interface Explanation {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

export interface EngineOptions extends QueryOptions {
  /** The folder of an event store. */
  readonly data?: string | undefined
  /** Further tables: name → glob of files. */
  readonly tables?: Readonly<Record<string, string>> | undefined
  /** A known table without data is an error (the default) or has no rows. */
  readonly missingTables?: 'error' | 'empty' | undefined
  /** Queries are prepared rather than run: the engine doesn't optimise them. */
  readonly prepareOnly?: boolean | undefined
}

/**
 * Cells are JSON-safe: null; booleans; numbers, a long beyond ±(2^53 − 1) as decimal text; NaN and infinities as `"NaN"`, `"Infinity"`,
 * `"-Infinity"`; decimal and guid as text; datetime ISO 8601 with `Z`; timespan as `[-][d.]hh:mm:ss[.fffffff]`; dynamic as parsed JSON.
 */
export interface QueryResult {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly unknown[])[]
  readonly render?: Render | undefined
  /** Warnings; errors make `query` reject with a KqlError. */
  readonly diagnostics?: readonly Diagnostic[] | undefined
}

/** One group's series in a `SeriesView`, element by element as long as its axis; elements are cells as in `QueryResult`. */
export interface SeriesGroup {
  /** What the series is grouped by: the values of `SeriesView.keys`. */
  readonly keys: readonly unknown[]
  /** The bins; undefined where the query gives the series no axis. */
  readonly axis: readonly unknown[] | undefined
  readonly values: readonly unknown[]
  readonly baseline: readonly unknown[]
  /** -1, 0 or 1; undefined where the function marks none. */
  readonly anomalies: readonly unknown[] | undefined
  readonly scores: readonly unknown[] | undefined
}

/** A series that a query decomposes, whatever its result keeps of it. */
export interface SeriesView {
  /** `series_decompose_anomalies` or a kin of it. */
  readonly function: string
  /** What the query calls the series; undefined where it has no name. */
  readonly name: string | undefined
  readonly axis: string | undefined
  readonly keys: readonly string[]
  /** Those with the most anomalies first. */
  readonly groups: readonly SeriesGroup[]
  /** There are more groups than these. */
  readonly more: boolean
}

/** What is known of a query that the engine has taken and not run. */
export interface PreparedQuery {
  readonly columns: readonly ResultColumn[]
  /** The tables that it reads, sorted. */
  readonly tables: readonly string[]
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A table of the store as the engine sees it. */
export interface TableInfo {
  readonly name: string
  /** The files it is made of, as a glob or list. */
  readonly files: string
  readonly format: string
  readonly columns: readonly ResultColumn[]
  /** The statement that creates its view on a plain DuckDB. */
  readonly sql: string
}

/** What the runs of a scheduled query have in common. */
export interface RunOptions {
  /** Seconds before a run of which it is shown the events, those of the run's own time left out; undefined shows all events. */
  readonly period?: number | undefined
  /** Seconds by which the end of the period lies before the run; default 0. */
  readonly delay?: number | undefined
  /** By which column a table's events are dated: the first that its files have. Default TimeGenerated, then Timestamp. A table with none is shown whole. */
  readonly timeColumns?: readonly string[] | undefined
}

/** A query that is compiled once and executed at many times. */
export interface ScheduledQuery {
  /** Executes with `now()` at this time (ISO 8601 or a Date); rejects as `query` does. */
  at(now: string | Date): Promise<QueryResult>
  /**
   * Reads once what the runs from `first` to `last` read of their tables, so that these are fast. Their results don't depend on it. False
   * where that isn't worth it: it would be too much to hold, or isn't the same for all times. Another call takes the place of the last.
   */
  share(first: string | Date, last: string | Date): Promise<boolean>
  /** Lets go of what was read for several runs. */
  release(): Promise<void>
}

export interface Engine {
  /** Prepares and executes; rejects with a KqlError for everything that the query contains. */
  query(kql: string): Promise<QueryResult>
  /** Prepares a query for runs at several times. Rejects with a KqlError where the query has errors. */
  schedule(kql: string, options?: RunOptions): Promise<ScheduledQuery>
  /** The series that a query decomposes (`series_decompose_anomalies` and its kin), in the order of the query. Rejects as `query` does. */
  series(kql: string): Promise<readonly SeriesView[]>
  /** Has the engine bind the query and runs nothing but what its columns depend on. Rejects as `query` does. */
  prepare(kql: string): Promise<PreparedQuery>
  /** Writes the result to a file in the engine's own way. Rejects as `query` does. */
  export(kql: string, file: string, format: 'parquet'): Promise<void>
  /** The engine's own account of how it would execute the query. */
  explain(kql: string): Promise<string>
  tables(): Promise<readonly TableInfo[]>
  /** The columns that the files of each table hold, with the types that suit what is in them, whatever the schemas say. */
  infer(): Promise<Schemas>
  /** Makes the running query end with an error. */
  interrupt(): void
  close(): Promise<void>
}

export type Compile = (kql: string, options?: CompileOptions) => CompileResult
/** Shows what a stage makes of a query; as much of it as there is where the query has errors. */
export type Explain = (kql: string, stage: Stage, options?: CompileOptions) => Explanation
/** Rejects with a KqlError where the store or the options are at fault. */
export type OpenEngine = (options?: EngineOptions) => Promise<Engine>

export interface DemoOptions {
  /** Rows of the store; default 300,000 or a little more. */
  readonly rows?: number | undefined
  /** Days that it spans, default 15. */
  readonly days?: number | undefined
  /** The same seed gives the same store. */
  readonly seed?: number | undefined
}

export interface DemoStore {
  readonly table: string
  readonly rows: number
  readonly files: readonly string[]
  /** The time at which the demo's rule is meant to run, ISO 8601. */
  readonly now: string
}

/** Writes the demo's event store into a folder, which is made where it is missing. */
export type WriteDemo = (folder: string, options?: DemoOptions) => Promise<DemoStore>

/** A connection of `@duckdb/node-api`, as far as functions are registered with it. */
export interface FunctionConnection {
  registerScalarFunction(made: object): void
}
/** Makes the functions that a compiled query names known to a connection of one's own. Rejects for a name that there is no function for. */
export type RegisterFunctions = (connection: FunctionConnection, names: readonly string[]) => Promise<void>
