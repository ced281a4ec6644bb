/**
 * The event store: tables of Parquet, CSV and JSON files, seen through views that yield Kusto's columns in DuckDB's storage of their
 * types (`sources/storage.ts`). Opening a store looks at names of files alone; a table's files are looked into when it is first used.
 *
 * What a caller does: `lock` the database with `files`, then for each table that a query reads make a view of `view(…)`, or put
 * `view(…, bounds)` in its place as a derived table. With bounds, row groups are skipped whatever type the file's timestamps have; a
 * plain view does that for TIMESTAMP alone. `needsBounds` tells whether it makes a difference.
 */
import type { Schemas } from '../api.ts'
import { builtinTable, type ColumnSchema, type TableSchema } from '../catalog/index.ts'
import { type SqlExpr, type SqlQuery, sql } from '../sql/index.ts'
import { KqlError, messages, nearest } from '../text/index.ts'
import type { Database } from './duckdb.ts'
import { mayBeDamage } from './failure.ts'
import { convert } from './sources/convert.ts'
import { findTables, type TableFiles } from './sources/find.ts'
import { inferColumns } from './sources/infer.ts'
import { inspect, isReadable } from './sources/inspect.ts'
import { type Layout, showStored } from './sources/layout.ts'
import { matchColumns } from './sources/match.ts'
import { needsStoredBound, storedBound, type TimeBound } from './sources/prune.ts'
import { scanOf } from './sources/scan.ts'
import { STORAGE } from './sources/storage.ts'
import { readText } from './sources/text.ts'

export interface StoreOptions {
  /** The folder of the store. */
  readonly data?: string | undefined
  /** Further tables: name → file, folder or glob. */
  readonly tables?: Readonly<Record<string, string>> | undefined
  /** Declared schemas: they replace the built-in ones of the same name. */
  readonly schemas?: Schemas | undefined
}

/** What was found out about a table. */
interface Opened {
  readonly schema: TableSchema
  readonly layouts: readonly Layout[]
}

/** Whether the table is one of a Log Analytics workspace, where every record says in `Type` which table it is of. */
const isWorkspaceTable = ({ name, columns }: TableSchema): boolean =>
  columns.some((c) => c.name === 'Type' && c.type === 'string') &&
  (name.endsWith('_CL') || (builtinTable(name)?.columns.some((c) => c.name === 'Type') ?? false))

/** The view of a table without files: its columns, no rows. */
export const emptyView = (schema: TableSchema, physicalNames: readonly string[]): SqlQuery => ({
  kind: 'select',
  items: schema.columns.map((column, i) => ({ value: sql.cast(sql.NULL, STORAGE[column.type]), alias: physicalNames[i] })),
  where: [sql.FALSE],
})

export class Store {
  readonly #database: Database
  readonly #tables: ReadonlyMap<string, TableFiles>
  readonly #schemas: Schemas
  readonly #opened = new Map<string, Promise<Opened>>()

  constructor(database: Database, tables: ReadonlyMap<string, TableFiles>, schemas: Schemas) {
    this.#database = database
    this.#tables = tables
    this.#schemas = schemas
  }

