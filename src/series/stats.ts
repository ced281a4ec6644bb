import { allFinite, type Series, sum, toFloat64 } from './numeric.ts'

/** Statistics of a series; the indices are of the first minimum and maximum in the series as given. */
export type SeriesStats = {
  readonly min: number
  readonly minIdx: number
  readonly max: number
  readonly maxIdx: number
  readonly avg: number
  readonly stdev: number
  /** Sample variance (n − 1). */
  readonly variance: number
  readonly sum: number
  /** Length of the series, values that were ignored included. */
  readonly len: number
}

/**
 * series_stats and series_stats_dynamic. undefined if a value is null or not finite, unless `ignoreNonfinite`; undefined also where no value is left
 * (the pages are silent on that), and 0 as variance of a single value (as the engine's variance() of one row; not recorded for series).
 * Source: series-stats(-dynamic)-function pages and their recorded results, bit-exact: hence the one-pass variance beside the plain mean.
 */
export function seriesStats(series: Series, ignoreNonfinite = false): SeriesStats | undefined {
  const y = toFloat64(series)
  if (!ignoreNonfinite && !allFinite(y)) return undefined
  let count = 0
  let total = 0
  let running = 0
  let squares = 0
  let minIdx = -1
  let maxIdx = -1
  for (let i = 0; i < y.length; i++) {
    const v = y[i]!
    if (v - v !== 0) continue
    count++
    total += v
    const d = v - running
    running += d / count
    squares += d * (v - running)
    if (minIdx < 0 || v < y[minIdx]!) minIdx = i
    if (maxIdx < 0 || v > y[maxIdx]!) maxIdx = i
  }
  if (count === 0) return undefined
  const variance = count > 1 ? squares / (count - 1) : 0
  return {
    min: y[minIdx]!,
    minIdx,
    max: y[maxIdx]!,
    maxIdx,
    avg: total / count,
    stdev: Math.sqrt(variance),
    variance,
    sum: total,
    len: y.length,
  }
}

/**
 * series_sum. undefined where a value is null or NaN and for an empty series: the page says neither, and recorded is only a series of numbers.
 * (array_sum, which Kusto documents, gives null for them.)
 */
export function seriesSum(series: Series): number | undefined {
  const y = toFloat64(series)
  const total = sum(y)
  return y.length === 0 || y.some(Number.isNaN) ? undefined : total
}

/** series_product. undefined as for seriesSum. Source: recorded doc-series-product-function-00. */
export function seriesProduct(series: Series): number | undefined {
  const y = toFloat64(series)
  let product = 1
  for (let i = 0; i < y.length; i++) product *= y[i]!
  return y.length === 0 || y.some(Number.isNaN) ? undefined : product
}
