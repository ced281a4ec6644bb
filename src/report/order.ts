/** The order of series and categories. Where a query sorts its rows it is theirs; else it may not depend on how the engine came to them. */
import type { Kind } from './values.ts'
import { numberOf } from './values.ts'

interface Steps {
  readonly name: string
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

const collator = new Intl.Collator('en', { numeric: true })

const sizeOf = ({ y }: Steps): number => y.reduce((sum: number, v) => sum + Math.abs(v ?? 0), 0)

/** By name; numbers in names count as numbers. */
export const byName = <T extends Steps>(series: readonly T[]): T[] => [...series].sort((a, b) => collator.compare(a.name, b.name))

/** At most so many of the series, those with the largest values, in the order in which they were. */
export const largest = <T extends Steps>(series: readonly T[], most: number): readonly T[] => {
  if (series.length <= most) return series
  const kept = new Set(
    byName(series)
      .sort((a, b) => sizeOf(b) - sizeOf(a))
      .slice(0, most),
  )
  return series.filter((s) => kept.has(s))
}

/** The old places of categories in their new order: numbers and times go up, names are in the order of their sums, the largest first. */
export const categoryOrder = (names: readonly string[], kind: Kind, series: readonly Steps[]): number[] => {
  const places = names.map((_, i) => i)
  if (kind === 'text') {
    const sums = names.map(() => 0)
    for (const { x, y } of series) for (const [i, at] of x.entries()) sums[at] = (sums[at] ?? 0) + Math.abs(y[i] ?? 0)
    return places.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || collator.compare(names[a] ?? '', names[b] ?? ''))
  }
  // Times are written so that their text has their order.
  const numbers = names.map(numberOf)
  return places.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
}

/** The series with the categories at their new places; points of one place after the other. */
export const rearranged = <T extends Steps>(series: readonly T[], order: readonly number[]): T[] => {
  const place = new Map(order.map((old, at) => [old, at]))
  return series.map((s) => ({ ...s, x: s.x.map((old) => place.get(old) as number) }))
}
