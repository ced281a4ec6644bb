/** The period of scheduled runs over a store: which column dates the events of each table, and bounds by which files are skipped. */
import type { RunOptions } from '../api.ts'
import type { Period } from '../bind/index.ts'
import { type Dialect, type SqlExpr, sql } from '../sql/index.ts'
import type { TimeBound } from './sources/prune.ts'
import type { Store } from './store.ts'

const TICKS = 10_000_000n
/** Log Analytics dates events by the first, Defender XDR by the second. */
const TIME_COLUMNS = ['TimeGenerated', 'Timestamp']

const ago = (ticks: bigint): SqlExpr => sql.binary('-', sql.call('kql_now'), sql.call('to_microseconds', sql.literal(ticks / 10n)))

export class RunPeriod implements Period {
  readonly length: bigint
  readonly delay: bigint
  readonly #store: Store
  readonly #candidates: readonly string[]
  readonly #columns = new Map<string, string | undefined>()
  readonly #asked = new Set<string>()

  /** `length` in seconds. */
  constructor(store: Store, length: number, { delay = 0, timeColumns = TIME_COLUMNS }: RunOptions) {
    this.#store = store
    this.length = BigInt(Math.round(length)) * TICKS
    this.delay = BigInt(Math.round(delay)) * TICKS
    this.#candidates = timeColumns
  }

  column(table: string): string | undefined {
    if (!this.#columns.has(table)) this.#asked.add(table)
    return this.#columns.get(table)
  }

  /** Looks into the files of the tables that have been asked for and aren't known yet; whether that taught anything. */
  async learn(): Promise<boolean> {
    const asked = [...this.#asked]
    this.#asked.clear()
    for (const table of asked) {
      this.#columns.set(table, this.#store.tables().includes(table) ? await this.#find(table) : undefined)
    }
    return asked.some((table) => this.#columns.get(table) !== undefined)
  }

  /** The first of the candidates that a table's files have and its schema takes for a time. */
  async #find(table: string): Promise<string | undefined> {
    const stored = await this.#store.storedTypes(table)
    const columns = (await this.#store.schema(table))?.columns ?? []
    return this.#candidates.find((name) => stored.has(name) && columns.some((c) => c.name === name && c.type === 'datetime'))
  }

  /** What every scan of a table keeps to, in terms of the run's time. */
  bounds(table: string): readonly TimeBound[] {
    return this.#bounds(table, ago(this.delay + this.length), ago(this.delay))
  }

  /** What the scans of a table in all runs from `first` to `last` keep to. */
  boundsAt(table: string, first: bigint, last: bigint, dialect: Dialect): readonly TimeBound[] {
    const time = (ticks: bigint) => dialect.literal('datetime', ticks > 0n ? ticks : 0n)
    return this.#bounds(table, time(first - this.delay - this.length), time(last - this.delay))
  }

  #bounds(table: string, from: SqlExpr, to: SqlExpr): readonly TimeBound[] {
    const column = this.#columns.get(table)
    if (column === undefined) return []
    return [
      { column, op: '>=', value: from },
      { column, op: '<', value: to },
    ]
  }
}
