/** The state of binding one query, and where an expression stands. */

import type { Render } from '../api.ts'
import type { TableSchema } from '../catalog/index.ts'
import type { FunctionDef } from '../functions/define.ts'
import type { Expression } from '../kql/index.ts'
import { type CallColumn, type Column, dependsOnRow, type Rel, type Scalar, type Shared } from '../plan/index.ts'
import type { Diagnostic, Elsewhere, Source, Span } from '../text/index.ts'
import type { ValueType } from '../types/index.ts'
import { ColumnNames } from './column-names.ts'
import { columnsBehind, layoutOf } from './layout.ts'
import { Scope, type UserFunction } from './scope.ts'

/** A watchlist's file and the names of its columns. */
export interface Watchlist {
  readonly name: string
  readonly path: string
  readonly columns: readonly string[]
  /** The column that the user names as the key. */
  readonly key?: string | undefined
  /** Why the file can't be read. */
  readonly fault?: string
}

/** Where tables and saved functions come from. */
export interface BindCatalog {
  table(name: string): TableSchema | undefined
  tableNames(): readonly string[]
  /** The table is known to have no rows. */
  isEmpty?(name: string): boolean
  /** The tables are all that there are: a message about an unknown one lists them. */
  readonly complete?: boolean | undefined
  /** A saved function's declaration with its own text; undefined where there is none. */
  savedFunction(name: string): UserFunction | undefined
  savedFunctionNames(): readonly string[]
  /** Undefined where the user names no file for it. */
  watchlist?(name: string): Watchlist | undefined
  watchlistNames?(): readonly string[]
  /** The database of the locations of addresses that the user names. */
  readonly geoip?: string | undefined
  /** The file that the user gives for a URL of externaldata; undefined where there is none. */
  external?(url: string): string | undefined
  /** The rows of a question that a binder put to the data; undefined as long as they are not known. Without the method data can't be asked. */
  readonly learnt?: ((key: string) => readonly (readonly unknown[])[] | undefined) | undefined
  /** What isn't there has no rows, instead of being an error. */
  readonly lenient?: boolean | undefined
}

/** What a call is inside of: a declaration, and the text that it stands in. */
type Called = Pick<UserFunction, 'source'> & { readonly declaration: object }

/** The stretch of time before a run whose events the query is shown: from `now() - delay - length` on, before `now() - delay`. Ticks. */
export interface Period {
  readonly length: bigint
  readonly delay: bigint
  /** The datetime column by which a table's events are dated; undefined for a table that is shown whole. */
  column(table: string): string | undefined
}

/** Binds one query: gives out column ids and collects diagnostics. */
export class Binder {
  readonly catalog: BindCatalog
  readonly diagnostics: Diagnostic[] = []
  /** The chart that the query asks for, if any. */
  render: Render | undefined
  source: Source
  readonly #query: Source
  /** What `set` statements say, by name. */
  readonly options = new Map<string, Expression>()
  /** Tabular variables whose value could not be bound: nothing more is said about their columns. */
  readonly faulty = new Set<string>()
  /** Tables that were reported as unknown. */
  readonly missing: { readonly name: string; readonly span: Span }[] = []
  /** The calls of functions that are being bound, each with the text that it stands in. */
  readonly #calls: { fn: Called; span: Span; source: Source }[] = []
  /** What is being bound, where that isn't the query's own text. */
  #elsewhere: Elsewhere | undefined
  #lastId = 0
  #nameless = 0

  /** The values of functions without parameters that are a toscalar: each call has the same. */
  readonly computedOnce = new Map<UserFunction, Scalar>()

  /** Some relation of the query has one row of several that could stand for a group (`representative`). */
  chooses = false

  /** Ticks of now(); undefined leaves the time open. */
  readonly now: bigint | undefined

  /** What the query is shown of its tables; undefined is everything. */
  readonly period: Period | undefined

  constructor(catalog: BindCatalog, source: Source, now?: bigint, period?: Period) {
    this.now = now
    this.period = period
    this.catalog = catalog
    this.source = source
    this.#query = source
  }

