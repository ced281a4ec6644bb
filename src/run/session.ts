/** A session: compiles queries, makes the views, macros and functions that they use, and runs them behind the lock. */
import { dialects } from '../../dialects/index.ts'
import type { EngineOptions, PreparedQuery, QueryResult, RunOptions, Schemas, TableInfo } from '../api.ts'
import type { TableSchema } from '../catalog/index.ts'
import { type Catalog, catalogOf } from '../catalog/index.ts'
import { type Compiled, compileWith } from '../compile.ts'
import { physicalNames } from '../emit/index.ts'
import { type Dialect, print, quoteName, quoteString } from '../sql/index.ts'
import { KqlError, messages } from '../text/index.ts'
import { combinedBounds } from './bounds.ts'
import { type Database, openDatabase } from './duckdb.ts'
import { type Notes, openNotes } from './notes.ts'
import { RunPeriod } from './period.ts'
import { allRows } from './rows.ts'
import { bindSelect, lock, prepareSelect } from './sandbox.ts'
import { type Place, ScheduledRuns } from './scheduled.ts'
import type { Part } from './series-view.ts'
import type { TimeBound } from './sources/prune.ts'
import { emptyView, openStore, type Store } from './store.ts'
import { registerFunctions } from './udf/index.ts'

/** The files beside tables that a statement may read: those of watchlists, and those that stand for URLs. */
export const outsideFiles = ({ watchlists = {}, external = {} }: EngineOptions): readonly string[] => [
  ...Object.values(watchlists).map((w) => (typeof w === 'string' ? w : w.file)),
  ...Object.values(external),
]

/** When a query is run, and what it is shown: `now` is undefined where it is to be run at several times. */
interface Asked {
  readonly now: bigint | undefined
  readonly period?: RunPeriod | undefined
  readonly part?: Part | undefined
}

/** A query's runs at several times. */
interface Runs {
  at(now: bigint): Promise<QueryResult>
  share(first: bigint, last: bigint): Promise<boolean>
  release(): Promise<void>
}

/** A query that may read tables without naming them. */
const ALL_TABLES = /\*|\b(?:search|find)\b/

/** Answers to the questions of a query, by key. */
type Learnt = ReadonlyMap<string, readonly (readonly unknown[])[]>

const resultOf = ({ columns, diagnostics, render }: Compiled, rows: QueryResult['rows']): QueryResult => ({
  columns,
  rows,
  diagnostics,
  ...(render ? { render } : {}),
})

/** What queries have made in a database so far; sessions that share one share this too. */
export interface Made {
  /** Lower-case name of a view → the statement that made it. */
  readonly views: Map<string, string>
  readonly macros: Set<string>
  readonly functions: Set<string>
  readonly notes: Notes
}

export const nothingMade = (): Made => ({ views: new Map(), macros: new Set(), functions: new Set(), notes: openNotes() })

/** A locked database over a store. */
export class Session {
  readonly #options: EngineOptions
  readonly #now: bigint | undefined
  readonly #database: Database
  readonly #store: Store
  readonly #dialect: Dialect = dialects.duckdb as Dialect
  readonly #inferred = new Map<string, TableSchema>()
  readonly #made: Made

  constructor(options: EngineOptions, now: bigint | undefined, database: Database, store: Store, made: Made = nothingMade()) {
    this.#options = options
    this.#now = now
    this.#database = database
    this.#store = store
    this.#made = made
  }

  static async open(options: EngineOptions, now: bigint, outputs: readonly string[]): Promise<Session> {
    const database = await openDatabase()
    try {
      const store = await openStore({ data: options.data, tables: options.tables, schemas: options.schemas }, database)
      // Half the time of preparing goes into making the plan fast, which is for nothing where it isn't run.
      if (options.prepareOnly) await database.run('PRAGMA disable_optimizer')
      await lock(database, [...store.files, ...outsideFiles(options), ...outputs])
      return new Session(options, now, database, store)
    } catch (error) {
      await database.close()
      throw error
    }
  }

  async query(kql: string, asked?: Asked): Promise<QueryResult> {
    const compiled = await this.#prepare(kql, asked)
    return this.#noted(kql, resultOf(compiled, await this.#rows(compiled)))
  }

