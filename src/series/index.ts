/**
 * The mathematics of Kusto's series_* functions: pure functions over arrays of numbers, without any engine.
 *
 * Conventions
 * - A series is an array of doubles in order; NaN stands for an element that is null, missing or not a number. Results use the same: an element that Kusto
 *   would render as null is NaN. (Kusto's own NaN, as of log(−1), and null cannot be told apart in an element.)
 * - A result that Kusto would render as null as a whole is `undefined`; in SERIES_FUNCTIONS, which follow the calling convention of a database, null.
 * - Periods, lags and lengths are counts of bins; indices start at 0. Elements that Kusto types as long or bool are doubles too (0 and 1 for bool), so whole
 *   numbers beyond 2^53 lose digits.
 * - What a function does beyond the docs pages and the recorded results of the engine is named in its comment as conjecture, and in its entry's caveats.
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
export * from './elementwise.ts'
export { type ComplexSeries, seriesFft, seriesIfft } from './fft.ts'
export {
  type FillLinearOptions,
  type FillOptions,
  seriesFillBackward,
  seriesFillConst,
  seriesFillForward,
  seriesFillLinear,
} from './fill.ts'
export { type FirOptions, seriesFir, seriesIir } from './filter.ts'
export { SERIES_FUNCTIONS } from './functions.ts'
export { type LineFit, seriesFit2Lines, seriesFitLine, type TwoLinesFit } from './line.ts'
export type { Series } from './numeric.ts'
export { type OutlierKind, type OutlierOptions, seriesOutliers } from './outliers.ts'
export { detectPeriods, type Period, type PeriodScores, seriesPeriodsDetect, seriesPeriodsValidate } from './periods.ts'
export { type PolynomialFit, seriesFitPoly } from './polynomial.ts'
export { type SeriesStats, seriesProduct, seriesStats, seriesSum } from './stats.ts'
export {
  type SeriesArgument,
  type SeriesCaveat,
  type SeriesFunction,
  type SeriesNote,
  type SeriesOutput,
  type SeriesOutputKind,
  type SeriesParameter,
  type SeriesParameterType,
  type SeriesResult,
  seriesColumnName,
} from './table.ts'
export {
  type Operand,
  seriesCosineSimilarity,
  seriesDotProduct,
  seriesMagnitude,
  seriesPearsonCorrelation,
} from './vectors.ts'
