/** What binding needs of a stored table, worked out once for each: tables are wide, and a query names few of their columns. */
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
