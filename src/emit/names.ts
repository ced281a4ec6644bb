/** Physical names: SQL folds case even in quoted names, KQL doesn't, so every name is made unique under folding. */

const folded = new Map<string, string>()

/** A name without its case; the same few thousand names come again and again. */
const fold = (name: string): string => {
  let lower = folded.get(name)
  if (lower === undefined) {
    if (folded.size > 50_000) folded.clear()
    lower = name.toLowerCase()
    folded.set(name, lower)
  }
  return lower
}

/** Gives out names that differ from all earlier ones under case folding. */
export class Names {
  readonly #taken = new Set<string>()

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(fold(name))
  }

  take(name: string): string {
    const base = name === '' ? 'column' : name.includes('\0') ? name.replaceAll('\0', '') : name
    let [candidate, key] = [base, fold(base)]
    for (let n = 1; this.#taken.has(key); n++) {
      candidate = `${base}_${n}`
      key = fold(candidate)
    }
    this.#taken.add(key)
    return candidate
  }
}

/**
 * The names under which the columns of a table (or of tables) are stored, in their order: the name itself, with `_1`, `_2` … behind
 * where it differs from an earlier one by case alone. Views over an event store use the same rule.
 */
export const physicalNames = (names: readonly string[]): string[] => {
  const taken = new Names()
  return names.map((name) => taken.take(name))
}

const NONE: ReadonlyMap<string, string> = new Map()
const renamings = new WeakMap<readonly { readonly name: string }[], ReadonlyMap<string, string>>()

/** The columns of a table whose physical names differ from KQL's: worked out once for each table. */
export const renamedColumns = (columns: readonly { readonly name: string }[]): ReadonlyMap<string, string> => {
  const known = renamings.get(columns)
  if (known) return known
  const physical = physicalNames(columns.map((c) => c.name))
  const changed = columns.flatMap((c, i): [string, string][] => (physical[i] === c.name ? [] : [[c.name, physical[i] ?? c.name]]))
  const renamed = changed.length > 0 ? new Map(changed) : NONE
  renamings.set(columns, renamed)
  return renamed
}
