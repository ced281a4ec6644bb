import { seriesDecompose, seriesDecomposeAnomalies, seriesDecomposeForecast, seriesSeasonal, type Trend } from './decompose.ts'
import { seriesFft, seriesIfft } from './fft.ts'
import { seriesFillBackward, seriesFillConst, seriesFillForward, seriesFillLinear } from './fill.ts'
import { seriesFir, seriesIir } from './filter.ts'
import { ELEMENTWISE_FUNCTIONS } from './functions-elementwise.ts'
import { FIT_FUNCTIONS } from './functions-fit.ts'
import { type OutlierKind, scoreOutliers } from './outliers.ts'
import { seriesPeriodsDetect, seriesPeriodsValidate } from './periods.ts'
import { define, type SeriesArgument, type SeriesCaveat, type SeriesFunction, type SeriesParameter } from './table.ts'

const SERIES = { name: 'series', type: 'series' } as const
const PERIOD = { name: 'period', type: 'int', default: -1 } as const
const TEST_POINTS = { name: 'test_points', type: 'int', default: 0 } as const
const THRESHOLD = { name: 'seasonality_threshold', type: 'number', default: 0.6 } as const
const TRENDS = ['avg', 'linefit', 'none'] as const
const trend = (value: Trend) => ({ name: 'trend', type: 'string', default: value, oneOf: TRENDS }) as const
const KINDS = ['ctukey', 'tukey'] as const
const PLACEHOLDER = { name: 'missing_value_placeholder', type: 'number', default: Number.NaN } as const

const is = (i: number, value: SeriesArgument, orOmitted: boolean) => (args: readonly (SeriesArgument | undefined)[]) =>
  args[i] === value || (orOmitted && (args[i] === undefined || args[i] === null))

const candidates = (when?: SeriesCaveat['when']): SeriesCaveat => ({
  text: 'which lags the engine takes as candidate periods is not published; the rule used gives every recorded result',
  ...(when === undefined ? {} : { when }),
})
const noSpread = { text: 'where the percentiles coincide every score is 0; nothing recorded decides that' }
const tukey = (i: number): SeriesCaveat => ({
  text: 'no recorded result shows the scale of tukey scores; they are plain interquartile ranges',
  when: is(i, 'tukey', false),
})

const components = (['baseline', 'seasonal', 'trend', 'residual'] as const).map((name) => ({ name, kind: 'real[]' }) as const)
const complex = [
  { name: 'real', kind: 'real[]' },
  { name: 'imag', kind: 'real[]' },
] as const
const periodScores = [
  { name: 'periods', kind: 'real[]' },
  { name: 'scores', kind: 'real[]' },
] as const
const complexParameters: readonly SeriesParameter[] = [SERIES, { name: 'series_imaginary', type: 'series', default: null }]
const scaling: SeriesCaveat = {
  text: 'sign and scale follow the usual definition (unscaled forward, divided by the length backward); nothing is recorded',
}

