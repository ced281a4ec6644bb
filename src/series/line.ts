import { allFinite, mean, type Series, toFloat64 } from './numeric.ts'

/** A fitted straight line and how well it fits. `interception` belongs to x = 0, one step before the first point. */
export type LineFit = {
  readonly rsquare: number
  readonly slope: number
  /** Sample variance (n − 1) of the values. */
  readonly variance: number
  /** Sum of the squared residuals divided by n − 1. */
  readonly rvariance: number
  readonly interception: number
  readonly lineFit: Float64Array
}

/** Slope and interception of the least-squares line through (1, y[from]), (2, y[from+1]), …, (to − from, y[to−1]). Needs two points. */
export function leastSquares(y: Float64Array, from: number, to: number): { slope: number; interception: number; mean: number } {
  const n = to - from
  let total = 0
  for (let i = from; i < to; i++) total += y[i]!
  const yMean = total / n
  const xMean = (n + 1) / 2
  let sxy = 0
  let sxx = 0
  for (let i = 0; i < n; i++) {
    const dx = i + 1 - xMean
    sxy += dx * (y[from + i]! - yMean)
    sxx += dx * dx
  }
  const slope = sxy / sxx
  return { slope, interception: yMean - slope * xMean, mean: yMean }
}

type Segment = Omit<LineFit, 'lineFit'>

/** Fits y[from..to) and writes the line to the same range of `fit`. A single point is its own line: slope 0, variance 0, rsquare 1. */
function fitSegment(y: Float64Array, from: number, to: number, fit: Float64Array): Segment {
  const n = to - from
  if (n === 1) {
    fit[from] = y[from]!
    return { rsquare: 1, slope: 0, variance: 0, rvariance: 0, interception: y[from]! }
  }
  const { slope, interception, mean: yMean } = leastSquares(y, from, to)
  let total = 0
  let rest = 0
  for (let i = from; i < to; i++) {
    const value = interception + slope * (i - from + 1)
    fit[i] = value
    const d = y[i]! - yMean
    const r = y[i]! - value
    total += d * d
    rest += r * r
  }
  const variance = total / (n - 1)
  const rvariance = rest / (n - 1)
  return { rsquare: variance > 0 ? 1 - rvariance / variance : 1, slope, variance, rvariance, interception }
}

/**
 * series_fit_line: least squares on x = 1..n. undefined for an empty series or one with null or non-finite values (docs: only series_outliers takes nulls).
 * Confirmed by recorded series-fit-line-function-00 to 1e-14. Conjecture: rsquare 1 for a constant series, and the result for a single point.
 */
export function seriesFitLine(series: Series): LineFit | undefined {
  const y = toFloat64(series)
  if (y.length === 0 || !allFinite(y)) return undefined
  const lineFit = new Float64Array(y.length)
  return { ...fitSegment(y, 0, y.length, lineFit), lineFit }
}

/** Two straight lines, the second from `splitIdx` (zero-based) on; the fields without a side are of the two lines together. */
export type TwoLinesFit = {
  readonly rsquare: number
  readonly splitIdx: number
  readonly variance: number
  readonly rvariance: number
  readonly lineFit: Float64Array
  readonly right: LineFit
  readonly left: LineFit
}

/** Sum of squared distances of y[from..to) from its own least-squares line. */
function squaredResiduals(y: Float64Array, from: number, to: number): number {
  const { slope, interception } = leastSquares(y, from, to)
  let rest = 0
  for (let i = from; i < to; i++) {
    const r = y[i]! - (interception + slope * (i - from + 1))
    rest += r * r
  }
  return rest
}

/**
 * series_fit_2lines: of all splits into two parts of at least two points, the first one with the largest total r-square; each part is fitted on its own x = 1..
 * undefined for fewer than four points and for null or non-finite values. The fitted line is confirmed by recorded series-fit-2lines-function-00; conjecture:
 * that splitIdx is the index of the first point of the right part, that both parts' interceptions count from their own start, and the minimum of two points.
 */
export function seriesFit2Lines(series: Series): TwoLinesFit | undefined {
  const y = toFloat64(series)
  const n = y.length
  if (n < 4 || !allFinite(y)) return undefined
  const yMean = mean(y)
  let total = 0
  for (let i = 0; i < n; i++) total += (y[i]! - yMean) * (y[i]! - yMean)
  const variance = total / (n - 1)
  let splitIdx = 2
  let rsquare = Number.NEGATIVE_INFINITY
  let rvariance = Number.NaN
  for (let split = 2; split <= n - 2; split++) {
    const rest = (squaredResiduals(y, 0, split) + squaredResiduals(y, split, n)) / (n - 1)
    const candidate = variance > 0 ? 1 - rest / variance : 1
    if (candidate > rsquare) {
      rsquare = candidate
      rvariance = rest
      splitIdx = split
    }
  }
  const lineFit = new Float64Array(n)
  const left = fitSegment(y, 0, splitIdx, lineFit)
  const right = fitSegment(y, splitIdx, n, lineFit)
  return {
    rsquare,
    splitIdx,
    variance,
    rvariance,
    lineFit,
    right: { ...right, lineFit: lineFit.slice(splitIdx) },
    left: { ...left, lineFit: lineFit.slice(0, splitIdx) },
  }
}
