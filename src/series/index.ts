/**
 * The mathematics of Kusto's series_* functions: pure functions over arrays of numbers, without any engine.
 *
 * Conventions
 * - A series is an array of doubles in order; NaN stands for an element that is null, missing or not a number. Results use the same: an element that Kusto
 *   would render as null is NaN. (Kusto's own NaN, as of log(−1), and null cannot be told apart in an element.)
 * - A result that Kusto would render as null as a whole is `undefined`.
 * - Periods, lags and lengths are counts of bins; indices start at 0. Elements that Kusto types as long or bool are doubles too (0 and 1 for bool).
 * - What a function does beyond the docs pages and the recorded results of the engine is named in its comment as conjecture.
 */
export {
  type Anomalies,
  type AnomalyOptions,
  type DecomposeOptions,
  type Decomposition,
  type SeasonalOptions,
  seriesDecompose,
  seriesDecomposeAnomalies,
  seriesDecomposeForecast,
  seriesSeasonal,
  type Trend,
} from './decompose.ts'
export { type ComplexSeries, seriesFft, seriesIfft } from './fft.ts'
export { type LineFit, seriesFit2Lines, seriesFitLine, type TwoLinesFit } from './line.ts'
export type { Series } from './numeric.ts'
export { type OutlierKind, type OutlierOptions, seriesOutliers } from './outliers.ts'
export { detectPeriods, type Period, type PeriodScores, seriesPeriodsDetect, seriesPeriodsValidate } from './periods.ts'
