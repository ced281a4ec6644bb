import { createScratch, type Series, toFloat64 } from './numeric.ts'
import { percentile } from './select.ts'

/** `ctukey`: custom percentiles, 10 and 90 by default; `tukey`: the quartiles. */
export type OutlierKind = 'ctukey' | 'tukey'

/** Options of seriesOutliers; the defaults are Kusto's. */
export type OutlierOptions = {
  readonly kind?: OutlierKind
  /** A value that means missing, scored 0 and not learnt from; null values always are. */
  readonly ignoreValue?: number
  /** In [2, 98], only for ctukey. Default 10. */
  readonly minPercentile?: number
  /** In [2, 98], only for ctukey. Default 90. */
  readonly maxPercentile?: number
  /** Number of points at the end that are scored but not learnt from. Default 0. */
  readonly testPoints?: number
}

// A unit normal's quartile is taken as 0.675, so the fence of 1.5 interquartile ranges lies at 4 · 0.675 = 2.7 (docs: "normalised" scores).
const FENCE = 2.7
const MILD = 1.5
// The engine's own approximation of the normal's 90th percentile; scores of recorded series follow from it to the last bit.
const Z90 = 1.29682082

/**
 * Normal quantile of a percentile. Exact to the engine for 10 and 90. Every other percentile uses the rational approximation 26.2.23 of
 * Abramowitz and Stegun: neither the docs nor a recorded result says what the engine uses there.
 */
function normalQuantile(percent: number): number {
  if (percent === 90) return Z90
  if (percent === 10) return -Z90
  const upper = percent > 50
  const p = upper ? percent / 100 : 1 - percent / 100
  const t = p < 1 ? Math.sqrt(-2 * Math.log(1 - p)) : 40
  const z = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3)
  return upper ? z : -z
}

const scratch = createScratch()

/**
 * Tukey scores of x[0..n), written to `out`. The score of a point beyond the upper (lower) percentile is its distance from it in interpercentile
 * ranges, scaled so that ±1.5 is the mild fence of a normal distribution; points between the percentiles score 0. False where the percentiles coincide and
 * points lie beyond them all the same: these score 0 too, for lack of a scale.
 */
export function scoreOutliers(x: Float64Array, out: Float64Array, options: OutlierOptions = {}): boolean {
  const n = x.length
  const { kind = 'ctukey', ignoreValue = Number.NaN, testPoints = 0 } = options
  const tukey = kind === 'tukey'
  const minPercentile = tukey ? 25 : (options.minPercentile ?? 10)
  const maxPercentile = tukey ? 75 : (options.maxPercentile ?? 90)
  const learn = n - testPoints
  const known = scratch.take(n)
  let count = 0
  for (let i = 0; i < learn; i++) {
    const v = x[i]!
    if (v - v === 0 && v !== ignoreValue) known[count++] = v
  }
  out.fill(0)
  if (count === 0) return true
  const low = percentile(known, 0, count, minPercentile)
  // Selecting the lower percentile has left only greater values behind its rank: the upper one is looked for there.
  const behind = maxPercentile >= minPercentile ? Math.min(count - 1, Math.floor((count - 1) * (minPercentile / 100))) : 0
  const high = percentile(known, 0, count, maxPercentile, behind)
  const range = high - low
  const size = Math.max(1, Math.abs(low), Math.abs(high))
  if (!(range > 1e-12 * size)) return !x.some((v) => v - v === 0 && v !== ignoreValue && (v > high + 1e-9 * size || v < low - 1e-9 * size))
  let upFactor = 1
  let downFactor = 1
  if (!tukey) {
    const zLow = normalQuantile(minPercentile)
    const zHigh = normalQuantile(maxPercentile)
    upFactor = (MILD * (zHigh - zLow)) / (FENCE - zHigh)
    downFactor = (MILD * (zHigh - zLow)) / (FENCE + zLow)
  }
  for (let i = 0; i < n; i++) {
    const v = x[i]!
    // Divide, then scale: this order reproduces the recorded scores bit by bit. NaN fails both tests.
    if (v > high) out[i] = v - v === 0 && v !== ignoreValue ? ((v - high) / range) * upFactor : 0
    else if (v < low) out[i] = v - v === 0 && v !== ignoreValue ? ((v - low) / range) * downFactor : 0
  }
  return true
}

/**
 * series_outliers: a score a point, beyond ±1.5 mild, beyond ±3 strong anomalies; 0 for points within the percentiles, null, infinite and ignored ones.
 * Confirmed by recorded results for `ctukey` with 10 and 90 (bit-exact). Not decided by docs or recorded results, hence conjecture: the factor of other
 * percentiles and of `tukey` (1 here: plain interquartile ranges), and that a series whose interpercentile range is zero scores 0 everywhere.
 * Source: series-outliers-function page; recorded series-outliers-function-00.
 */
export function seriesOutliers(series: Series, options: OutlierOptions = {}): Float64Array {
  const x = toFloat64(series)
  const out = new Float64Array(x.length)
  scoreOutliers(x, out, options)
  return out
}
