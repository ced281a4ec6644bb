/**
 * A query that is executed at many times. It is compiled and prepared once, with the time open; a run sets the variable that it stands in.
 * What several runs read of the files can be read once, into tables that stand in the files' place: slices.
 */
import type { DuckDBPreparedStatement } from '@duckdb/node-api'
import type { Compiled, Slice } from '../compile.ts'
import { physicalNames } from '../emit/index.ts'
import { type Dialect, printExpression, quoteName } from '../sql/index.ts'
import type { Database } from './duckdb.ts'
import type { RunPeriod } from './period.ts'
import { allRows } from './rows.ts'
import type { TimeBound } from './sources/prune.ts'

/** Rows that a slice may have: some hundred megabytes where they hold documents. */
const MOST_ROWS = 500_000

/** The session that a query's runs take place in. */
export interface Place {
  readonly database: Database
  readonly dialect: Dialect
  /** The names of all columns of a table. */
  columnsOf(table: string): readonly string[]
  /** Makes the tables' views show their files, where bounds are given no more than what keeps to them. */
  showFiles(boundsOf: (table: string) => readonly TimeBound[]): Promise<void>
  /** Makes a view show what a SELECT yields. */
  show(view: string, select: string): Promise<void>
}

let made = 0

/** Slices of a query's tables, by the names of their views, and the runs that they are for. */
interface Shared {
  readonly first: bigint
  readonly last: bigint
  readonly tables: ReadonlyMap<string, string>
}

export class ScheduledRuns {
  readonly #place: Place
  readonly #compiled: Compiled
  readonly #statement: DuckDBPreparedStatement
  readonly #period: RunPeriod | undefined
  #shared: Shared | undefined
  /** Tells its tables from those of other queries. */
  readonly #number = ++made

  constructor(place: Place, compiled: Compiled, statement: DuckDBPreparedStatement, period: RunPeriod | undefined) {
    this.#place = place
    this.#compiled = compiled
    this.#statement = statement
    this.#period = period
  }

  /** The rows of the run at a time. */
  async rows(now: bigint): Promise<unknown[][]> {
    const { database, dialect } = this.#place
    const shared = this.#shared
    if (shared && now >= shared.first && now <= shared.last) await this.#showSlices(shared)
    else await this.#place.showFiles((table) => this.#period?.bounds(table) ?? [])
    await database.run(`SET VARIABLE kql_now = ${printExpression(dialect.literal('datetime', now))}`)
    return allRows(await database.stream(this.#statement), this.#compiled.cells)
  }

  /** Reads what the runs from `first` to `last` read of the files. False, and nothing is held, where that is too much or can't be told. */
  async share(first: bigint, last: bigint): Promise<boolean> {
    await this.release()
    const period = this.#period
    const { slices, views } = this.#compiled
    if (!period || slices.length === 0 || slices.some(({ table }) => period.column(table) === undefined)) return false
    const bounds = (table: string) => period.boundsAt(table, first, last, this.#place.dialect)
    await this.#place.showFiles(bounds)
    const tables = new Map<string, string>()
    try {
      for (const slice of slices) {
        const view = views.get(slice.table) ?? slice.table
        const name = `slice ${this.#number} of ${view}`
        tables.set(view, name)
        if (!(await this.#read(slice, name, bounds(slice.table)))) return false
      }
      this.#shared = { first, last, tables }
      return true
    } finally {
      if (!this.#shared) await this.#drop(tables.values())
    }
  }

  /** Lets go of what was read for several runs. */
  async release(): Promise<void> {
    const { tables } = this.#shared ?? {}
    this.#shared = undefined
    await this.#drop(tables?.values() ?? [])
  }

  async #showSlices({ tables }: Shared): Promise<void> {
    for (const [view, table] of tables) await this.#place.show(view, `SELECT * FROM ${quoteName(table)}`)
  }

  async #drop(tables: Iterable<string>): Promise<void> {
    for (const table of tables) await this.#place.database.run(`DROP TABLE IF EXISTS ${quoteName(table)}`)
  }

  /** Whether the rows within the bounds are few enough. They keep the order of the files. */
  async #read({ table, columns, sql }: Slice, name: string, bounds: readonly TimeBound[]): Promise<boolean> {
    const { database } = this.#place
    const all = this.#place.columnsOf(table)
    const physical = physicalNames(all)
    const quoted = (column: string) => quoteName(physical[all.indexOf(column)] ?? column)
    const rows = `(${sql}) AS part(${columns.map(quoted).join(', ')})`
    const where = bounds.map(({ column, op, value }) => `${quoted(column)} ${op} ${printExpression(value)}`).join(' AND ')
    await database.run(`CREATE OR REPLACE TABLE ${quoteName(name)} AS SELECT * FROM ${rows} WHERE ${where} LIMIT ${MOST_ROWS + 1}`)
    const [[count] = []] = await database.rows(`SELECT count(*) FROM ${quoteName(name)}`)
    return Number(count) <= MOST_ROWS
  }
}
