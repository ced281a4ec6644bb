/** Which columns of a plan are needed, and since when: the state of pruning. */
import type { Column, Ordering, Rel } from '../plan/index.ts'

/**
 * A walk goes from the result down. What a node itself uses it asks for after it was entered; so what was needed when it was entered is what
 * those above it use. Ids are unique in a plan, so that one table does for all its relations.
 *
 * The functions are closures rather than methods, for all of them run for each node, scalar or column of each plan.
 */
export interface Needs {
  /** When each column became needed, by its id; 0 is never. */
  readonly since: Int32Array
  /** A node is entered; gives the time. */
  enter(): number
  need(column: Column): void
  needAll(columns: readonly Column[]): void
  /** A column that may be used where it isn't shown is needed. */
  needHidden(column: Column): void
  needOrdering(ordering: Ordering | undefined): void
  /** How many columns became needed by now, those of the result aside. */
  count(): number
  /** Whether a column was needed at a time. */
  wasNeeded(id: number, time: number): boolean
  /** The columns that were needed at a time; the same list where these are all. */
  among(columns: readonly Column[], time: number): readonly Column[]
  /** As `among`, and the hidden columns that pass through from the input. */
  kept(columns: readonly Column[], time: number, input: Rel): readonly Column[]
  /** The columns with further ones that a node makes and doesn't show. */
  withHidden(columns: readonly Column[], made: readonly Column[]): readonly Column[]
}

/** Lent to one walk at a time: a table of its own would cost each plan more than its nodes do. */
let lent = new Int32Array(1024)
const zeros = (length: number): Int32Array => {
  if (lent.length < length) lent = new Int32Array(2 * length)
  else lent.fill(0, 0, length)
  return lent
}

/** What is needed before any node is entered: all columns of the result. Ids are smaller than `ids`. One call's functions serve until the next call. */
export const needsOf = (result: readonly Column[], ids: number): Needs => {
  const since = zeros(ids)
  let time = 1
  for (const { id } of result) since[id] = time
  let count = 0
  /** The ids of the columns that may be used where they aren't shown: sort keys, and what nodes make without showing it. */
  const hidden: number[] = []

  const need = ({ id }: Column): void => {
    if (since[id] !== 0) return
    since[id] = time
    count++
  }
  const wasNeeded = (id: number, at: number): boolean => {
    const first = since[id] as number
    return first !== 0 && first <= at
  }
  const among = (columns: readonly Column[], at: number): readonly Column[] => {
    // The nodes at the top mostly have the very list of the result.
    if (columns === result) return columns
    const { length } = columns
    let some: Column[] | undefined
    for (let i = 0; i < length; i++) {
      const column = columns[i] as Column
      const first = since[column.id] as number
      if (first === 0 || first > at) some ??= columns.slice(0, i)
      else some?.push(column)
    }
    return some ?? columns
  }
  const needHidden = (column: Column): void => {
    need(column)
    hidden.push(column.id)
  }
  return {
    since,
    enter: () => time++,
    need,
    needAll(columns) {
      for (const column of columns) need(column)
    },
    needHidden,
    needOrdering(ordering) {
      if (ordering) for (const { column } of ordering.keys) needHidden(column)
    },
    count: () => count,
    wasNeeded,
    among,
    kept(columns, at, input) {
      const shown = among(columns, at)
      if (hidden.length === 0) return shown
      const more = hidden.filter((id) => wasNeeded(id, at) && !includesId(shown, id))
      return more.length > 0 ? [...shown, ...input.columns.filter((c) => more.includes(c.id))] : shown
    },
    withHidden(columns, made) {
      let more: Column[] | undefined
      for (const column of made) {
        if (includesId(columns, column.id)) continue
        more ??= columns.slice()
        more.push(column)
        hidden.push(column.id)
      }
      return more ?? columns
    },
  }
}

const includesId = (columns: readonly Column[], id: number): boolean => {
  for (const column of columns) if (column.id === id) return true
  return false
}
