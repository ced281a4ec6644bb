/** The SELECT that is being filled: operators go into it while its later clauses are still empty. */
import type { Column } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlFrom, SqlItem, SqlOrder, SqlSelect } from '../sql/index.ts'

export interface Binding {
  readonly sql: SqlExpr
  /** A column or constant: repeating it costs nothing. */
  readonly simple: boolean
}

export interface Open {
  from: SqlFrom | undefined
  /** What each column of the plan is in terms of `from`. */
  readonly columns: Map<number, Binding>
  /** Some of them are computed. */
  computed: boolean
  where: SqlExpr[]
  groupBy: SqlExpr[] | undefined
  qualify: SqlExpr[]
  /** Window functions or unfolded lists stand in the select list: nothing but a projection may follow. */
  closed: boolean
  orderBy: readonly SqlOrder[]
  limit: SqlExpr | undefined
  comments: string[]
  /** The name of `from`, where it is one table. */
  readonly alias: string | undefined
}

/** A SELECT from something whose columns are those of the plan: `value` gives each as an expression that costs nothing to repeat. */
export const openFrom = (
  from: SqlFrom | undefined,
  alias: string | undefined,
  columns: readonly Column[] = [],
  value: (c: Column, i: number) => SqlExpr = (c) => sql.column(c.name),
): Open => {
  const o = empty(from, alias)
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i] as Column
    o.columns.set(c.id, { sql: value(c, i), simple: true })
  }
  return o
}

/** Defines a column of the plan by an expression over `from`. */
export const define = (o: Open, id: number, value: SqlExpr, simple: boolean): void => {
  o.columns.set(id, { sql: value, simple })
  if (!simple) o.computed = true
}

const empty = (from: SqlFrom | undefined, alias: string | undefined): Open => ({
  from,
  columns: new Map(),
  computed: false,
  where: [],
  groupBy: undefined,
  qualify: [],
  closed: false,
  orderBy: [],
  limit: undefined,
  comments: [],
  alias,
})

/** Nothing but a FROM with plain columns. */
export const isBare = (o: Open): boolean =>
  o.from !== undefined &&
  o.from.kind !== 'join' &&
  o.where.length === 0 &&
  canFilter(o) &&
  o.alias !== undefined &&
  !o.computed &&
  onlyColumns(o.columns)

const onlyColumns = (columns: ReadonlyMap<number, Binding>): boolean => {
  for (const b of columns.values()) if (b.sql.kind !== 'column') return false
  return true
}

/** Whether a condition may still be added to its WHERE. */
export const canFilter = (o: Open): boolean => o.groupBy === undefined && canCompute(o)

/** Whether expressions over its columns may still be added below GROUP BY, windows and LIMIT. */
export const canCompute = (o: Open): boolean => !o.closed && o.limit === undefined && o.qualify.length === 0

/** A bare name in ORDER BY means the output of this name: a column of FROM that another output shadows needs its table's name. */
const unshadowed = (k: SqlOrder, items: readonly SqlItem[], alias: string | undefined): SqlOrder => {
  const { value } = k
  if (value.kind !== 'column' || value.table !== undefined || alias === undefined) return k
  const name = value.name.toLowerCase()
  const output = items.find((i) => i.alias?.toLowerCase() === name)
  if (!output || (output.value.kind === 'column' && output.value.name === value.name && output.value.table === undefined)) return k
  return { ...k, value: { ...value, table: alias } }
}

/** The finished SELECT with the given columns under the given names. */
export const close = (
  o: Open,
  columns: readonly Column[],
  names: readonly string[],
  orderBy: readonly SqlOrder[] = o.orderBy,
): SqlSelect => {
  const items = columns.map((c, i): SqlItem => ({ value: bound(o, c), alias: names[i] }))
  return {
    kind: 'select',
    items: items.length > 0 ? items : [{ value: { kind: 'literal', value: 1n }, alias: 'one' }],
    from: o.from,
    where: o.where,
    groupBy: o.groupBy,
    qualify: o.qualify,
    orderBy: orderBy.map((k) => unshadowed(k, items, o.alias)),
    limit: o.limit,
    comments: o.comments,
  }
}

/** What a column is in terms of `from`. */
export const bound = (o: Open, c: Column): SqlExpr => {
  const binding = o.columns.get(c.id)
  if (!binding) throw new Error(`column ${c.id} (${c.name}) is not in reach`)
  return binding.sql
}
