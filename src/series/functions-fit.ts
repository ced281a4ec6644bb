import { type LineFit, seriesFit2Lines, seriesFitLine } from './line.ts'
import { seriesFitPoly } from './polynomial.ts'
import { seriesStats } from './stats.ts'
import { define, type SeriesFunction, type SeriesOutput } from './table.ts'

const SERIES = { name: 'series', type: 'series' } as const
const STATS_PARAMETERS = [SERIES, { name: 'ignore_nonfinite', type: 'bool', default: false }] as const

const real = (name: string): SeriesOutput => ({ name, kind: 'real' })
const long = (name: string): SeriesOutput => ({ name, kind: 'long' })
const reals = (name: string): SeriesOutput => ({ name, kind: 'real[]' })

const statistics = [real('min'), long('min_idx'), real('max'), long('max_idx'), real('avg'), real('stdev'), real('variance')]

const side = (prefix: string) => ['rsquare', 'slope', 'interception', 'variance', 'rvariance'].map((name) => real(prefix + name))
const sideValues = (f: LineFit) => [f.rsquare, f.slope, f.interception, f.variance, f.rvariance]
const twoLines = [real('rsquare'), long('split_idx'), real('variance'), real('rvariance'), reals('line_fit')]
const twoLinesCaveat = {
  text: 'split_idx is taken as the first point of the right line, and each line’s interception counts from its own start; only the fitted values are recorded',
}
const evaluateTwoLines = (series: Float64Array) => {
  const f = seriesFit2Lines(series)
  return f && [f.rsquare, f.splitIdx, f.variance, f.rvariance, f.lineFit, ...sideValues(f.right), ...sideValues(f.left)]
}

/** The fits and the statistics: functions of a whole series with several results. */
export const FIT_FUNCTIONS: Readonly<Record<string, SeriesFunction>> = {
  series_stats: define('series_stats', {
    parameters: STATS_PARAMETERS,
    outputs: statistics,
    result: 'columns',
    evaluate: (a) => {
      const s = seriesStats(a.series(0), a.flag(1))
      return s && [s.min, s.minIdx, s.max, s.maxIdx, s.avg, s.stdev, s.variance]
    },
  }),
  series_stats_dynamic: define('series_stats_dynamic', {
    parameters: STATS_PARAMETERS,
    outputs: [...statistics, real('sum'), long('len')],
    result: 'bag',
    evaluate: (a) => {
      const s = seriesStats(a.series(0), a.flag(1))
      return s && [s.min, s.minIdx, s.max, s.maxIdx, s.avg, s.stdev, s.variance, s.sum, s.len]
    },
  }),
  series_fit_line: define('series_fit_line', {
    parameters: [SERIES],
    outputs: [real('rsquare'), real('slope'), real('variance'), real('rvariance'), real('interception'), reals('line_fit')],
    result: 'columns',
    evaluate: (a) => {
      const f = seriesFitLine(a.series(0))
      return f && [f.rsquare, f.slope, f.variance, f.rvariance, f.interception, f.lineFit]
    },
  }),
  // The order of the keys is that of the recorded bag
  series_fit_line_dynamic: define('series_fit_line_dynamic', {
    parameters: [SERIES],
    outputs: [real('slope'), real('interception'), real('rsquare'), real('variance'), real('rvariance'), reals('line_fit')],
    result: 'bag',
    evaluate: (a) => {
      const f = seriesFitLine(a.series(0))
      return f && [f.slope, f.interception, f.rsquare, f.variance, f.rvariance, f.lineFit]
    },
  }),
  series_fit_2lines: define('series_fit_2lines', {
    parameters: [{ name: 'array', type: 'series' }],
    outputs: [...twoLines, ...side('right_'), ...side('left_')],
    result: 'columns',
    caveats: [twoLinesCaveat],
    evaluate: (a) => evaluateTwoLines(a.series(0)),
  }),
  series_fit_2lines_dynamic: define('series_fit_2lines_dynamic', {
    parameters: [SERIES],
    outputs: [...twoLines, ...side('right.'), ...side('left.')],
    result: 'bag',
    caveats: [twoLinesCaveat],
    evaluate: (a) => evaluateTwoLines(a.series(0)),
  }),
  series_fit_poly: define('series_fit_poly', {
    parameters: [
      { name: 'y_series', type: 'series' },
      { name: 'x_series', type: 'series', default: null },
      { name: 'degree', type: 'int', default: 1 },
    ],
    outputs: [real('rsquare'), reals('coefficients'), real('variance'), real('rvariance'), reals('poly_fit')],
    result: 'columns',
    caveats: [{ text: 'no result is recorded; the coefficients follow from the definition of least squares' }],
    evaluate: (a) => {
      const f = seriesFitPoly(a.series(0), a.optionalSeries(1), a.number(2))
      return f && [f.rsquare, f.coefficients, f.variance, f.rvariance, f.polyFit]
    },
  }),
}
