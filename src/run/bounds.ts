import type { Bound, ScanBounds } from '../optimise/index.ts'
import type { Dialect } from '../sql/index.ts'
import type { TimeBound } from './sources/prune.ts'

const isLower = (b: Bound): boolean => b.op !== '<' && b.op !== '<='
const isUpper = (b: Bound): boolean => b.op !== '>' && b.op !== '>='

/** Bounds that the rows of interest of all scans of a table keep: the widest range of each column that every scan bounds. */
export const combinedBounds = (table: string, scans: readonly ScanBounds[], dialect: Dialect): TimeBound[] => {
  const own = scans.filter((s) => s.table === table)
  const columns = new Set(own.flatMap((s) => s.bounds.map((b) => b.column)))
  const result: TimeBound[] = []
  for (const column of columns) {
    // Of one scan the narrowest bound counts, of several the widest.
    const lows = own.map((s) =>
      extreme(
        s.bounds.filter((b) => b.column === column && isLower(b)),
        true,
      ),
    )
    const highs = own.map((s) =>
      extreme(
        s.bounds.filter((b) => b.column === column && isUpper(b)),
        false,
      ),
    )
    const low = lows.every((l) => l !== undefined) ? lows.reduce((a, b) => min(a, b)) : undefined
    const high = highs.every((h) => h !== undefined) ? highs.reduce((a, b) => max(a, b)) : undefined
    if (low !== undefined) result.push({ column, op: '>=', value: dialect.literal('datetime', low) })
    if (high !== undefined) result.push({ column, op: '<=', value: dialect.literal('datetime', high) })
  }
  return result
}

const extreme = (bounds: readonly Bound[], greatest: boolean): bigint | undefined =>
  bounds.map((b) => b.ticks).reduce<bigint | undefined>((a, b) => (a === undefined || (greatest ? b > a : b < a) ? b : a), undefined)

// Math.min and Math.max take no bigints.
const min = (a: bigint, b: bigint): bigint => [a, b].sort((x, y) => Number(x - y))[0] as bigint
const max = (a: bigint, b: bigint): bigint => [a, b].sort((x, y) => Number(y - x))[0] as bigint
