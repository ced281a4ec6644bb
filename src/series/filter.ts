import { type Series, sum, toFloat64 } from './numeric.ts'

/** Options of series_fir. */
export type FirOptions = {
  /** Whether the coefficients are divided by their sum. Default: true unless one of them is negative. */
  readonly normalize?: boolean
  /** Whether the window lies around the point instead of before it. Default false. */
  readonly center?: boolean
}

/**
 * series_fir: out[i] = Σ filter[j]·x[i − j], centred out[i] = Σ filter[j]·x[i − j + (length − 1)/2]. undefined where normalize is asked for with a negative
 * coefficient (documented), with an empty filter, or with one whose sum is 0. A null makes every result null whose window holds it.
 * Source: recorded series-fir-function-00 and -01. Conjecture: points before the start and behind the end count as 0 (the recorded series are 0 there), and the
 * rounding down of the shift of a centred filter of even length.
 */
export function seriesFir(series: Series, filter: Series, options: FirOptions = {}): Float64Array | undefined {
  const x = toFloat64(series)
  const given = toFloat64(filter)
  const negative = given.some((c) => c < 0)
  const { normalize = !negative, center = false } = options
  const total = sum(given)
  if (given.length === 0 || (normalize && (negative || total === 0))) return undefined
  const coefficients = normalize ? given.map((c) => c / total) : given
  const shift = center ? Math.floor((given.length - 1) / 2) : 0
  const n = x.length
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let value = 0
    const newest = i + shift
    const from = Math.max(0, newest - n + 1)
    const to = Math.min(given.length - 1, newest)
    for (let j = from; j <= to; j++) value += coefficients[j]! * x[newest - j]!
    out[i] = value
  }
  return out
}

/**
 * series_iir: out[i] = (Σ numerators[j]·x[i − j] − Σ (j ≥ 1) denominators[j]·out[i − j]) / denominators[0], what lies before the start is 0 (the page's
 * formula). undefined where the first denominator is missing or 0, which the page forbids. A null makes all results from it on null.
 * Source: series-iir-function page; recorded r3-window-series-scan-0041.
 */
export function seriesIir(series: Series, numerators: Series, denominators: Series): Float64Array | undefined {
  const x = toFloat64(series)
  const b = toFloat64(numerators)
  const a = toFloat64(denominators)
  if (a.length === 0 || a[0] === 0) return undefined
  const out = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) {
    let value = 0
    for (let j = 0; j < b.length && j <= i; j++) value += b[j]! * x[i - j]!
    for (let j = 1; j < a.length && j <= i; j++) value -= a[j]! * out[i - j]!
    out[i] = value / a[0]!
  }
  return out
}
