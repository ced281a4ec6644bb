/**
 * What the demo's rule should find, worked out a second time: loops over plain events, and the decomposition as its definition has it
 * (seasonal: the median of each hour of the day; trend: the least-squares line through the rest; score: the distance of the residual
 * from its 10th or 90th percentile in their spread, times K). Uses nothing of kqlc but the events.
 */
import type { DemoEvent } from '../../src/demo/index.ts'

export const HOUR = 3_600_000_000
export const DAY = 24 * HOUR

/** The rule's filter in plain words: the status of a record that can be read, the action, a whole word of the application's name. */
export const isTarget = (event: DemoEvent): boolean => {
  if (event.ActionType.toLowerCase() !== 'mailitemsaccessed') return false
  if (!event.Application.split(/[^\p{L}\p{N}]+/u).some((word) => word.toLowerCase() === 'exchange')) return false
  try {
    return JSON.parse(event.RawEventData).ResultStatus === 'Succeeded'
  } catch {
    return false
  }
}

/** Linear interpolation between the nearest ranks. */
const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}

const K = (3 * 1.29682082) / (2.7 - 1.29682082)

const decompose = (y: readonly number[], period: number): { readonly baseline: number[]; readonly score: number[] } => {
  const seasonal = y.map((_, i) =>
    percentile(
      y.filter((_, j) => j % period === i % period),
      0.5,
    ),
  )
  const rest = y.map((value, i) => value - seasonal[i]!)
  const n = y.length
  const meanX = (n - 1) / 2
  const meanY = rest.reduce((a, b) => a + b, 0) / n
  let [xy, xx] = [0, 0]
  for (const [x, value] of rest.entries()) {
    xy += (x - meanX) * (value - meanY)
    xx += (x - meanX) ** 2
  }
  const baseline = seasonal.map((value, x) => value + meanY + (xy / xx) * (x - meanX))
  const residual = y.map((value, i) => value - baseline[i]!)
  const [p10, p90] = [percentile(residual, 0.1), percentile(residual, 0.9)]
  const score = residual.map((r) => (r > p90 ? ((r - p90) / (p90 - p10)) * K : r < p10 ? ((r - p10) / (p90 - p10)) * K : 0))
  return { baseline, score }
}

export interface FlaggedHour {
  /** Microseconds since 1970. */
  readonly hour: number
  readonly total: number
  readonly baseline: number
  readonly score: number
  /** The events exactly on the hour. */
  readonly events: readonly DemoEvent[]
}

/** The hours that the rule flags as too busy where it runs at `now` (microseconds since 1970), before it looks at the last two days alone. */
export const flaggedHours = (events: Iterable<DemoEvent>, now: number): { readonly series: number[]; readonly flagged: FlaggedHour[] } => {
  const today = Math.floor(now / DAY) * DAY
  const from = today - 14 * DAY
  const series = new Array<number>(13 * 24).fill(0)
  const onTheHour = new Map<number, DemoEvent[]>()
  for (const event of events) {
    if (!isTarget(event) || event.Timestamp < from || event.Timestamp > today - DAY) continue
    const bin = Math.floor((event.Timestamp - from) / HOUR)
    if (bin < series.length) series[bin]! += 1
    if (event.Timestamp % HOUR === 0) onTheHour.set(event.Timestamp, [...(onTheHour.get(event.Timestamp) ?? []), event])
  }
  const { baseline, score } = decompose(series, 24)
  const flagged = series.flatMap((total, i) => {
    const hour = from + i * HOUR
    return score[i]! > 1.5 ? [{ hour, total, baseline: baseline[i]!, score: score[i]!, events: onTheHour.get(hour) ?? [] }] : []
  })
  return { series, flagged }
}
