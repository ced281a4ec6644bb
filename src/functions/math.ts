import { type Declaration, type FunctionDef, macro, scalar, udf } from './define.ts'
import { convertUnit, type Quantity } from './units.ts'

type Details = Pick<Declaration, 'doc' | 'examples' | 'limit'>

/** A function of one number that yields a real. */
const real = (name: string, d: Details & Declaration): FunctionDef =>
  scalar(name, '(number: Number): real', { nulls: 'strict', resultName: 'argument', ...d })

const integers = (name: string, d: Declaration): FunctionDef =>
  scalar(name, '(value1: int|long, value2: int|long): long', { nulls: 'strict', resultName: 'argument', ...d })

const check = (name: string, doc: string, examples: Declaration['examples']): FunctionDef =>
  scalar(name, '(number: real): bool', { lower: macro(name), nulls: 'strict', doc, examples: examples ?? [] })

/** A conversion between the units of a quantity. */
const units = (quantity: Quantity, example: readonly [from: string, to: string, result: number]): FunctionDef =>
  scalar(`convert_${quantity}`, '(value: real, from: string, to: string): real', {
    lower: udf(`kql_convert_${quantity}`),
    fold: ([value, from, to]) =>
      typeof value?.value === 'number' && typeof from?.value === 'string' && typeof to?.value === 'string'
        ? convertUnit(quantity, value.value, from.value, to.value)
        : undefined,
    doc: `The value in another unit of ${quantity}; null for a unit that there isn't.`,
    examples: [{ kql: `convert_${quantity}(1.2, '${example[0]}', '${example[1]}')`, result: example[2] }],
  })

