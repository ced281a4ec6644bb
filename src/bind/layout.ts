/**
 * Stored tables and the names of their columns. Tables are wide and a query names few of their columns, so what a schema alone says is worked
 * out once for each table, and no name is looked for by a walk over all columns.
 */
import type { TableSchema } from '../catalog/index.ts'
import type { Column } from '../plan/index.ts'

export interface Layout {
  readonly table: TableSchema
  /** The columns' names in their order. */
  readonly names: readonly string[]
  /** Where each name stands. */
  readonly places: ReadonlyMap<string, number>
  /** The columns as they are where their ids begin behind a multiple of `STEP`, by that multiple. */
  readonly columns: Map<number, readonly Column[]>
}

const layouts = new WeakMap<TableSchema, Layout>()

export const layoutOf = (table: TableSchema): Layout => {
  const known = layouts.get(table)
  if (known) return known
  const layout: Layout = {
    table,
    names: table.columns.map((c) => c.name),
    places: new Map(table.columns.map((c, i) => [c.name, i])),
    columns: new Map(),
  }
  layouts.set(table, layout)
  return layout
}

/** Ids of a table's columns begin behind a multiple of this, so that the columns that one query has serve for all. */
const STEP = 512
/** So many times; then they are made for the query, since who keeps something for each id has to bear with gaps. */
const MOST_STEPS = 4

/** The table's columns with ids that follow each other and are greater than `before`. */
export const columnsBehind = (layout: Layout, before: number): readonly Column[] => {
  const step = Math.ceil(before / STEP)
  if (step >= MOST_STEPS) return storedColumns(layout.table, before + 1)
  let columns = layout.columns.get(step)
  if (!columns) {
    columns = storedColumns(layout.table, step * STEP + 1)
    layout.columns.set(step, columns)
  }
  return columns
}

/** What is stored can be null, and dynamics are stored as text. */
const storedColumns = (table: TableSchema, first: number): readonly Column[] => {
  const columns: Column[] = []
  let id = first
  for (const { name, type } of table.columns)
    columns.push({ id: id++, name, type, form: type === 'dynamic' ? 'text' : undefined, nullable: true })
  return columns
}

/** The place of the column of this name, −1 where there is none; names are case-sensitive. */
export const indexOfName = (columns: readonly Column[], name: string): number => {
  for (let i = 0; i < columns.length; i++) if ((columns[i] as Column).name === name) return i
  return -1
}

/** So many columns are walked over sooner than looked up. */
const FEW = 3
/** With more tables than these a walk over the columns of one is shorter than a look into all of them. */
const MOST_TABLES = 8

/** Lists of so many columns get an index when a second name is walked for. */
const MANY = 16

/** All names that columns of a query have: those of the tables that it reads, and those that it gives itself. */
export class ColumnNames {
  readonly #tables: ReadonlyMap<string, number>[] = []
  /** The names that columns get which are no table's; some are a table's too. */
  readonly given = new Set<string>()
  /** The list that was walked over last. */
  #walked: readonly Column[] | undefined
  #indexed: readonly Column[] | undefined
  #index: ReadonlyMap<string, number> = new Map()

  /** The query reads a table. */
  read({ places }: Layout): void {
    if (this.#tables.length <= MOST_TABLES && !this.#tables.includes(places)) this.#tables.push(places)
  }

  /** As `indexOfName`, for lists that don't change. Operators leave a table's columns in their places mostly. */
  placeOf(columns: readonly Column[], name: string): number {
    const { length } = columns
    if (length <= FEW) return indexOfName(columns, name)
    if (this.#tables.length > MOST_TABLES) return this.#search(columns, name)
    let stored = false
    for (const places of this.#tables) {
      const at = places.get(name)
      if (at === undefined) continue
      if (at < length && (columns[at] as Column).name === name) return at
      stored = true
    }
    return stored || this.given.has(name) ? this.#search(columns, name) : -1
  }

  #search(columns: readonly Column[], name: string): number {
    if (columns === this.#indexed) return this.#index.get(name) ?? -1
    if (columns.length < MANY || columns !== this.#walked) {
      this.#walked = columns
      return indexOfName(columns, name)
    }
    const index = new Map<string, number>()
    for (let i = 0; i < columns.length; i++) index.set((columns[i] as Column).name, i)
    this.#indexed = columns
    this.#index = index
    return index.get(name) ?? -1
  }
}

/** A relation's columns with changes: some replaced, others added behind. */
export class ChangedColumns {
  readonly columns: Column[]
  readonly #before: readonly Column[]
  readonly #binder: { placeOf(columns: readonly Column[], name: string): number }
  /** Where the changed ones stand. */
  readonly #places = new Map<string, number>()

  constructor(binder: { placeOf(columns: readonly Column[], name: string): number }, before: readonly Column[]) {
    this.#binder = binder
    this.#before = before
    this.columns = before.slice()
  }

  /** The place of the column that has the name now, −1 where none has. */
  placeOf(name: string): number {
    const at = this.#places.get(name) ?? this.#binder.placeOf(this.#before, name)
    return this.columns[at]?.name === name ? at : -1
  }

  /** Puts a column in a place, behind all others where that is −1. */
  put(column: Column, at: number): void {
    const place = at < 0 ? this.columns.length : at
    this.columns[place] = column
    this.#places.set(column.name, place)
  }
}
