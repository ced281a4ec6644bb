/** What each series function does, in a sentence of our own, and examples; a function of several columns shows its first one. */
import type { Example } from './define.ts'

export interface SeriesDoc {
  readonly doc: string
  readonly examples: readonly Example[]
}

const entry = (doc: string, ...examples: readonly (readonly [kql: string, result: unknown])[]): SeriesDoc => ({
  doc,
  examples: examples.map(([kql, result]) => ({ kql, result })),
})

const perElement = (doc: string, name: string, input: string, result: unknown): SeriesDoc =>
  entry(doc, [`series_${name}(dynamic(${input}))`, result])

export const SERIES_DOCS: Readonly<Record<string, SeriesDoc>> = {
  series_abs: perElement('The absolute value of each element.', 'abs', '[-6.5, 0, 8.25]', [6.5, 0, 8.25]),
  series_acos: perElement('The arc cosine of each element, in radians.', 'acos', '[-1, 0, 1]', [Math.PI, Math.PI / 2, 0]),
  series_asin: perElement('The arc sine of each element, in radians.', 'asin', '[-1, 0, 1]', [-Math.PI / 2, 0, Math.PI / 2]),
  series_atan: perElement('The arc tangent of each element, in radians.', 'atan', '[-1, 0, 1]', [-Math.PI / 4, 0, Math.PI / 4]),
  series_ceiling: perElement('Each element rounded up to a whole number.', 'ceiling', '[-1.5, 1, 2.5]', [-1, 1, 3]),
  series_cos: perElement('The cosine of each element, taken as radians.', 'cos', '[0]', [1]),
  series_exp: perElement('The exponential of each element.', 'exp', '[0, 1]', [1, Math.E]),
  series_floor: perElement('Each element rounded down to a whole number.', 'floor', '[-1.5, 1, 2.5]', [-2, 1, 2]),
  series_log: perElement('The natural logarithm of each element; null for negative ones.', 'log', '[1, 2]', [0, Math.LN2]),
  series_sign: perElement('The sign of each element: -1, 0 or 1.', 'sign', '[-6, 0, 8]', [-1, 0, 1]),
  series_sin: perElement('The sine of each element, taken as radians.', 'sin', '[0]', [0]),
  series_tan: perElement('The tangent of each element, taken as radians.', 'tan', '[0]', [0]),
  series_add: entry(
    'The sum of two series element by element, or of a series and a number.',
    ['series_add(dynamic([1, 2, 4]), dynamic([4, 2, 1]))', [5, 4, 5]],
    ['series_add(dynamic([1, null, 4]), 0.5)', [1.5, null, 4.5]],
  ),
  series_subtract: entry('The first series minus the second, element by element.', [
    'series_subtract(dynamic([1, 2, 4]), dynamic([4, 2]))',
    [-3, 0, null],
  ]),
  series_multiply: entry('The product of two series element by element, or of a series and a number.', [
    'series_multiply(10, dynamic([0, -1, 1]))',
    [0, -10, 10],
  ]),
  series_divide: entry('The first series divided by the second, element by element, as reals.', [
    'series_divide(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [0.25, 1, 4],
  ]),
  series_pow: entry('The elements of the first series to the power of those of the second.', [
    'series_pow(dynamic([1, 2, 3]), dynamic([3, 3, 3]))',
    [1, 8, 27],
  ]),
  series_equals: entry('Whether the elements of two series are equal.', [
    'series_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [false, true, false],
  ]),
  series_not_equals: entry('Whether the elements of two series differ.', [
    'series_not_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [true, false, true],
  ]),
  series_less: entry('Whether the elements of the first series are less than those of the second.', [
    'series_less(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [true, false, false],
  ]),
  series_less_equals: entry('Whether the elements of the first series are not greater than those of the second.', [
    'series_less_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [true, true, false],
  ]),
  series_greater: entry('Whether the elements of the first series are greater than those of the second.', [
    'series_greater(dynamic([1, 2, 4]), 1.5)',
    [false, true, true],
  ]),
  series_greater_equals: entry('Whether the elements of the first series are not less than those of the second.', [
    'series_greater_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    [false, true, true],
  ]),
  series_sum: entry('The sum of the elements.', ['series_sum(dynamic([1, 2, 3, 4]))', 10]),
  series_product: entry('The product of the elements.', ['series_product(dynamic([1, 2, 3, 4]))', 24]),
  series_magnitude: entry('The square root of the sum of the squared elements.', ['series_magnitude(dynamic([3, 4]))', 5]),
  series_dot_product: entry('The sum of the products of the elements of two series.', [
    'series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1]))',
    12,
  ]),
  series_pearson_correlation: entry('How linearly two series of equal length go together, from -1 to 1.', [
    'round(series_pearson_correlation(dynamic([1, 2]), dynamic([4, 2])), 9)',
    -1,
  ]),
  series_cosine_similarity: entry('The cosine of the angle between two series taken as vectors.', [
    'series_cosine_similarity(dynamic([3, 4]), dynamic([3, 4]), 5.0, 5.0)',
    1,
  ]),
  series_decompose: entry('A series as the sum of a season, a trend and a rest.', [
    "series_decompose(dynamic([1, 2, 1, 2, 1, 2]), 2, 'none')",
    [1, 2, 1, 2, 1, 2],
  ]),
  series_decompose_anomalies: entry('The points of a series that lie far from its season and trend: flag, score and baseline of each.', [
    "series_decompose_anomalies(dynamic([1, 2, 1, 2, 1, 9, 1, 2, 3, 2, 1, 2]), 1.5, 2, 'none')",
    [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  ]),
  series_decompose_forecast: entry('A series with its last points predicted from the season and trend of those before.', [
    'series_decompose_forecast(dynamic([1, 2, 3, 4, 0, 0]), 2, 0)',
    [1, 2, 3, 4, 5, 6],
  ]),
  series_seasonal: entry('The seasonal part of a series: for each place in the period the median of its elements.', [
    'series_seasonal(dynamic([2, 5, 3, 4, 3, 2, 1, 2, 3, 4]), 8)',
    [2.5, 4.5, 3, 4, 3, 2, 1, 2, 2.5, 4.5],
  ]),
  series_outliers: entry("How far each element lies beyond the series' percentiles: from about 1.5 on an outlier.", [
    'series_outliers(dynamic([1, 1, 1, 1]))',
    [0, 0, 0, 0],
  ]),
  series_periods_detect: entry('The lengths at which a series repeats itself best, with their scores.', [
    'series_periods_detect(dynamic([1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2]), 0.0, 8.0, 2)',
    [4, 0],
  ]),
  series_periods_validate: entry('How well a series repeats itself at the given lengths.', [
    'series_periods_validate(dynamic([1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2]), 4.0, 3.0)',
    [4, 3],
  ]),
  series_fft: entry('The discrete Fourier transform: real and imaginary part of each frequency.', [
    'series_fft(dynamic([1, 1, 1, 1]))',
    [4, 0, 0, 0],
  ]),
  series_ifft: entry('The inverse of the discrete Fourier transform.', ['series_ifft(dynamic([4, 0, 0, 0]))', [1, 1, 1, 1]]),
  series_fir: entry('A weighted sum of each element and its neighbours (finite impulse response).', [
    'series_fir(dynamic([0, 0, 2, 2, 3, 3]), dynamic([1, -1]), false, false)',
    [0, 0, 2, 0, 1, 0],
  ]),
  series_iir: entry('A recursive filter (infinite impulse response); with [1] and [1, -1] the running sum.', [
    'series_iir(dynamic([0, 1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))',
    [0, 1, 3, 6, 10],
  ]),
  series_fill_backward: entry('Missing elements take the value of the next one.', [
    'series_fill_backward(dynamic([1, null, 3, null]))',
    [1, 3, 3, null],
  ]),
  series_fill_forward: entry('Missing elements take the value of the one before.', [
    'series_fill_forward(dynamic([null, 1, null, 3]))',
    [null, 1, 1, 3],
  ]),
  series_fill_const: entry('Missing elements take a given value.', ['series_fill_const(dynamic([1, null, 3]), 0)', [1, 0, 3]]),
  series_fill_linear: entry('Missing elements are interpolated between their neighbours.', [
    'series_fill_linear(dynamic([null, 1.0, null, 2.0, null]))',
    [1, 1, 1.5, 2, 2],
  ]),
  series_stats: entry('Minimum, maximum and their places, average, standard deviation and variance.', [
    'series_stats(dynamic([2, 9, 4]))',
    2,
  ]),
  series_stats_dynamic: entry('The statistics of a series as one bag.', [
    'series_stats_dynamic(dynamic([10, 20]))',
    { min: 10, min_idx: 0, max: 20, max_idx: 1, avg: 15, stdev: Math.SQRT2 * 5, variance: 50, sum: 30, len: 2 },
  ]),
  series_fit_line: entry('The straight line that fits a series best, and how well it fits.', [
    'series_fit_line(dynamic([1, 2, 4, 8]))',
    0.92,
  ]),
  series_fit_line_dynamic: entry('The straight line that fits a series best, as one bag.', [
    'series_fit_line_dynamic(dynamic([1, 2, 3])).slope',
    1,
  ]),
  series_fit_2lines: entry('The two straight lines that fit a series best, and where it is split.', [
    'series_fit_2lines(dynamic([1, 2, 3, 3, 2, 1]))',
    1,
  ]),
  series_fit_2lines_dynamic: entry('The two straight lines that fit a series best, as one bag.', [
    'series_fit_2lines_dynamic(dynamic([1, 2, 3, 3, 2, 1])).split_idx',
    3,
  ]),
  series_fit_poly: entry('The polynomial that fits a series best, and how well it fits.', ['series_fit_poly(dynamic([1, 2, 3]))', 1]),
}
