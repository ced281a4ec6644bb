/** Physical names: SQL folds case even in quoted names, KQL doesn't, so every name is made unique under folding. */

import { namedItem, type SqlItem } from '../sql/index.ts'

/** A name without its case: the same object for all names that differ by case alone. */
interface Folded {
  readonly key: string
  /** Can stand in SQL as it is. */
  readonly plain: boolean
  /** The list of names that it occurred in last. */
  list: number
}

/** The same few thousand names come again and again. */
const known = new Map<string, Folded>()
const MOST = 50_000
let lists = 0

/** Begins a list. What is known of names is dropped here alone: a list has to find those that it had before. */
const newList = (): number => {
  if (known.size > MOST) known.clear()
  return ++lists
}

const fold = (name: string): Folded => {
  const key = name.toLowerCase()
  const folded = known.get(key) ?? { key, plain: name !== '' && !name.includes('\0'), list: 0 }
  known.set(key, folded)
  known.set(name, folded)
  return folded
}

const keyOf = (name: string): string => (known.get(name) ?? fold(name)).key

/** Gives out names that differ from all earlier ones under case folding. */
export class Names {
  readonly #taken = new Set<string>()

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(keyOf(name))
  }

  take(name: string): string {
    const base = name === '' ? 'column' : name.includes('\0') ? name.replaceAll('\0', '') : name
    let candidate = base
    let key = keyOf(base)
    for (let n = 1; this.#taken.has(key); n++) {
      candidate = `${base}_${n}`
      key = keyOf(candidate)
    }
    this.#taken.add(key)
    return candidate
  }
}

/**
 * The names under which the columns of a table (or of tables) are stored, in their order: the name itself, with `_1`, `_2` … behind
 * where it differs from an earlier one by case alone. Views over an event store use the same rule.
 */
export const physicalNames = (names: readonly string[]): readonly string[] => {
  const list = newList()
  for (const name of names) {
    const folded = known.get(name) ?? fold(name)
    if (!folded.plain || folded.list === list) return renamed(names)
    folded.list = list
  }
  return names
}

/** The physical names of columns: nearly always their own. */
export const physicalNamesOf = (columns: readonly { readonly name: string }[]): readonly string[] => {
  const list = newList()
  const names: string[] = []
  for (const { name } of columns) {
    const folded = known.get(name) ?? fold(name)
    if (!folded.plain || folded.list === list) return renamed(columns.map((c) => c.name))
    folded.list = list
    names.push(name)
  }
  return names
}

const renamed = (names: readonly string[]): string[] => {
  const taken = new Names()
  return names.map((name) => taken.take(name))
}

const items = new WeakMap<readonly string[], readonly SqlItem[]>()

/** The columns of a table as items of a SELECT, by the list of their names: made once for each table. */
export const tableItems = (names: readonly string[]): readonly SqlItem[] => {
  const found = items.get(names)
  if (found) return found
  const made = names.map(namedItem)
  items.set(names, made)
  return made
}

const NONE: ReadonlyMap<string, string> = new Map()
const renamings = new WeakMap<readonly { readonly name: string }[], ReadonlyMap<string, string>>()

/** The columns of a table whose physical names differ from KQL's: worked out once for each table. */
export const renamedColumns = (columns: readonly { readonly name: string }[]): ReadonlyMap<string, string> => {
  const found = renamings.get(columns)
  if (found) return found
  const physical = physicalNamesOf(columns)
  const changed = columns.flatMap((c, i): [string, string][] => (physical[i] === c.name ? [] : [[c.name, physical[i] ?? c.name]]))
  const renaming = changed.length > 0 ? new Map(changed) : NONE
  renamings.set(columns, renaming)
  return renaming
}
