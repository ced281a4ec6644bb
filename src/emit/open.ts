/** The SELECT that is being filled: operators go into it while its later clauses are still empty. */
import type { Column } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlFrom, SqlItem, SqlOrder, SqlSelect } from '../sql/index.ts'

export interface Binding {
  readonly sql: SqlExpr
  /** A column or constant: repeating it costs nothing. */
  readonly simple: boolean
}

/**
 * The columns that FROM gives, by the names that they have there. A wide table has far more of them than a query names, so an expression is
 * made of one when it is asked for.
 */
export interface Given {
  readonly columns: readonly Column[]
  readonly names: readonly string[]
  /** What is written in front of the names. */
  readonly table: string | undefined
  /** Where these are all columns of a table and nothing stands in their place: the items that they are in each SELECT. */
  items: readonly SqlItem[] | undefined
  /** Columns are mostly asked for in their order: where the next one will be. */
  next: number
  /** The places by id, where there are many and they had to be looked for. */
  places: Map<number, number> | undefined
}

export interface Open {
  from: SqlFrom | undefined
  /** Columns of the plan that are names in `from`. */
  given: Given | undefined
  /** The sides of a join, whose columns are in reach too. */
  sides: readonly Open[]
  /** Columns of the plan that are other expressions over `from`, or have other names than there. */
  columns: Map<number, Binding> | undefined
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

const NO_SIDES: readonly Open[] = []
const NO_ORDER: readonly SqlOrder[] = []

/** A SELECT from something that gives columns of the plan under names, if any. */
export const openFrom = (
  from: SqlFrom | undefined,
  alias: string | undefined,
  columns?: readonly Column[],
  names?: readonly string[],
  table?: string,
): Open => {
  const where: SqlExpr[] = []
  const qualify: SqlExpr[] = []
  const comments: string[] = []
  return {
    from,
    given: columns && names && givenOf(columns, names, table),
    sides: NO_SIDES,
    columns: undefined,
    computed: false,
    where,
    groupBy: undefined,
    qualify,
    closed: false,
    orderBy: NO_ORDER,
    limit: undefined,
    comments,
    alias,
  }
}

export const givenOf = (columns: readonly Column[], names: readonly string[], table: string | undefined): Given => ({
  columns,
  names,
  table,
  items: undefined,
  next: 0,
  places: undefined,
})

/** Defines a column of the plan by an expression over `from`. */
export const define = (o: Open, id: number, value: SqlExpr, simple: boolean): void => {
  if (o.given?.items && search(o.given, id) >= 0) o.given.items = undefined
  o.columns ??= new Map()
  o.columns.set(id, { sql: value, simple })
  if (!simple) o.computed = true
}

/** What is defined from now on is all that is in reach. */
export const forget = (o: Open): void => {
  o.given = undefined
  o.sides = NO_SIDES
  o.columns = undefined
}

const FEW = 16

/** The place of a column among those that FROM gives, -1 where it is none of them. */
const placeOf = (given: Given, id: number): number => {
  const { columns, next } = given
  if (next < columns.length && (columns[next] as Column).id === id) {
    given.next = next + 1
    return next
  }
  const place = search(given, id)
  if (place >= 0) given.next = place + 1
  return place
}

const search = (given: Given, id: number): number => {
  const { columns } = given
  const [first] = columns
  if (first === undefined) return -1
  // The columns of a whole table have their numbers one after the other.
  const likely = id - first.id
  if (likely >= 0 && likely < columns.length && (columns[likely] as Column).id === id) return likely
  if (columns.length <= FEW) {
    for (let i = 0; i < columns.length; i++) if ((columns[i] as Column).id === id) return i
    return -1
  }
  if (given.places === undefined) {
    given.places = new Map()
    for (let i = 0; i < columns.length; i++) given.places.set((columns[i] as Column).id, i)
  }
  return given.places.get(id) ?? -1
}

/** The name of a column among those that are given. */
export const nameIn = (given: Given, c: Column): string | undefined => given.names[placeOf(given, c.id)]

/** Whether a column is in reach and costs nothing to repeat. */
export const isSimple = (o: Open, c: Column): boolean => {
  const defined = o.columns?.get(c.id)
  return defined ? defined.simple : find(o, c) !== undefined
}

/** What a column is in terms of `from`; undefined where it is not in reach. */
export const find = (o: Open, c: Column): SqlExpr | undefined => {
  const { columns, given } = o
  const defined = columns?.get(c.id)
  if (defined !== undefined) return defined.sql
  if (given !== undefined) {
    const place = placeOf(given, c.id)
    if (place >= 0) return { kind: 'column', name: given.names[place] ?? c.name, table: given.table }
  }
  for (const side of o.sides) {
    const found = find(side, c)
    if (found !== undefined) return qualified(found, side.alias)
  }
  return undefined
}

/** What a column that is in reach is in terms of `from`. */
export const bound = (o: Open, c: Column): SqlExpr => {
  const found = find(o, c)
  if (!found) throw new Error(`column ${c.id} (${c.name}) is not in reach`)
  return found
}

/** A column with the name of its table in front. */
export const qualified = (e: SqlExpr, alias: string | undefined): SqlExpr =>
  e.kind === 'column' && e.table === undefined && alias !== undefined ? { kind: 'column', name: e.name, table: alias } : e

/** Nothing but a FROM with plain columns. */
export const isBare = (o: Open): boolean =>
  o.from !== undefined &&
  o.from.kind !== 'join' &&
  o.where.length === 0 &&
  canFilter(o) &&
  o.alias !== undefined &&
  !o.computed &&
  (o.columns === undefined || onlyColumns(o.columns))

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

const ONE: readonly SqlItem[] = [{ value: sql.literal(1n), alias: 'one' }]

/** The finished SELECT with the given columns under the given names; without names under their own. */
export const close = (
  o: Open,
  columns: readonly Column[],
  names: readonly string[] | undefined,
  orderBy?: readonly SqlOrder[],
): SqlSelect => {
  const whole = o.given?.items
  if (whole && columns === o.given?.columns && names === undefined) return closeWith(o, whole, orderBy)
  const items: SqlItem[] = []
  if (whole) passing(o.given as Given, whole, columns, names, items)
  for (let i = items.length; i < columns.length; i++) {
    const c = columns[i] as Column
    items.push({ value: bound(o, c), alias: names === undefined ? c.name : names[i] })
  }
  return closeWith(o, items, orderBy)
}

/** The items of the columns at the beginning that are those of the table, one after the other: often a hundred, which are not made again. */
const passing = (
  { columns: all }: Given,
  whole: readonly SqlItem[],
  columns: readonly Column[],
  names: readonly string[] | undefined,
  items: SqlItem[],
): void => {
  for (let i = 0; i < whole.length && i < columns.length && columns[i] === all[i]; i++) {
    const item = whole[i] as SqlItem
    if (names !== undefined && names[i] !== item.alias) return
    items.push(item)
  }
}

/** The finished SELECT with the given items. */
export const closeWith = (o: Open, items: readonly SqlItem[], orderBy = o.orderBy): SqlSelect => ({
  kind: 'select',
  items: items.length > 0 ? items : ONE,
  from: o.from,
  where: o.where,
  groupBy: o.groupBy,
  qualify: o.qualify,
  orderBy: orderBy.length > 0 ? orderBy.map((k) => unshadowed(k, items, o.alias)) : orderBy,
  limit: o.limit,
  comments: o.comments,
})
