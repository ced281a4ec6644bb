/** When a cell is the one that was expected. */
import type { KustoType } from '../types/index.ts'

/** Reals differ in their last digits between machines and versions. */
const TOLERANCE = 1e-9

const closeTo = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))

type Bag = Readonly<Record<string, unknown>>

/** Each of the one has a partner of its own among the other. */
export const matches = <A, B>(left: readonly A[], right: readonly B[], same: (a: A, b: B) => boolean): readonly (number | undefined)[] => {
  const partner: (number | undefined)[] = left.map(() => undefined)
  const taken = new Map<number, number>()
  // Augmenting paths: a partner is given up where its owner finds another.
  const find = (i: number, seen: Set<number>): boolean => {
    for (const [j, b] of right.entries()) {
      if (seen.has(j) || !same(left[i] as A, b)) continue
      seen.add(j)
      const owner = taken.get(j)
      if (owner !== undefined && !find(owner, seen)) continue
      taken.set(j, i)
      partner[i] = j
      return true
    }
    return false
  }
  for (const i of left.keys()) find(i, new Set())
  return partner
}

/** Values of a dynamic: keys of bags in any order, elements of arrays too unless `ordered`. */
const sameValue = (a: unknown, b: unknown, ordered: boolean): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return closeTo(a, b)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return (a ?? null) === (b ?? null)
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    if (ordered) return a.every((item, i) => sameValue(item, b[i], ordered))
    return matches(a, b, (x, y) => sameValue(x, y, ordered)).every((j) => j !== undefined)
  }
  const [left, right] = [a as Bag, b as Bag]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((k) => Object.hasOwn(right, k) && sameValue(left[k], right[k], ordered))
}

/** Whether two cells of a type are the same. */
export const sameCell = (expected: unknown, actual: unknown, type: KustoType, ordered: boolean): boolean => {
  if (type === 'decimal' && expected !== null && actual !== null) return expected === actual || Number(expected) === Number(actual)
  if (type === 'guid') return String(expected).toLowerCase() === String(actual).toLowerCase()
  return sameValue(expected, actual, ordered)
}
