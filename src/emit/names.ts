/** Physical names: SQL folds case even in quoted names, KQL doesn't, so every name is made unique under folding. */

/** Gives out names that differ from all earlier ones under case folding. */
export class Names {
  readonly #taken = new Set<string>()

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name.toLowerCase())
  }

  take(name: string): string {
    const base = name === '' ? 'column' : name.replaceAll('\0', '')
    let candidate = base
    for (let n = 1; this.#taken.has(candidate.toLowerCase()); n++) candidate = `${base}_${n}`
    this.#taken.add(candidate.toLowerCase())
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