  /**
   * Whether what can't be found here counts as empty or null, with a warning: in saved functions, which were written for a workspace
   * with more tables and columns than are known here, where tables without data count as empty. The query itself is held to the schemas.
   */
  get forgiving(): boolean {
    return this.catalog.lenient === true && this.source !== this.#query
  }

  /** The first question to the data that has no answer yet: the query can only be bound when it has one. */
  question: { readonly key: string; readonly rel: Rel } | undefined
  #questions = 0

  /**
   * The rows of a relation where what follows depends on them (`bag_unpack` learns its columns so). `pending` where they have yet to be
   * asked for: the caller gives up without a word and is bound again when they are there. Undefined where there is no data to ask, and
   * for rows that depend on a row around them.
   */
  ask(rel: Rel): readonly (readonly unknown[])[] | 'pending' | undefined {
    if (!this.catalog.learnt || this.#aside || dependsOnRow(rel)) return undefined
    const key = String(++this.#questions)
    const known = this.catalog.learnt(key)
    if (known) return known
    this.question ??= { key, rel }
    return 'pending'
  }

  nextId(): number {
    return ++this.#lastId
  }

  readonly names = new ColumnNames()

  /** The column of this name; names are case-sensitive. */
  find(columns: readonly Column[], name: string): Column | undefined {
    const at = this.names.placeOf(columns, name)
    return at < 0 ? undefined : columns[at]
  }

  /** A table's columns, each with an id of its own, and their names. */
  read(table: TableSchema): { readonly columns: readonly Column[]; readonly names: readonly string[] } {
    const layout = layoutOf(table)
    const columns = columnsBehind(layout, this.#lastId)
    this.#lastId = columns.at(-1)?.id ?? this.#lastId
    this.names.know(columns, layout.places)
    return { columns, names: layout.names }
  }

  column(name: string, type: ValueType): Column {
    return { id: ++this.#lastId, name, type: type.type, form: type.form, nullable: type.nullable }
  }

  /** Numbers `Column1`, `Column2` …; the count runs through the query, and anew through each call of a function. */
  nextNameless(): number {
    return ++this.#nameless
  }

  /** The column with another identity. */
  again(column: Column): Column {
    return { id: ++this.#lastId, name: column.name, type: column.type, form: column.form, nullable: column.nullable }
  }

  /** The column under another name, with the same identity. */
  renamed(column: Column, name: string): Column {
    return { id: column.id, name, type: column.type, form: column.form, nullable: column.nullable }
  }

  shared(name: string, rel: Rel, materialized?: boolean): Shared {
    return { id: this.nextId(), name, rel, materialized }
  }

  /** The span with what is needed to find it again, where it lies in a saved function. */
  placed(span: Span): Span {
    if (this.source === this.#query || span.elsewhere || !this.#elsewhere) return span
    return { start: span.start, end: span.end, elsewhere: this.#elsewhere }
  }

  /** Collects a diagnostic about what is being bound. */
  report(d: Diagnostic): void {
    this.diagnostics.push({ ...d, span: this.placed(d.span) })
  }

  #attempts = 0
  /** Diagnostics of attempts that are not said in full yet: their places in the list, and what they say in full. */
  #brief: { readonly at: number; readonly full: () => Diagnostic }[] = []

  /** As `report`, for what takes long to say in full and may be taken back. */
  reportAtLength(brief: Diagnostic, full: () => Diagnostic): void {
    if (this.#attempts === 0) {
      this.report(full())
      return
    }
    this.#brief.push({ at: this.diagnostics.length, full })
    this.report(brief)
  }

  /**
   * Binds what may fail for lack of tables alone: what it reports is taken back then, and the tables are in `missing`. Any other mistake
   * stays reported, and `missing` is empty.
   */
  attempt<T>(bind: () => T | undefined): { readonly value: T | undefined; readonly missing: readonly { name: string; span: Span }[] } {
    const before = this.diagnostics.length
    const known = this.missing.length
    const faulty = [...this.faulty]
    this.#attempts++
    const value = bind()
    this.#attempts--
    const missing = this.missing.slice(known)
    const errors = this.diagnostics.slice(before).filter((d) => d.severity === 'error')
    if (value !== undefined || errors.length === 0 || errors.length > missing.length) {
      if (this.#attempts === 0) this.#sayInFull()
      return { value, missing: [] }
    }
    this.diagnostics.length = before
    this.#brief = this.#brief.filter((b) => b.at < before)
    this.faulty.clear()
    for (const name of faulty) this.faulty.add(name)
    return { value, missing }
  }

  #sayInFull(): void {
    for (const { at, full } of this.#brief) {
      const brief = this.diagnostics[at]
      if (brief) this.diagnostics[at] = { ...full(), span: brief.span }
    }
    this.#brief = []
  }

  /** As `report`, but says nothing a second time. */
  reportOnce(d: Diagnostic): void {
    if (!this.diagnostics.some((other) => other.code === d.code && other.message === d.message)) this.report(d)
  }

  #called: Set<Called['declaration']> | undefined

  /** Whether a function has been called. */
  wasCalled(declaration: Called['declaration']): boolean {
    return this.#called?.has(declaration) === true
  }

  #aside = false

  /** Binds what is no part of the plan: it asks the data nothing, and its chart is none of the query's. */
  aside(bind: () => unknown): void {
    const { render } = this
    this.#aside = true
    bind()
    this.#aside = false
    this.render = render
  }

  /** Runs `body` inside a call of a function with a text of its own; undefined where that call would be a recursion. */
  inCall<T>(fn: Called, span: Span, body: () => T): T | undefined {
    if (this.#calls.some((c) => c.fn.declaration === fn.declaration)) return undefined
    this.#calls.push({ fn, span, source: this.source })
    this.#called ??= new Set()
    this.#called.add(fn.declaration)
    const { source } = this
    const nameless = this.#nameless
    const elsewhere = this.#elsewhere
    const call = this.#calls.find((c) => c.source === this.#query)
    this.#nameless = 0
    this.source = fn.source
    this.#elsewhere = call && { source: fn.source, call: call.span }
    try {
      return body()
    } finally {
      this.source = source
      this.#nameless = nameless
      this.#elsewhere = elsewhere
      this.#calls.pop()
    }
  }
}

/** The columns that an expression can name; `left` and `right` are the sides of a join. */
export interface Row {
  readonly columns: readonly Column[]
  readonly left?: readonly Column[] | undefined
  readonly right?: readonly Column[] | undefined
  /**
   * Columns of what has a name: what scan remembers of a step's latest row, a node or an edge of a graph. Undefined for a step that isn't
   * in reach.
   */
  readonly named?: ReadonlyMap<string, readonly Column[] | undefined> | undefined
  /** Names of unknown columns stand for nulls. */
  readonly open?: boolean | undefined
}

/** The columns of a relation. */
export const rowOf = (rel: Rel): Row => ({ columns: rel.columns, open: rel.open })

/**
 * Takes up the aggregates of an expression, or its window functions where rows are in a fixed order; the expression then refers to their
 * output columns.
 */
export interface Collector {
  readonly kind: 'aggregate' | 'window'
  readonly calls: CallColumn[]
  /** The columns of the input, for `arg_max(x, *)` and the like. */
  readonly input: readonly Column[]
}

/** Where an expression stands. */
export interface Env {
  readonly binder: Binder
  readonly scope: Scope
  readonly row: Row | undefined
  readonly collector?: Collector | undefined
  /** The function whose argument this is, where that matters (`prev` takes a column). */
  readonly within?: FunctionDef | undefined
}

export const withRow = (env: Env, row: Row | undefined, collector?: Collector): Env => ({
  binder: env.binder,
  scope: env.scope,
  row,
  collector,
})
export const rootEnv = (binder: Binder): Env => ({ binder, scope: new Scope(), row: undefined })
