import { allFinite, mean, type Series, toFloat64 } from './numeric.ts'

/** A fitted polynomial; `coefficients` from the highest power to the constant. The variances divide by n − 1. */
export type PolynomialFit = {
  readonly rsquare: number
  readonly coefficients: Float64Array
  readonly variance: number
  readonly rvariance: number
  readonly polyFit: Float64Array
}

/**
 * series_fit_poly: least squares of y on the powers of x up to `degree` (default 1, a line); x is 1..n unless given. undefined for null or non-finite values, x
 * and y of different lengths, a degree that is no whole number ≥ 0, and where the points do not determine the polynomial (not more distinct x than the degree).
 * Source: series-fit-poly-function page, which demands the result of series_fit_line for degree 1; no recorded result. Coefficients follow from the definition;
 * the engine's last digits may differ, more so where the page advises to normalise x. The variances' divisor is series_fit_line's.
 */
export function seriesFitPoly(ySeries: Series, xSeries?: Series, degree = 1): PolynomialFit | undefined {
  const y = toFloat64(ySeries)
  const n = y.length
  const x = xSeries === undefined ? Float64Array.from({ length: n }, (_, i) => i + 1) : toFloat64(xSeries)
  if (n === 0 || x.length !== n || !allFinite(y) || !allFinite(x)) return undefined
  if (!Number.isInteger(degree) || degree < 0 || degree >= n) return undefined
  // Powers of t = (x − centre)/scale in [−1, 1] are far better conditioned than those of x
  let low = x[0]!
  let high = x[0]!
  for (let i = 1; i < n; i++) {
    if (x[i]! < low) low = x[i]!
    if (x[i]! > high) high = x[i]!
  }
  const centre = low + (high - low) / 2
  const scale = high > low ? (high - low) / 2 : 1
  const t = x.map((v) => (v - centre) / scale)
  const inT = solve(t, y, degree)
  if (inT === undefined) return undefined
  const polyFit = t.map((v) => horner(inT, v))
  const yMean = mean(y)
  let total = 0
  let rest = 0
  for (let i = 0; i < n; i++) {
    total += (y[i]! - yMean) ** 2
    rest += (y[i]! - polyFit[i]!) ** 2
  }
  const variance = n > 1 ? total / (n - 1) : 0
  const rvariance = n > 1 ? rest / (n - 1) : 0
  const rsquare = variance > 0 ? 1 - rvariance / variance : 1
  return { rsquare, coefficients: substitute(inT, centre, scale).reverse(), variance, rvariance, polyFit }
}

function horner(coefficients: Float64Array, t: number): number {
  let value = 0
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * t + coefficients[k]!
  return value
}

/** Coefficients (constant first) of the polynomial in x, given those in t = (x − centre)/scale. */
function substitute(inT: Float64Array, centre: number, scale: number): Float64Array {
  const out = new Float64Array(inT.length)
  for (let k = inT.length - 1; k >= 0; k--) {
    // out := out · (x − centre)/scale + inT[k]
    for (let j = inT.length - 1; j >= 1; j--) out[j] = (out[j - 1]! - centre * out[j]!) / scale
    out[0] = (-centre * out[0]!) / scale + inT[k]!
  }
  return out
}

/** Least squares by Householder reflections on the columns t⁰ .. t^degree; constant first. undefined if the columns depend on each other. */
function solve(t: Float64Array, y: Float64Array, degree: number): Float64Array | undefined {
  const n = t.length
  const columns: Float64Array[] = [new Float64Array(n).fill(1)]
  for (let k = 1; k <= degree; k++) columns.push(columns[k - 1]!.map((v, i) => v * t[i]!))
  const rhs = Float64Array.from(y)
  const diagonal = new Float64Array(degree + 1)
  for (let k = 0; k <= degree; k++) {
    const v = columns[k]!
    let whole = 0
    let norm = 0
    for (let i = 0; i < n; i++) {
      whole += v[i]! * v[i]!
      if (i >= k) norm += v[i]! * v[i]!
    }
    // What is left of the column beside the earlier ones is rounding only
    if (!(norm > 1e-26 * whole)) return undefined
    const alpha = v[k]! > 0 ? -Math.sqrt(norm) : Math.sqrt(norm)
    diagonal[k] = alpha
    v[k] = v[k]! - alpha
    const half = norm - alpha * (v[k]! + alpha) // half the squared length of the reflection vector
    for (const column of [...columns.slice(k + 1), rhs]) {
      let dot = 0
      for (let i = k; i < n; i++) dot += v[i]! * column[i]!
      const factor = dot / half
      for (let i = k; i < n; i++) column[i] = column[i]! - factor * v[i]!
    }
  }
  const out = new Float64Array(degree + 1)
  for (let k = degree; k >= 0; k--) {
    let value = rhs[k]!
    for (let j = k + 1; j <= degree; j++) value -= columns[j]![k]! * out[j]!
    out[k] = value / diagonal[k]!
  }
  return out
}