  /** The query for runs at several times. Where columns depend on data, which changes with the time, each run compiles it anew. */
  async schedule(kql: string, options: RunOptions): Promise<Runs> {
    const period = options.period === undefined ? undefined : new RunPeriod(this.#store, options.period, options)
    const asked = { now: undefined, period }
    const catalog = await this.#catalog(kql)
    const open = await this.#compile(kql, catalog, new Map(), asked).catch(async (error: unknown) => {
      if (!(error instanceof KqlError)) throw error
      // What can't be said of an open time may be known of a given one.
      await this.#prepare(kql, { now: this.#now, period })
      return undefined
    })
    if (!open || open.question !== undefined)
      return { at: (now) => this.query(kql, { now, period }), share: async () => false, release: async () => undefined }
    const place: Place = {
      database: this.#database,
      dialect: this.#dialect,
      columnsOf: (table) => catalog.table(table)?.columns.map((c) => c.name) ?? [],
      showFiles: (boundsOf) => this.#makeViews(open.views, catalog, boundsOf),
      show: (view, select) => this.#show(view, select),
    }
    const runs = new ScheduledRuns(place, open, await prepareSelect(this.#database, open.sql), period)
    return {
      at: (now) => this.#blaming(open, async () => this.#noted(kql, resultOf(open, await runs.rows(now)))),
      share: (first, last) => this.#blaming(open, () => runs.share(first, last)),
      release: () => runs.release(),
    }
  }

  /** As `query`, with the names of the tables that were read. Without a time of its own the session refuses a query that asks for it. */
  async ask(kql: string): Promise<{ readonly result: QueryResult; readonly tables: readonly string[] }> {
    const compiled = await this.#prepare(kql)
    if (this.#now === undefined && compiled.openTime) throw new KqlError([messages.nowMissing()])
    return { result: this.#noted(kql, resultOf(compiled, await this.#rows(compiled))), tables: compiled.tables }
  }

  /** The rows of a part of a query; undefined where it has no such part. */
  async part(kql: string, part: Part): Promise<unknown[][] | undefined> {
    const compiled = await this.#prepare(kql, { now: this.#now, part })
    return compiled.sql === '' ? undefined : this.#rows(compiled)
  }

  async prepare(kql: string): Promise<PreparedQuery> {
    const { sql, columns, tables, diagnostics } = await this.#prepare(kql)
    await bindSelect(this.#database, sql)
    return { columns, tables, diagnostics }
  }

  async copy(kql: string, file: string, format: string): Promise<void> {
    const compiled = await this.#prepare(kql)
    await bindSelect(this.#database, compiled.sql)
    const statement = `COPY (${compiled.sql}) TO ${quoteString(file)} (FORMAT ${format}, USE_TMP_FILE false)`
    await this.#blaming(compiled, () => this.#database.run(statement))
  }

  async explain(kql: string): Promise<string> {
    const compiled = await this.#prepare(kql)
    await bindSelect(this.#database, compiled.sql)
    const rows = await this.#database.rows(`EXPLAIN ${compiled.sql}`)
    return rows.map((r) => String(r[1])).join('\n')
  }

  async tables(): Promise<TableInfo[]> {
    const infos: TableInfo[] = []
    for (const name of this.#store.tables()) {
      const schema = await this.#store.schema(name)
      if (!schema) continue
      const physical = physicalNames(schema.columns.map((c) => c.name))
      const { places, formats } = this.#store.origin(name)
      const view = await this.#store.view(name, physical)
      infos.push({
        name,
        files: places.join(', '),
        format: formats.join(', '),
        columns: schema.columns,
        sql: `CREATE OR REPLACE VIEW ${quoteName(name)} AS\n${print(view)};`,
      })
    }
    return infos
  }

  async infer(): Promise<Schemas> {
    const schemas: [string, Schemas[string]][] = []
    for (const name of this.#store.tables()) {
      const columns = await this.#store.inferred(name)
      schemas.push([name, Object.fromEntries(columns.map((c) => [c.name, c.type]))])
    }
    return Object.fromEntries(schemas)
  }

  interrupt(): void {
    this.#database.interrupt()
  }

  close(): Promise<void> {
    return this.#database.close()
  }

  /** A result with warnings of what its rows ran into. */
  #noted(kql: string, result: QueryResult): QueryResult {
    const found = this.#made.notes.take().map(({ name, text, count }) => {
      const start = Math.max(0, kql.search(new RegExp(`\\b${name}\\b`)))
      return messages.caveatOfRows({ start, end: start + name.length }, name, text, count)
    })
    return found.length === 0 ? result : { ...result, diagnostics: [...(result.diagnostics ?? []), ...found] }
  }

  #rows(compiled: Compiled): Promise<unknown[][]> {
    this.#made.notes.take()
    return this.#blaming(compiled, async () => {
      const prepared = await prepareSelect(this.#database, compiled.sql)
      try {
        return await allRows(await this.#database.stream(prepared), compiled.cells)
      } finally {
        prepared.destroySync()
      }
    })
  }

  /** Runs the statement of a query; where a damaged file makes it fail, the error names the file. */
  async #blaming<T>(compiled: Compiled, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      throw await this.#store.blame(error, compiled.views.keys())
    }
  }

