import { leastSquares } from './line.ts'
import { allFinite, createScratch, mean, type Series, toFloat64 } from './numeric.ts'
import { type OutlierKind, scoreOutliers } from './outliers.ts'
import { detectPeriods } from './periods.ts'
import { median } from './select.ts'

/** `avg`: the mean of the deseasonalised series; `linefit`: its least-squares line; `none`: 0. */
export type Trend = 'avg' | 'linefit' | 'none'

/** Options of the decomposition; the defaults are Kusto's. */
export type DecomposeOptions = {
  /** Period in bins; −1 detects it, 0 means none. Default −1. */
  readonly seasonality?: number
  /** Default `avg`. */
  readonly trend?: Trend
  /** Points at the end that are predicted but not learnt from. Default 0. */
  readonly testPoints?: number
  /** The score a detected period must reach. Default 0.6. */
  readonly seasonalityThreshold?: number
}

/** series = baseline + residual, baseline = seasonal + trend; `period` is 0 where there is no season. */
export type Decomposition = {
  readonly baseline: Float64Array
  readonly seasonal: Float64Array
  readonly trend: Float64Array
  readonly residual: Float64Array
  readonly period: number
}

const phase = createScratch()

/** Writes to out[i] the median of those of the first `learn` values that stand in i's phase; 0 for a phase without any. */
function phaseMedians(y: Float64Array, learn: number, period: number, out: Float64Array): void {
  const n = y.length
  const values = phase.take(Math.ceil(learn / period) + 1)
  for (let first = 0; first < Math.min(period, n); first++) {
    let count = 0
    for (let i = first; i < learn; i += period) values[count++] = y[i]!
    const m = count === 0 ? 0 : median(values, 0, count)
    for (let i = first; i < n; i += period) out[i] = m
  }
}

/** The best period of the first `learn` values if its score reaches the threshold, else 0. */
function detectedPeriod(y: Float64Array, learn: number, threshold: number): number {
  const best = detectPeriods(y, learn)[0]
  return best !== undefined && best.score >= threshold ? best.period : 0
}

function resolvePeriod(y: Float64Array, learn: number, seasonality: number, threshold: number): number {
  return seasonality === -1 ? detectedPeriod(y, learn, threshold) : Math.max(0, Math.trunc(seasonality))
}

const deseasonalised = createScratch()

/** Fills the four components; returns the period, or −1 where there is nothing to learn from or a value to learn from is missing. */
function decomposeInto(
  y: Float64Array,
  options: DecomposeOptions,
  seasonal: Float64Array,
  trend: Float64Array,
  baseline: Float64Array,
  residual: Float64Array,
): number {
  const { seasonality = -1, trend: kind = 'avg', testPoints = 0, seasonalityThreshold = 0.6 } = options
  const n = y.length
  const learn = n - Math.trunc(testPoints)
  if (learn <= 0 || learn > n || !allFinite(y, learn)) return -1
  const period = resolvePeriod(y, learn, seasonality, seasonalityThreshold)
  if (period > 0) phaseMedians(y, learn, period, seasonal)
  else seasonal.fill(0)
  // Season first, trend of what is left (docs, recorded)
  let offset = 0
  let slope = 0
  if (kind !== 'none') {
    const rest = deseasonalised.take(learn)
    for (let i = 0; i < learn; i++) rest[i] = y[i]! - seasonal[i]!
    if (kind === 'avg' || learn === 1) offset = mean(rest, learn)
    else {
      const line = leastSquares(rest, 0, learn)
      offset = line.interception
      slope = line.slope
    }
  }
  for (let i = 0; i < n; i++) {
    const t = kind === 'linefit' ? offset + slope * (i + 1) : offset
    const b = seasonal[i]! + t
    trend[i] = t
    baseline[i] = b
    residual[i] = y[i]! - b
  }
  return period
}

/**
 * series_decompose. undefined for an empty series, for testPoints that leave nothing to learn from, and where one of the points to learn from is null or
 * not finite (docs: only series_outliers takes nulls). A null among the test points leaves the baseline and makes the residual null.
 * Source: series-decompose-function page; recorded series-decompose-function-00 (bit-exact) and -02 (4e-15).
 */
