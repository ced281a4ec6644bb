import * as elementwise from './elementwise.ts'
import type { Series } from './numeric.ts'
import { seriesProduct, seriesSum } from './stats.ts'
import { define, type SeriesFunction, type SeriesOutputKind } from './table.ts'
import { type Operand, seriesCosineSimilarity, seriesDotProduct, seriesMagnitude, seriesPearsonCorrelation } from './vectors.ts'

const SERIES = { name: 'series', type: 'series' } as const
const PAIR = [
  { name: 'series1', type: 'series' },
  { name: 'series2', type: 'series' },
] as const
const OPERANDS = [
  { name: 'series1', type: 'operand' },
  { name: 'series2', type: 'operand' },
] as const
const REAL = [{ name: '', kind: 'real' }] as const

const unary: readonly (readonly [name: string, f: (series: Series) => Float64Array, kind: SeriesOutputKind])[] = [
  ['series_abs', elementwise.seriesAbs, 'number[]'],
  ['series_acos', elementwise.seriesAcos, 'real[]'],
  ['series_asin', elementwise.seriesAsin, 'real[]'],
  ['series_atan', elementwise.seriesAtan, 'real[]'],
  ['series_ceiling', elementwise.seriesCeiling, 'real[]'],
  ['series_cos', elementwise.seriesCos, 'real[]'],
  ['series_exp', elementwise.seriesExp, 'real[]'],
  ['series_floor', elementwise.seriesFloor, 'real[]'],
  ['series_log', elementwise.seriesLog, 'real[]'],
  ['series_sign', elementwise.seriesSign, 'number[]'],
  ['series_sin', elementwise.seriesSin, 'real[]'],
  ['series_tan', elementwise.seriesTan, 'real[]'],
]

const binary: readonly (readonly [name: string, f: (a: Operand, b: Operand) => Float64Array | undefined, kind: SeriesOutputKind])[] = [
  ['series_add', elementwise.seriesAdd, 'number[]'],
  ['series_subtract', elementwise.seriesSubtract, 'number[]'],
  ['series_multiply', elementwise.seriesMultiply, 'number[]'],
  ['series_divide', elementwise.seriesDivide, 'real[]'],
  ['series_pow', elementwise.seriesPow, 'real[]'],
  ['series_equals', elementwise.seriesEquals, 'bool[]'],
  ['series_not_equals', elementwise.seriesNotEquals, 'bool[]'],
  ['series_less', elementwise.seriesLess, 'bool[]'],
  ['series_less_equals', elementwise.seriesLessEquals, 'bool[]'],
  ['series_greater', elementwise.seriesGreater, 'bool[]'],
  ['series_greater_equals', elementwise.seriesGreaterEquals, 'bool[]'],
]

const missing = { text: 'a series with a null element gives null, an empty one too; the page is silent' }

/** The functions of single elements, and those that reduce one or two series to a number. */
export const ELEMENTWISE_FUNCTIONS: Readonly<Record<string, SeriesFunction>> = {
  ...Object.fromEntries(
    unary.map(([name, f, kind]) => [
      name,
      define(name, { parameters: [SERIES], outputs: [{ name: '', kind }], evaluate: (a) => [f(a.series(0))] }),
    ]),
  ),
  ...Object.fromEntries(
    binary.map(([name, f, kind]) => [
      name,
      define(name, { parameters: OPERANDS, outputs: [{ name: '', kind }], evaluate: (a) => [f(a.operand(0), a.operand(1))] }),
    ]),
  ),
  series_sum: define('series_sum', { parameters: [SERIES], outputs: REAL, caveats: [missing], evaluate: (a) => [seriesSum(a.series(0))] }),
  series_product: define('series_product', {
    parameters: [SERIES],
    outputs: REAL,
    caveats: [missing],
    evaluate: (a) => [seriesProduct(a.series(0))],
  }),
  series_magnitude: define('series_magnitude', { parameters: [SERIES], outputs: REAL, evaluate: (a) => [seriesMagnitude(a.series(0))] }),
  series_dot_product: define('series_dot_product', {
    parameters: OPERANDS,
    outputs: REAL,
    evaluate: (a) => [seriesDotProduct(a.operand(0), a.operand(1))],
  }),
  series_pearson_correlation: define('series_pearson_correlation', {
    parameters: PAIR,
    outputs: REAL,
    evaluate: (a) => [seriesPearsonCorrelation(a.series(0), a.series(1))],
  }),
  series_cosine_similarity: define('series_cosine_similarity', {
    parameters: [
      ...PAIR,
      { name: 'series1_magnitude', type: 'real', default: null },
      { name: 'series2_magnitude', type: 'real', default: null },
    ],
    outputs: REAL,
    evaluate: (a) => [seriesCosineSimilarity(a.series(0), a.series(1), a.optionalNumber(2), a.optionalNumber(3))],
  }),
}