const decomposition: Readonly<Record<string, SeriesFunction>> = {
  series_decompose: define('series_decompose', {
    parameters: [SERIES, PERIOD, trend('avg'), TEST_POINTS, THRESHOLD],
    outputs: components,
    result: 'columns',
    caveats: [candidates(is(1, -1, true))],
    evaluate: (a) => {
      const d = seriesDecompose(a.series(0), {
        seasonality: a.number(1),
        trend: a.text(2) as Trend,
        testPoints: a.number(3),
        seasonalityThreshold: a.number(4),
      })
      return d && [d.baseline, d.seasonal, d.trend, d.residual]
    },
  }),
  series_decompose_anomalies: define('series_decompose_anomalies', {
    parameters: [
      SERIES,
      { name: 'threshold', type: 'number', default: 1.5 },
      PERIOD,
      trend('avg'),
      TEST_POINTS,
      { name: 'method', type: 'string', default: 'ctukey', oneOf: KINDS },
      THRESHOLD,
    ],
    outputs: [
      { name: 'ad_flag', kind: 'long[]' },
      { name: 'ad_score', kind: 'real[]' },
      { name: 'baseline', kind: 'real[]' },
    ],
    result: 'columns',
    caveats: [candidates(is(2, -1, true)), noSpread, tukey(5)],
    evaluate: (a) => {
      const d = seriesDecomposeAnomalies(a.series(0), {
        threshold: a.number(1),
        seasonality: a.number(2),
        trend: a.text(3) as Trend,
        testPoints: a.number(4),
        method: a.text(5) as OutlierKind,
        seasonalityThreshold: a.number(6),
      })
      if (d?.spread === false) a.note(noSpread.text)
      return d && [d.flag, d.score, d.baseline]
    },
  }),
  series_decompose_forecast: define('series_decompose_forecast', {
    parameters: [SERIES, { name: 'test_points', type: 'int' }, PERIOD, trend('linefit'), THRESHOLD],
    outputs: components,
    result: 'columns',
    caveats: [
      candidates(is(2, -1, true)),
      {
        text: 'the trend is linefit unless given, as in the page’s chart; its table says avg',
        when: (args) => args[3] === undefined || args[3] === null,
      },
    ],
    evaluate: (a) => {
      const d = seriesDecomposeForecast(a.series(0), a.number(1), {
        seasonality: a.number(2),
        trend: a.text(3) as Trend,
        seasonalityThreshold: a.number(4),
      })
      return d && [d.baseline, d.seasonal, d.trend, d.residual]
    },
  }),
  series_seasonal: define('series_seasonal', {
    parameters: [SERIES, PERIOD, TEST_POINTS],
    outputs: [{ name: '', kind: 'real[]' }],
    caveats: [candidates(is(1, -1, true))],
    evaluate: (a) => [seriesSeasonal(a.series(0), { period: a.number(1), testPoints: a.number(2) })],
  }),
  series_outliers: define('series_outliers', {
    parameters: [
      SERIES,
      { name: 'kind', type: 'string', default: 'ctukey', oneOf: KINDS },
      { name: 'ignore_val', type: 'number', default: Number.NaN },
      { name: 'min_percentile', type: 'real', default: 10, range: [2, 98] },
      { name: 'max_percentile', type: 'real', default: 90, range: [2, 98] },
      TEST_POINTS,
    ],
    outputs: [{ name: '', kind: 'real[]' }],
    namedAfterArgument: true,
    caveats: [
      noSpread,
      tukey(1),
      {
        text: 'the scale of the scores is recorded for the percentiles 10 and 90 only',
        when: (args) => args[1] !== 'tukey' && !(is(3, 10, true)(args) && is(4, 90, true)(args)),
      },
    ],
    evaluate: (a) => {
      const scores = new Float64Array(a.series(0).length)
      const spread = scoreOutliers(a.series(0), scores, {
        kind: a.text(1) as OutlierKind,
        ignoreValue: a.number(2),
        minPercentile: a.number(3),
        maxPercentile: a.number(4),
        testPoints: a.number(5),
      })
      if (!spread) a.note(noSpread.text)
      return [scores]
    },
  }),
  series_periods_detect: define('series_periods_detect', {
    parameters: [
      SERIES,
      { name: 'min_period', type: 'number' },
      { name: 'max_period', type: 'number' },
      { name: 'num_periods', type: 'long' },
    ],
    outputs: periodScores,
    result: 'columns',
    caveats: [candidates()],
    evaluate: (a) => {
      const { periods, scores } = seriesPeriodsDetect(a.series(0), a.number(1), a.number(2), a.number(3))
      return [periods, scores]
    },
  }),
  series_periods_validate: define('series_periods_validate', {
    parameters: [SERIES, { name: 'period', type: 'number', repeat: 16 }],
    outputs: periodScores,
    result: 'columns',
    caveats: [{ text: 'when a period in bounds scores 0 is known from a single recorded result' }],
    evaluate: (a) => {
      const { periods, scores } = seriesPeriodsValidate(a.series(0), a.numbers(1))
      return [periods, scores]
    },
  }),
}

