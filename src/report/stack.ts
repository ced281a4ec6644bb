/** What has to be computed for stacked and accumulated charts. */

interface Steps {
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

/** The running sum; a gap adds nothing. */
export const accumulated = (y: readonly (number | null)[]): (number | null)[] => {
  let sum = 0
  return y.map((value) => {
    sum += value ?? 0
    return sum
  })
}

/** The series over one x axis, the union of theirs: where one has no point it adds 0 to the stack. Several points at one x are added up. */
export const sameSteps = <T extends Steps>(series: readonly T[]): T[] => {
  const steps = [...new Set(series.flatMap((s) => s.x))].sort((a, b) => a - b)
  const place = new Map(steps.map((x, i) => [x, i]))
  return series.map((s) => {
    const y = steps.map(() => 0)
    for (const [i, x] of s.x.entries()) {
      const at = place.get(x) as number
      y[at] = (y[at] as number) + (s.y[i] ?? 0)
    }
    return { ...s, x: steps, y }
  })
}

/** Each value as its share, in percent, of the sum at its x; the series have the same x. */
export const percentages = <T extends Steps>(series: readonly T[]): T[] => {
  const [first] = series
  const sums = first ? first.x.map((_, i) => series.reduce((sum, s) => sum + Math.abs(s.y[i] ?? 0), 0)) : []
  return series.map((s) => ({ ...s, y: s.y.map((y, i) => (sums[i] ? (100 * (y ?? 0)) / (sums[i] as number) : 0)) }))
}