  /** Compiles; where a query's columns depend on data, asks these first. */
  async #prepare(kql: string, asked: Asked = { now: this.#now }): Promise<Compiled> {
    const catalog = await this.#catalog(kql)
    const learnt = new Map<string, readonly (readonly unknown[])[]>()
    for (;;) {
      const compiled = await this.#compile(kql, catalog, learnt, asked)
      if (compiled.question === undefined) return compiled
      learnt.set(compiled.question, await this.#rows(compiled))
    }
  }

  /** Compiles, and makes what the statement uses. */
  async #compile(kql: string, catalog: Catalog, learnt: Learnt, asked: Asked): Promise<Compiled> {
    const { functions, watchlists, external, geoip, missingTables } = this.#options
    const lenient = missingTables === 'empty'
    const context = { catalog, functions, watchlists, external, geoip, learnt, lenient, dialect: this.#dialect, ...asked }
    let compiled = compileWith(kql, context)
    // Which tables it reads is known by now; by which of their columns events are dated, their files say.
    if (await asked.period?.learn()) compiled = compileWith(kql, context)
    const errors = compiled.diagnostics.filter((d) => d.severity === 'error')
    if (errors.length > 0) throw new KqlError(errors)
    for (const name of compiled.functions) {
      if (this.#made.functions.has(name)) continue
      await registerFunctions(this.#database.connection, [name], this.#made.notes.add)
      this.#made.functions.add(name)
    }
    for (const macro of compiled.macroList) {
      if (this.#made.macros.has(macro.name)) continue
      await this.#database.run(macro.text)
      this.#made.macros.add(macro.name)
    }
    const { views } = compiled
    const { now, period } = asked
    const scans = now === undefined ? [] : compiled.bounds()
    const open = (name: string) => period?.bounds(name) ?? []
    await this.#makeViews(views, catalog, now === undefined ? open : (name) => combinedBounds(name, scans, this.#dialect))
    return compiled
  }

  async #makeViews(views: Compiled['views'], catalog: Catalog, boundsOf: (table: string) => readonly TimeBound[]): Promise<void> {
    for (const [name, physical] of views) await this.#makeView(name, physical, catalog, boundsOf(name))
  }

  /** The tables that a query can name. Those with no known schema are looked into where the text may name them. */
  async #catalog(kql: string): Promise<Catalog> {
    const base = catalogOf(this.#options.schemas)
    const stored = new Set(this.#store.tables())
    for (const name of stored) {
      if (base.table(name) || this.#inferred.has(name) || !(kql.includes(name) || ALL_TABLES.test(kql))) continue
      const schema = await this.#store.schema(name)
      if (schema) this.#inferred.set(name, schema)
    }
    const empty = this.#options.missingTables === 'empty'
    return {
      table: (name) => (stored.has(name) || empty ? (base.table(name) ?? this.#inferred.get(name)) : undefined),
      tableNames: () => (empty ? [...new Set([...stored, ...base.tableNames()])] : [...stored]),
      isEmpty: (name) => !stored.has(name),
      ...(empty ? {} : { complete: true }),
    }
  }

  async #makeView(name: string, physical: string, catalog: Catalog, bounds: readonly TimeBound[]): Promise<void> {
    const schema = catalog.table(name)
    if (!schema) throw new Error(`the table '${name}' has no schema`)
    const columns = physicalNames(schema.columns.map((c) => c.name))
    const stored = this.#store.tables().includes(name)
    const pushed = stored && (await this.#store.needsBounds(name)).size > 0 ? bounds : []
    const view = stored ? await this.#store.view(name, columns, pushed) : emptyView(schema, columns)
    await this.#show(physical, print(view))
  }

  async #show(physical: string, select: string): Promise<void> {
    const statement = `CREATE OR REPLACE VIEW ${quoteName(physical)} AS ${select}`
    if (this.#made.views.get(physical.toLowerCase()) === statement) return
    await this.#database.run(statement)
    this.#made.views.set(physical.toLowerCase(), statement)
  }
}