const signal: Readonly<Record<string, SeriesFunction>> = {
  series_fft: define('series_fft', {
    parameters: complexParameters,
    outputs: complex,
    result: 'columns',
    caveats: [scaling],
    evaluate: (a) => {
      const f = seriesFft(a.series(0), a.optionalSeries(1))
      return f && [f.real, f.imag]
    },
  }),
  series_ifft: define('series_ifft', {
    parameters: complexParameters,
    outputs: complex,
    result: 'columns',
    caveats: [scaling],
    evaluate: (a) => {
      const f = seriesIfft(a.series(0), a.optionalSeries(1))
      return f && [f.real, f.imag]
    },
  }),
  series_fir: define('series_fir', {
    parameters: [
      SERIES,
      { name: 'filter', type: 'series' },
      { name: 'normalize', type: 'bool', default: null },
      { name: 'center', type: 'bool', default: false },
    ],
    outputs: [{ name: '', kind: 'number[]' }],
    namedAfterArgument: true,
    // Recorded: whole numbers without normalisation, reals with it
    keepsIntegers: (args) =>
      args[2] === false || ((args[2] ?? null) === null && args[1] instanceof Float64Array && args[1].some((c) => c < 0)),
    caveats: [{ text: 'points beyond both ends count as 0; nothing recorded decides that' }],
    evaluate: (a) => {
      const normalize = a.optionalFlag(2)
      return [seriesFir(a.series(0), a.series(1), { center: a.flag(3), ...(normalize === undefined ? {} : { normalize }) })]
    },
  }),
  series_iir: define('series_iir', {
    parameters: [SERIES, { name: 'numerators', type: 'series' }, { name: 'denominators', type: 'series' }],
    outputs: [{ name: '', kind: 'real[]' }],
    namedAfterArgument: true,
    evaluate: (a) => [seriesIir(a.series(0), a.series(1), a.series(2))],
  }),
  series_fill_backward: define('series_fill_backward', {
    parameters: [SERIES, PLACEHOLDER],
    outputs: [{ name: '', kind: 'number[]' }],
    namedAfterArgument: true,
    evaluate: (a) => [seriesFillBackward(a.series(0), { placeholder: a.number(1) })],
  }),
  series_fill_forward: define('series_fill_forward', {
    parameters: [SERIES, PLACEHOLDER],
    outputs: [{ name: '', kind: 'number[]' }],
    namedAfterArgument: true,
    evaluate: (a) => [seriesFillForward(a.series(0), { placeholder: a.number(1) })],
  }),
  series_fill_const: define('series_fill_const', {
    parameters: [SERIES, { name: 'constant_value', type: 'number', default: Number.NaN }, PLACEHOLDER],
    outputs: [{ name: '', kind: 'number[]' }],
    namedAfterArgument: true,
    evaluate: (a) => [seriesFillConst(a.series(0), a.number(1), { placeholder: a.number(2) })],
  }),
  series_fill_linear: define('series_fill_linear', {
    // A null as constant is not the default: it keeps a series without values as it is (documented)
    parameters: [
      SERIES,
      PLACEHOLDER,
      { name: 'fill_edges', type: 'bool', default: true },
      { name: 'constant_value', type: 'number', default: 0 },
    ],
    outputs: [{ name: '', kind: 'number[]' }],
    namedAfterArgument: true,
    evaluate: (a) => [
      seriesFillLinear(a.series(0), {
        placeholder: a.number(1),
        fillEdges: a.flag(2),
        constant: a.given(3) === null ? Number.NaN : a.number(3),
        integral: a.integral,
      }),
    ],
  }),
}

/**
 * Every series_* function of Kusto's language service by name, with what is needed to register it: parameters, outputs, the call, and the caveats that
 * `kqlc functions` or a diagnostic can show. Names and types are those of the language service's symbols and of the recorded results' columns.
 */
export const SERIES_FUNCTIONS: Readonly<Record<string, SeriesFunction>> = {
  ...decomposition,
  ...signal,
  ...FIT_FUNCTIONS,
  ...ELEMENTWISE_FUNCTIONS,
}
