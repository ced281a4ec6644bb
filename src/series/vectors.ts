import { mean, type Series, toFloat64 } from './numeric.ts'

/** A series, or a number that stands for a series of that value as long as the other argument. */
export type Operand = Series | number

/**
 * series_dot_product: Σ a[i]·b[i] up to the shorter length; positions where one is null are left out, and with an empty series the result is undefined (all
 * documented). A scalar is broadcast. Where every position is left out the sum is 0 (conjecture). undefined for two numbers, which Kusto does not accept.
 */
export function seriesDotProduct(a: Operand, b: Operand): number | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? undefined : seriesDotProduct(b, a)
  const x = toFloat64(a)
  if (typeof b === 'number') {
    if (x.length === 0 || Number.isNaN(b)) return undefined
    let total = 0
    for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i]!)) total += x[i]! * b
    return total
  }
  const y = toFloat64(b)
  const n = Math.min(x.length, y.length)
  if (n === 0) return undefined
  let total = 0
  for (let i = 0; i < n; i++) {
    if (!Number.isNaN(x[i]!) && !Number.isNaN(y[i]!)) total += x[i]! * y[i]!
  }
  return total
}

/** series_magnitude: the square root of the dot product with itself, by which the page defines it; so nulls are left out and an empty series gives undefined. */
export function seriesMagnitude(series: Series): number | undefined {
  const square = seriesDotProduct(series, series)
  return square === undefined ? undefined : Math.sqrt(square)
}

/**
 * series_cosine_similarity: dot product divided by both magnitudes, up to the shorter length, without the positions where one is null. undefined with an
 * empty series (documented). Magnitudes that are given are used as they are. A zero magnitude gives NaN (conjecture: the page is silent).
 * Source: recorded doc-series-cosine-similarity-function-00 (bit-exact). Whether a computed magnitude counts the part that is cut off is not decided; it doesn't here.
 */
export function seriesCosineSimilarity(a: Series, b: Series, magnitudeA?: number, magnitudeB?: number): number | undefined {
  const x = toFloat64(a)
  const y = toFloat64(b)
  const n = Math.min(x.length, y.length)
  if (n === 0) return undefined
  let dot = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const u = x[i]!
    const v = y[i]!
    if (Number.isNaN(u) || Number.isNaN(v)) continue
    dot += u * v
    xx += u * u
    yy += v * v
  }
  return dot / ((magnitudeA ?? Math.sqrt(xx)) * (magnitudeB ?? Math.sqrt(yy)))
}

/**
 * series_pearson_correlation. undefined for different lengths and where a value is null (documented), and for empty series. A constant series gives NaN
 * (conjecture: 0/0). Source: recorded r2-window-series-scan-0043 (1.0000000000000002) and doc-series-pearson-correlation-function-00, both bit-exact.
 */
export function seriesPearsonCorrelation(a: Series, b: Series): number | undefined {
  const x = toFloat64(a)
  const y = toFloat64(b)
  const n = x.length
  if (n !== y.length || n === 0) return undefined
  const xMean = mean(x)
  const yMean = mean(y)
  if (Number.isNaN(xMean) || Number.isNaN(yMean)) return undefined
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - xMean
    const dy = y[i]! - yMean
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xy / (Math.sqrt(xx) * Math.sqrt(yy))
}
