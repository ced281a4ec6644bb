import { type Spectrum, spectrumOf } from './autocorrelation.ts'
import { allFinite, roundHalfEven, type Series, toFloat64 } from './numeric.ts'

/** A period in bins and its score in (0, 1]. */
export type Period = { readonly period: number; readonly score: number }

/** The periods and scores of one call, position by position. */
export type PeriodScores = { readonly periods: Float64Array; readonly scores: Float64Array }

/** A bin of the periodogram counts if it exceeds this many times the average bin; the recorded results bound it to about 1.2 .. 6.9. */
const MIN_POWER = 3
/** The shortest period the engine detects (docs). */
const MIN_PERIOD = 4
/** The fewest points that detection looks at. */
const MIN_POINTS = 8

/** score(p) = (acf[p] − min acf) / (acf[0] − min acf), confirmed to 1e-15; undefined for a constant series. */
function scorer(spectrum: Spectrum): { readonly least: number; readonly range: number } | undefined {
  const { n, acf, magnitude } = spectrum
  if (!(acf[0]! > 1e-24 * Math.max(1, magnitude * magnitude))) return undefined
  let least = acf[0]!
  for (let p = 1; p <= n >> 1; p++) if (acf[p]! < least) least = acf[p]!
  return { least, range: acf[0]! - least }
}

/**
 * Every period of the first `n` values that is accepted, best score first, equal scores by length. A periodogram bin that is a local maximum and stands out
 * names a stretch of lags; the best peak of the autocorrelation in it is a period (Vlachos, Yu and Castelli 2005, AUTOPERIOD).
 * The scores are the engine's. Which lags it takes as candidates is not published: this rule gives every recorded result, and is a conjecture beyond them.
 */
export function detectPeriods(y: Float64Array, n: number, minPeriod = 0, maxPeriod = n / 2): Period[] {
  if (n < MIN_POINTS || !allFinite(y, n)) return []
  const spectrum = spectrumOf(y, n)
  const scale = scorer(spectrum)
  if (scale === undefined) return []
  const { acf, power, meanPower } = spectrum
  const half = n >> 1
  const shortest = Math.max(MIN_PERIOD, minPeriod)
  const longest = Math.min(n / 2, maxPeriod)
  const floor = MIN_POWER * meanPower
  const found: Period[] = []
  for (let k = 2; k <= n >> 2; k++) {
    const middle = n / k
    if (middle < shortest || middle > longest || !(power[k]! > floor) || power[k]! < power[k - 1]! || power[k]! < power[k + 1]!) continue
    // The stretch reaches half way to the neighbouring bins' periods, and one lag more
    const from = Math.max(Math.ceil((n / (k + 1) + middle) / 2 - 1), Math.ceil(shortest))
    const to = Math.min(Math.floor((middle + n / (k - 1)) / 2 + 1), half, Math.floor(longest))
    let best = 0
    for (let p = from; p <= to; p++) {
      const next = p + 1 <= half ? acf[p + 1]! : acf[n - p - 1]!
      if (acf[p]! < acf[p - 1]! || acf[p]! < next) continue
      if (best === 0 || acf[p]! > acf[best]!) best = p
    }
    if (best > 0 && !found.some((f) => f.period === best)) found.push({ period: best, score: (acf[best]! - scale.least) / scale.range })
  }
  return found.sort((a, b) => b.score - a.score || a.period - b.period)
}

/** The output has a place for each, whatever is found. */
const MOST_PERIODS = 1_048_576

/**
 * series_periods_detect: the best `numPeriods` periods between minPeriod and maxPeriod bins (never below 4 or above half the length), padded with zeros.
 * Nothing is found in fewer than 8 points, in a constant series or where a value is null (the page is silent on these).
 * Source: series-periods-detect-function page and its recorded result; see detectPeriods for what is conjecture.
 */
export function seriesPeriodsDetect(series: Series, minPeriod: number, maxPeriod: number, numPeriods: number): PeriodScores {
  const y = toFloat64(series)
  const size = Math.max(0, Math.trunc(numPeriods))
  if (size > MOST_PERIODS) throw new RangeError(`series_periods_detect: more than ${MOST_PERIODS} periods are not supported`)
  const periods = new Float64Array(size)
  const scores = new Float64Array(size)
  const found = detectPeriods(y, y.length, minPeriod, maxPeriod)
  for (let i = 0; i < Math.min(size, found.length); i++) {
    periods[i] = found[i]!.period
    scores[i] = found[i]!.score
  }
  return { periods, scores }
}

/**
 * series_periods_validate: the score of each given period; 0 below 4 and above half the length (docs), 0 where the autocorrelation has no hill at the period
 * (recorded for one case). The hill's definition here, the highest lag within half a period is the period up to 5 % or 1, is a conjecture.
 * `periods` returns the periods as given. A series with nulls or of equal values scores 0.
 */
export function seriesPeriodsValidate(series: Series, periods: Series): PeriodScores {
  const y = toFloat64(series)
  const n = y.length
  const given = Float64Array.from(periods)
  const scores = new Float64Array(given.length)
  if (n === 0 || !allFinite(y)) return { periods: given, scores }
  const spectrum = spectrumOf(y, n)
  const scale = scorer(spectrum)
  if (scale === undefined) return { periods: given, scores }
  const { acf } = spectrum
  const half = n >> 1
  for (let i = 0; i < given.length; i++) {
    const period = given[i]!
    const p = roundHalfEven(period)
    if (!(period >= MIN_PERIOD && period <= n / 2) || p > half) continue
    let top = Math.max(1, Math.ceil(p / 2))
    for (let q = top + 1; q <= Math.min(half, Math.floor(1.5 * p)); q++) if (acf[q]! > acf[top]!) top = q
    if (Math.abs(top - p) <= Math.max(1, 0.05 * p)) scores[i] = (acf[p]! - scale.least) / scale.range
  }
  return { periods: given, scores }
}
