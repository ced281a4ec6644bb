/** The SELECT that is being filled: operators go into it while its later clauses are still empty. */
import type { Column } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import { namedItem, type SqlExpr, type SqlFrom, type SqlItem, type SqlOrder, type SqlSelect } from '../sql/index.ts'

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
  /** Where these are all columns of a table: the items that they are in each SELECT. */
  items: readonly SqlItem[] | undefined
  /** Something else is defined in the place of one of them. */
  shadowed: boolean
  /** Columns are mostly asked for in their order: where the next one will be. */
  next: number
  /** The places by id, made where the columns don't stand in the order of their ids. */
  places: ReadonlyMap<number, number> | undefined
}

export interface Open {
  from: SqlFrom | undefined
  /** Columns of the plan that are names in `from`. */
  given: Given | undefined
  /** The sides of a join, whose columns are in reach too. */
  sides: readonly Open[]
  /** Which of them had the column that was asked for last. */
  side: number
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
  /** The columns that are made of columns of rows around this relation; `mixed`: of its own too. */
  around: ReadonlyMap<number, 'outside' | 'mixed'> | undefined
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
    side: 0,
    columns: undefined,
    computed: false,
    where,
    groupBy: undefined,
    qualify,
    closed: false,
    orderBy: NO_ORDER,
    limit: undefined,
    comments,
    around: undefined,
    alias,
  }
}

export const givenOf = (columns: readonly Column[], names: readonly string[], table: string | undefined): Given => ({
  columns,
  names,
  table,
  items: undefined,
  shadowed: false,
  next: 0,
  places: undefined,
})

/** Defines a new column of the plan by an expression over `from`. */
export const define = (o: Open, id: number, value: SqlExpr, simple: boolean): void => {
  o.columns ??= new Map()
  o.columns.set(id, { sql: value, simple })
  if (!simple) o.computed = true
}

/** Defines a column that `from` may give in another way. */
export const redefine = (o: Open, id: number, value: SqlExpr, simple: boolean): void => {
  if (o.given) o.given.shadowed = true
  define(o, id, value, simple)
}

/** What is defined from now on is all that is in reach. */
export const forget = (o: Open): void => {
  o.given = undefined
  o.sides = NO_SIDES
  o.side = 0
  o.columns = undefined
}

/** The place of a column among those that FROM gives, which mostly stand in the order of their ids; -1 where it is none of them. */
const search = (given: Given, id: number): number => {
  const { columns } = given
  let low = 0
  let high = columns.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = (columns[middle] as Column).id
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  given.places ??= isSorted(columns) ? NO_PLACES : new Map(columns.map((c, i) => [c.id, i]))
  return given.places.get(id) ?? -1
}

const NO_PLACES: ReadonlyMap<number, number> = new Map()

const isSorted = (columns: readonly Column[]): boolean => {
  let before = -1
  for (const { id } of columns) {
    if (id < before) return false
    before = id
  }
  return true
}

/** The name of a column among those that are given. */
export const nameIn = (given: Given, c: Column): string | undefined => given.names[search(given, c.id)]

/** Whether a column is in reach and costs nothing to repeat. */
export const isSimple = (o: Open, c: Column): boolean => {
  const defined = o.columns?.get(c.id)
  return defined ? defined.simple : find(o, c) !== undefined
}

/** What a column is in terms of `from`, with `alias` in front where it is a bare name; undefined where it is not in reach. */
export const find = (o: Open, c: Column, alias?: string): SqlExpr | undefined => {
  const { columns: defined, given } = o
  const { id } = c
  const binding = defined?.get(id)
  if (binding !== undefined) return qualified(binding.sql, alias)
  if (given !== undefined) {
    const { columns, next } = given
    const place = next < columns.length && (columns[next] as Column).id === id ? next : search(given, id)
    if (place >= 0) {
      given.next = place + 1
      return { kind: 'column', name: given.names[place] as string, table: given.table ?? alias }
    }
  }
  return o.sides.length > 0 ? findInSides(o, c) : undefined
}

/** The side that had the last column mostly has the next one. */
const findInSides = (o: Open, c: Column): SqlExpr | undefined => {
  const { sides } = o
  for (let i = 0, at = o.side; i < sides.length; i++, at = at + 1 === sides.length ? 0 : at + 1) {
    const side = sides[at] as Open
    const found = find(side, c, side.alias)
    if (found === undefined) continue
    o.side = at
    return found
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
  alias !== undefined && e.kind === 'column' && e.table === undefined ? { kind: 'column', name: e.name, table: alias } : e

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
  const { given } = o
  if (given === undefined || given.shadowed || given.table !== undefined)
    return closeWith(o, itemsOf(o, NO_COLUMNS, columns, names), orderBy)
  const whole = columns === given.columns && names === undefined ? given.items : undefined
  return closeWith(o, whole ?? itemsOf(o, given.columns, columns, names), orderBy)
}

const NO_COLUMNS: readonly Column[] = []
const NO_NAMES: readonly string[] = []

/** `all` are columns that `from` gives: of a table often a hundred pass through in their order, some left out. No item is made anew for these. */
const itemsOf = (o: Open, all: readonly Column[], columns: readonly Column[], names: readonly string[] | undefined): SqlItem[] => {
  const items: SqlItem[] = []
  const own = o.given === undefined ? NO_NAMES : o.given.names
  const { length } = all
  let next = 0
  for (const c of columns) {
    const alias = names === undefined ? c.name : names[items.length]
    const at = next < length && all[next] !== c ? ahead(all, c, next) : next
    if (at < length && own[at] === alias) {
      items.push(namedItem(alias as string))
      next = at + 1
    } else items.push({ value: bound(o, c), alias })
  }
  return items
}

const SKIPPED = 4

/** Where a column stands a few places behind one, else beyond the last one. */
const ahead = (all: readonly Column[], c: Column, next: number): number => {
  for (let at = next + 1; at < all.length && at <= next + SKIPPED; at++) if (all[at] === c) return at
  return all.length
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