  /** The names of the tables that have files, sorted. */
  tables(): readonly string[] {
    return [...this.#tables.keys()].sort()
  }

  /** The absolute paths of all files of all tables: what the engine has to be allowed to read. */
  get files(): readonly string[] {
    return [...this.#tables.values()].flatMap((table) => table.files.map((file) => file.path))
  }

  /** Where a table comes from, for people: its files, folders or globs, and their formats. */
  origin(name: string): { readonly places: readonly string[]; readonly formats: readonly string[] } {
    const table = this.#files(name)
    return { places: table.places, formats: [...new Set(table.files.map((file) => file.format))] }
  }

  /** The declared or built-in schema, also of a table without files; undefined where there is none. Looks into no file. */
  knownSchema(name: string): TableSchema | undefined {
    const declared = Object.hasOwn(this.#schemas, name) ? this.#schemas[name] : undefined
    return declared ? { name, columns: Object.entries(declared).map(([column, type]) => ({ name: column, type })) } : builtinTable(name)
  }

  /** A table's columns: declared, else built in, else inferred from its files. Undefined for a table that is neither known nor there. */
  async schema(name: string): Promise<TableSchema | undefined> {
    return this.knownSchema(name) ?? (this.#tables.has(name) ? (await this.#open(name)).schema : undefined)
  }

  /** The columns that a table's files hold, whatever its schema says. Rejects as `storedTypes` does. */
  async inferred(name: string): Promise<readonly ColumnSchema[]> {
    const { layouts } = await this.#open(name)
    return inferColumns(this.#database, layouts)
  }

  /**
   * For each column of a table the types that its files hold it in, as DuckDB names them; a column that no file has is left out.
   * Rejects with a KqlError where there is no such table or a file is damaged.
   */
  async storedTypes(name: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const { schema, layouts } = await this.#open(name)
    const types = new Map<string, Set<string>>()
    for (const layout of layouts) {
      for (const [i, at] of this.#match(schema, layout).entries()) {
        const stored = at === undefined ? undefined : layout.columns[at]
        if (stored) types.set(schema.columns[i]!.name, (types.get(schema.columns[i]!.name) ?? new Set()).add(showStored(stored.type)))
      }
    }
    return new Map([...types].map(([column, stored]) => [column, [...stored]]))
  }

  /** The datetime columns whose bounds have to be given to `view` for row groups to be skipped. */
  async needsBounds(name: string): Promise<ReadonlySet<string>> {
    const { schema } = await this.#open(name)
    const stored = await this.storedTypes(name)
    const isZoned = (column: string): boolean => (stored.get(column) ?? []).some(needsStoredBound)
    return new Set(schema.columns.filter((c) => c.type === 'datetime' && isZoned(c.name)).map((c) => c.name))
  }

  /**
   * The SELECT that yields a table's columns, in the schema's order, under the given names. `bounds` may leave rows out that don't
   * fulfil them, so that files are read in part; the condition itself still has to be applied. Rejects with a KqlError where there is no
   * such table, a file is damaged, or a column fits several of a file's.
   */
  async view(name: string, physicalNames: readonly string[], bounds: readonly TimeBound[] = []): Promise<SqlQuery> {
    const { schema, layouts } = await this.#open(name)
    const inputs = layouts.map((layout) => this.#select(schema, layout, physicalNames, bounds))
    if (inputs.length === 0) return emptyView(schema, physicalNames)
    return inputs.length === 1 ? inputs[0]! : { kind: 'union', byName: false, inputs }
  }

  /**
   * What a query over these tables failed with, as a fault of the damaged file where there is one: DuckDB's Parquet decoders don't say
   * which file they are at. Reads the tables' Parquet files to the end of the first that can't be read. Other errors stay as they are.
   */
  async blame(error: unknown, tables: Iterable<string>): Promise<unknown> {
    if (!(error instanceof KqlError) || !mayBeDamage(error)) return error
    const files = [...tables].flatMap((name) => this.#tables.get(name)?.files ?? []).filter((file) => file.format === 'parquet')
    for (const { path } of files) {
      if (!(await isReadable(this.#database, path))) return new KqlError([messages.badFile(path, 'the file is damaged')])
    }
    return error
  }

  #files(name: string): TableFiles {
    const table = this.#tables.get(name)
    if (!table) throw new KqlError([messages.unknownTable(messages.NOWHERE, name, nearest(name, this.tables()), this.tables())])
    if (table.places.length > 1) throw new KqlError([messages.tableTwice(name, table.places)])
    return table
  }

  #open(name: string): Promise<Opened> {
    const known = this.#opened.get(name)
    if (known) return known
    const opened = this.#inspect(name)
    this.#opened.set(name, opened)
    return opened
  }

  async #inspect(name: string): Promise<Opened> {
    const layouts = await inspect(this.#database, this.#files(name).files)
    const schema = this.knownSchema(name) ?? { name, columns: await inferColumns(this.#database, layouts) }
    return { schema, layouts }
  }

  /** Positions of the schema's columns in a layout: its own columns first, then keys of the path, counted on behind them. */
  #match(schema: TableSchema, layout: Layout): readonly (number | undefined)[] {
    const path = layout.files.length === 1 ? layout.files[0]! : `${layout.files[0]} and ${layout.files.length - 1} more`
    const wanted = schema.columns.map((column) => column.name)
    const present = layout.columns.map((column) => column.name)
    const own = matchColumns(wanted, present, path, schema.name)
    const keys = [...layout.keys, ...Object.keys(layout.constants)]
    const rest = wanted.filter((_, i) => own[i] === undefined)
    const fromKeys = matchColumns(rest, keys, path, schema.name)
    return own.map((at, i) => {
      if (at !== undefined) return at
      const key = fromKeys[rest.indexOf(wanted[i]!)]
      return key === undefined ? undefined : layout.columns.length + key
    })
  }

  #select(schema: TableSchema, layout: Layout, physicalNames: readonly string[], bounds: readonly TimeBound[]): SqlQuery {
    const scan = scanOf(layout)
    const positions = this.#match(schema, layout)
    const constants = Object.values(layout.constants)
    const value = (at: number | undefined, { name, type }: ColumnSchema): SqlExpr => {
      if (at === undefined)
        return name === 'Type' && isWorkspaceTable(schema) ? sql.literal(schema.name) : sql.cast(sql.NULL, STORAGE[type])
      const stored = layout.columns[at]
      if (stored) return convert(scan.column(at), stored.type, type)
      const key = at - layout.columns.length
      return readText(key < layout.keys.length ? scan.key(key) : sql.literal(constants[key - layout.keys.length]!), type)
    }
    const where = bounds.flatMap((bound) => {
      const at = positions[schema.columns.findIndex((column) => column.name === bound.column)]
      const stored = at === undefined ? undefined : layout.columns[at]
      return stored?.type.kind === 'scalar' ? storedBound(scan.column(at!), stored.type.name, bound) : []
    })
    return {
      kind: 'select',
      items: schema.columns.map((column, i) => ({ value: value(positions[i], column), alias: physicalNames[i] })),
      from: scan.from,
      where,
    }
  }
}

/** Finds the tables of a store. Rejects with a KqlError where the folder can't be read or a glob matches no data file. */
export const openStore = async (options: StoreOptions, database: Database): Promise<Store> =>
  new Store(database, await findTables(options.data, options.tables ?? {}), options.schemas ?? {})