export function seriesDecompose(series: Series, options: DecomposeOptions = {}): Decomposition | undefined {
  const y = toFloat64(series)
  const n = y.length
  const seasonal = new Float64Array(n)
  const trend = new Float64Array(n)
  const baseline = new Float64Array(n)
  const residual = new Float64Array(n)
  const period = decomposeInto(y, options, seasonal, trend, baseline, residual)
  return period < 0 ? undefined : { baseline, seasonal, trend, residual, period }
}

/** Options of series_decompose_anomalies; the defaults are Kusto's. */
export type AnomalyOptions = DecomposeOptions & {
  /** Scores beyond ±threshold are anomalies. Default 1.5. */
  readonly threshold?: number
  /** Default `ctukey`. */
  readonly method?: OutlierKind
}

/** `flag` is −1, 0 or +1, `score` the residual's outlier score; `spread` is false where points off the baseline score 0 because the residual's percentiles coincide. */
export type Anomalies = {
  readonly flag: Float64Array
  readonly score: Float64Array
  readonly baseline: Float64Array
  readonly period: number
  readonly spread: boolean
}

const seasonalScratch = createScratch()
const trendScratch = createScratch()
const residualScratch = createScratch()

/**
 * series_decompose_anomalies: the decomposition of seriesDecompose, its residual scored as by series_outliers (percentiles 10 and 90, learnt without the test
 * points), flags where the score passes the threshold. undefined in the same cases as seriesDecompose; null test points score 0.
 * Source: series-decompose-anomalies-function page; recorded -01 (bit-exact). `tukey` has no recorded result, see seriesOutliers.
 */
export function seriesDecomposeAnomalies(series: Series, options: AnomalyOptions = {}): Anomalies | undefined {
  const { threshold = 1.5, method = 'ctukey', testPoints = 0 } = options
  const y = toFloat64(series)
  const n = y.length
  // One buffer for the three results: an allocation costs as much as a pass over the series
  const results = new ArrayBuffer(3 * n * Float64Array.BYTES_PER_ELEMENT)
  const flag = new Float64Array(results, 0, n)
  const score = new Float64Array(results, n * Float64Array.BYTES_PER_ELEMENT, n)
  const baseline = new Float64Array(results, 2 * n * Float64Array.BYTES_PER_ELEMENT, n)
  const residual = residualScratch.take(n).subarray(0, n)
  const period = decomposeInto(y, options, seasonalScratch.take(n), trendScratch.take(n), baseline, residual)
  if (period < 0) return undefined
  const spread = scoreOutliers(residual, score, { kind: method, testPoints: Math.trunc(testPoints) })
  for (let i = 0; i < n; i++) {
    if (score[i]! > threshold) flag[i] = 1
    else if (score[i]! < -threshold) flag[i] = -1
  }
  return { flag, score, baseline, period, spread }
}

/**
 * series_decompose_forecast: seriesDecompose with the last `points` points predicted, not learnt from. The trend is `linefit` unless given: so the engine
 * behaves in the docs' own chart, though the page's table says `avg`.
 */
export function seriesDecomposeForecast(
  series: Series,
  points: number,
  options: Omit<DecomposeOptions, 'testPoints'> = {},
): Decomposition | undefined {
  return seriesDecompose(series, { trend: 'linefit', ...options, testPoints: points })
}

/** Options of series_seasonal. */
export type SeasonalOptions = {
  /** Period in bins, −1 detects it with threshold 0.7, any other value without a meaning gives zeros. Default −1. */
  readonly period?: number
  /** Points at the end that are not learnt from. Default 0. */
  readonly testPoints?: number
}

/**
 * series_seasonal: the median of each phase, zeros where no period is detected. undefined where a point to learn from is null (the page is silent; the docs
 * say that only series_outliers takes nulls). Source: series-seasonal-function page, whose results it gives.
 */
export function seriesSeasonal(series: Series, options: SeasonalOptions = {}): Float64Array | undefined {
  const { period: given = -1, testPoints = 0 } = options
  const y = toFloat64(series)
  const learn = y.length - Math.trunc(testPoints)
  if (learn < 0 || learn > y.length || !allFinite(y, learn)) return undefined
  const out = new Float64Array(y.length)
  const period = resolvePeriod(y, learn, given, 0.7)
  if (period > 0) phaseMedians(y, learn, period, out)
  return out
}