/** Mathematics. */
export const mathematics: readonly FunctionDef[] = [
  real('sqrt', {
    doc: 'The square root; NaN for a negative number.',
    examples: [
      { kql: 'sqrt(4)', result: 2 },
      { kql: 'sqrt(-1.0)', result: 'NaN', source: 'recorded: r2-null-and-edge-0015' },
    ],
  }),
  scalar('pow', '(base: Number, exponent: Number): real', {
    nulls: 'strict',
    resultName: 'argument',
    doc: 'The base raised to the exponent.',
    examples: [
      { kql: 'pow(2, 3)', result: 8 },
      { kql: 'pow(-8, 1.0 / 3.0)', result: 'NaN', source: 'recorded: r2-type-casts-coercion-0030' },
    ],
  }),
  real('exp', { doc: 'e raised to the number.', examples: [{ kql: 'exp(2)', result: 7.38905609893065 }] }),
  real('exp2', { doc: '2 raised to the number.', examples: [{ kql: 'exp2(3)', result: 8 }] }),
  real('exp10', { doc: '10 raised to the number.', examples: [{ kql: 'exp10(2)', result: 100 }] }),
  real('log', {
    nulls: 'maybe',
    doc: 'The natural logarithm; of 0 it is the negative infinity, of negative numbers null.',
    examples: [
      { kql: 'log(5)', result: 1.6094379124341003 },
      { kql: 'log(0.0)', result: '-Infinity', source: 'recorded: r2-null-and-edge-0015' },
      { kql: 'log(-1.0)', result: null, source: 'recorded: r2-null-and-edge-0015' },
    ],
  }),
  real('log2', {
    nulls: 'maybe',
    doc: 'The logarithm to the base 2; null for negative numbers.',
    examples: [{ kql: 'log2(5)', result: 2.321928094887362 }],
  }),
  real('log10', {
    nulls: 'maybe',
    doc: 'The logarithm to the base 10; null for negative numbers.',
    examples: [{ kql: 'log10(100)', result: 2 }],
  }),
  real('sin', { doc: 'The sine of an angle in radians.', examples: [{ kql: 'sin(1)', result: 0.8414709848078965 }] }),
  real('cos', { doc: 'The cosine of an angle in radians.', examples: [{ kql: 'cos(1)', result: 0.5403023058681398 }] }),
  real('tan', { doc: 'The tangent of an angle in radians.', examples: [{ kql: 'tan(0)', result: 0 }] }),
  real('cot', {
    resultName: 'none',
    doc: 'The cotangent of an angle in radians.',
    examples: [{ kql: 'round(cot(1), 10)', result: 0.6420926159 }],
  }),
  real('asin', {
    nulls: 'maybe',
    doc: 'The angle that has this sine, null beyond -1 and 1.',
    examples: [{ kql: 'asin(2)', result: null }],
  }),
  real('acos', { nulls: 'maybe', doc: 'The angle that has this cosine, null beyond -1 and 1.', examples: [{ kql: 'acos(1)', result: 0 }] }),
  real('atan', { doc: 'The angle that has this tangent.', examples: [{ kql: 'atan(0.5)', result: 0.4636476090008061 }] }),
  scalar('atan2', '(y: Number, x: Number): real', {
    nulls: 'strict',
    resultName: 'argument',
    doc: 'The angle between the x axis and the point.',
    examples: [{ kql: 'atan2(1, 1)', result: 0.7853981633974483 }],
  }),
  real('degrees', { resultName: 'none', doc: 'Radians as degrees.', examples: [{ kql: 'degrees(pi() * 1.5)', result: 270 }] }),
  real('radians', { resultName: 'none', doc: 'Degrees as radians.', examples: [{ kql: 'radians(90)', result: Math.PI / 2 }] }),
  scalar('pi', '(): real', {
    lower: macro('pi'),
    nulls: 'never',
    doc: 'The number pi.',
    examples: [{ kql: 'pi()', result: Math.PI }],
  }),
  real('gamma', { doc: 'The gamma function.', examples: [{ kql: 'gamma(5)', result: 24 }] }),
  real('loggamma', {
    doc: 'The natural logarithm of the absolute value of the gamma function.',
    examples: [{ kql: 'loggamma(5)', result: 3.1780538303479458 }],
  }),
  real('sign', {
    resultName: 'none',
    doc: '1, 0 or -1.',
    examples: [
      { kql: 'sign(-42)', result: -1 },
      { kql: 'sign(real(nan))', result: 0, source: 'recorded: r2-type-casts-coercion-0012' },
    ],
  }),
  real('erf', { lower: udf('kql_erf'), doc: 'The error function.', examples: [{ kql: 'round(erf(1.0), 12)', result: 0.84270079295 }] }),
  real('erfc', {
    lower: udf('kql_erfc'),
    doc: 'The complement of the error function.',
    examples: [{ kql: 'round(erfc(3.0) * 100000, 10)', result: 2.2090496999 }],
  }),
  scalar('beta_cdf', '(x: Number, alpha: Number, beta: Number): real', {
    lower: udf('kql_beta_cdf'),
    nulls: 'strict',
    doc: 'The cumulative distribution function of the beta distribution.',
    examples: [
      { kql: 'round(beta_cdf(0.9, 10.0, 20.0), 13)', result: 1 },
      { kql: 'beta_cdf(1.5, 10.0, 20.0)', result: 'NaN' },
    ],
  }),
  scalar('beta_inv', '(probability: Number, alpha: Number, beta: Number): real', {
    lower: udf('kql_beta_inv'),
    doc: 'The value at which the beta distribution reaches a probability.',
    examples: [
      { kql: 'round(beta_inv(0.1, 10.0, 20.0), 12)', result: 0.226415022389 },
      { kql: 'beta_inv(1.5, 10.0, 20.0)', result: null },
    ],
  }),
  scalar('beta_pdf', '(x: Number, alpha: Number, beta: Number): real', {
    lower: udf('kql_beta_pdf'),
    nulls: 'strict',
    doc: 'The density of the beta distribution.',
    examples: [{ kql: 'round(beta_pdf(0.5, 10.0, 20.0), 12)', result: 0.746176019311 }],
  }),
  scalar('welch_test', '(mean1: Number, variance1: Number, count1: Number, mean2: Number, variance2: Number, count2: Number): real', {
    lower: udf('kql_welch_test'),
    nulls: 'strict',
    doc: "The p-value of Welch's two-sided t-test.",
    examples: [
      {
        kql: 'round(welch_test(20.82, 7.8674285714, 15, 22.98666666666667, 3.8126666667, 15), 9)',
        result: 0.021378001,
        source: 'recorded: doc-welch-test-function-00',
      },
    ],
  }),
  check('isnan', 'The number is NaN.', [{ kql: 'isnan(0.0 / 0.0)', result: true, source: 'recorded: r3-type-casts-coercion-0007' }]),
  check('isinf', 'The number is an infinity.', [
    { kql: 'isinf(-1.0 / 0.0)', result: true, source: 'recorded: r3-type-casts-coercion-0007' },
  ]),
  check('isfinite', 'The number is neither NaN nor an infinity.', [
    { kql: 'isfinite(1.0 / 0.0)', result: false, source: 'recorded: r3-type-casts-coercion-0007' },
  ]),
  scalar('rand', [['(): real', macro('random')], '(number: int|long): real'], {
    nulls: 'strict',
    resultName: 'argument',
    volatile: true,
    doc: 'A random number from 0 to 1, or an integer from 0 to below the number.',
    examples: [{ kql: 'rand(1)', result: 0 }],
  }),
  integers('binary_and', { doc: 'The bits that are set in both.', examples: [{ kql: 'binary_and(6, 3)', result: 2 }] }),
  integers('binary_or', { doc: 'The bits that are set in either.', examples: [{ kql: 'binary_or(5, 3)', result: 7 }] }),
  integers('binary_xor', { doc: 'The bits that are set in one alone.', examples: [{ kql: 'binary_xor(1, 2)', result: 3 }] }),
  integers('binary_shift_left', {
    nulls: 'maybe',
    doc: 'The bits moved to the left; null for a negative shift.',
    examples: [
      { kql: 'binary_shift_left(1, 2)', result: 4 },
      { kql: 'binary_shift_left(1, -1)', result: null },
    ],
  }),
  integers('binary_shift_right', {
    nulls: 'maybe',
    doc: 'The bits moved to the right; null for a negative shift.',
    examples: [{ kql: 'binary_shift_right(1, 2)', result: 0 }],
  }),
  scalar('binary_not', '(value: int|long): long', {
    nulls: 'strict',
    resultName: 'argument',
    doc: 'All bits turned over.',
    examples: [{ kql: 'binary_not(100)', result: -101 }],
  }),
  scalar('bitset_count_ones', '(value: int|long): long', {
    nulls: 'strict',
    resultName: 'argument',
    doc: 'How many bits are set.',
    examples: [{ kql: 'bitset_count_ones(42)', result: 3 }],
  }),
  units('angle', ['Degree', 'Arcminute', 72]),
  units('energy', ['Joule', 'BritishThermalUnit', 0.0011373805443759806]),
  units('force', ['Newton', 'Decanewton', 0.12]),
  units('length', ['Meter', 'Foot', 3.9370078740157477]),
  units('mass', ['Kilogram', 'Pound', 2.6455471462185307]),
  units('speed', ['MeterPerSecond', 'CentimeterPerHour', 432000]),
  units('temperature', ['Kelvin', 'DegreeCelsius', -271.95]),
  units('volume', ['CubicMeter', 'AcreFoot', 0.0009728568]),
]
