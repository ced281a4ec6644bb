import { overFive, pair } from './aggregate-pair.ts'
import { aggregate, type FunctionDef, primitive, type SignatureText, undocumented } from './define.ts'

const PERCENTILE: readonly [string, string][] = [
  ['int', 'long'],
  ['decimal', 'real'],
  ['long|real|datetime|timespan', 'Parameter0'],
]
const LISTS: readonly [string, string][] = [
  ['Integer', 'long[]'],
  ['RealOrDecimal', 'real[]'],
  ['datetime', 'datetime[]'],
  ['timespan', 'timespan[]'],
]

/** An overload for each type of values, then one for all others. */
const of = (types: readonly [string, string][], parameters: (type: string) => string): readonly SignatureText[] => [
  ...types.map(([t, result]) => `${parameters(t)}: ${result}`),
  undocumented(`${parameters('Scalar')}: dynamic`),
]

const BY_HAND = "by hand, after the function's page"

/** Variances, percentiles and bits of groups. */
export const statistics: readonly FunctionDef[] = [
  ...pair('stdev', {
    overloads: [['expr: Number', 'real']],
    refused: 'expr: Summable',
    lower: primitive('stdev'),
    nulls: 'never',
    ifExample: ['stdevif(x, x in (1, 3, 5))', 2],
    doc: 'The standard deviation of a sample, 0 for less than two values.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize stdev(x))', result: 1.5811388300841898 }],
  }),
  aggregate('stdevp', ['(expr: Number): real', undocumented('(expr: Summable): real')], {
    lower: primitive('stdevp'),
    nulls: 'never',
    doc: 'The standard deviation of a population, 0 for less than two values.',
    examples: [{ kql: 'toscalar(range x from 1 to 4 step 1 | summarize stdevp(x))', result: 1.118033988749895 }],
  }),
  ...pair('variance', {
    overloads: [['expr: Number', 'real']],
    refused: 'expr: Summable',
    lower: primitive('variance'),
    nulls: 'never',
    ifExample: ['varianceif(x, x in (1, 3, 5))', 4],
    doc: 'The variance of a sample, 0 for less than two values, rounded to ten decimals as the engine does.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize variance(x))', result: 2.5 }],
  }),
  ...pair('variancep', {
    overloads: [['expr: Number', 'real']],
    refused: 'expr: Summable',
    lower: primitive('variancep'),
    nulls: 'never',
    ifExample: ['variancepif(x, x in (1, 5))', 4],
    doc: 'The variance of a population, rounded to ten decimals as the engine does.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize variancep(x))', result: 2 }],
  }),
  ...pair('covariance', {
    overloads: [['x: Number, y: Number', 'real']],
    refused: 'x: Summable, y: Summable',
    lower: primitive('covariance'),
    nulls: 'never',
    resultName: 'name_arguments',
    ifExample: ['covarianceif(x, 2 * x, x in (1, 3, 5))', 8],
    doc: 'The covariance of two samples, rounded to ten decimals as the engine does.',
    examples: overFive('covariance(x, 2 * x)', 5),
  }),
  ...pair('covariancep', {
    overloads: [['x: Number, y: Number', 'real']],
    refused: 'x: Summable, y: Summable',
    lower: primitive('covariancep'),
    nulls: 'never',
    resultName: 'name_arguments',
    ifExample: ['covariancepif(x, 2 * x, x in (1, 5))', 8],
    doc: 'The covariance of two populations, rounded to ten decimals as the engine does.',
    examples: overFive('covariancep(x, 2 * x)', 4),
  }),
  aggregate(
    'percentile',
    of(PERCENTILE, (t) => `(expr: ${t}, fixed percentile: Number)`),
    {
      lower: primitive('percentile'),
      resultName: 'none',
      columnsFrom: 1,
      doc: 'The value of the nearest rank at a percentile; nulls are left out.',
      examples: overFive('percentile(x, 50)', 3),
    },
  ),
  aggregate(
    'percentilew',
    of(PERCENTILE, (t) => `(expr: ${t}, weight: Integer, fixed percentile: Number)`),
    {
      lower: primitive('percentilew'),
      resultName: 'none',
      columnsFrom: 2,
      doc: 'The value of the nearest rank at a percentile, where values count by their weight.',
      examples: overFive('percentilew(x, x * x, 50)', 4),
    },
  ),
  // These two are columns of their own (bind/multi-aggregate.ts); the entries are for their names.
  aggregate(
    'percentiles',
    of(PERCENTILE, (t) => `(expr: ${t}, fixed percentile: Number+)`),
    {
      lower: primitive('percentile'),
      resultName: 'none',
      columnsFrom: 1,
      doc: 'A column for each percentile.',
      examples: [{ kql: 'range x from 1 to 5 step 1 | summarize percentiles(x, 5, 100)', rows: [[1, 5]], source: BY_HAND }],
    },
  ),
  aggregate(
    'percentilesw',
    of(PERCENTILE, (t) => `(expr: ${t}, weight: Integer, fixed percentile: Number+)`),
    {
      lower: primitive('percentilew'),
      resultName: 'none',
      columnsFrom: 2,
      doc: 'A column for each percentile, by weight.',
      examples: [{ kql: 'range x from 1 to 5 step 1 | summarize percentilesw(x, x * x, 50, 20)', rows: [[4, 3]], source: BY_HAND }],
    },
  ),
  aggregate(
    'percentiles_array',
    [...of(LISTS, (t) => `(expr: ${t}, fixed percentile: Number+)`), ...of(LISTS, (t) => `(expr: ${t}, fixed percentiles: dynamic)`)],
    {
      lower: primitive('percentiles_array'),
      resultName: 'prefix_argument',
      prefix: 'percentiles',
      doc: 'All percentiles in one array.',
      examples: overFive('percentiles_array(x, 5, 100)', [1, 5]),
    },
  ),
  aggregate(
    'percentilesw_array',
    [
      ...of(LISTS, (t) => `(expr: ${t}, weight: Integer, fixed percentile: Number+)`),
      ...of(LISTS, (t) => `(expr: ${t}, weight: Integer, fixed percentiles: dynamic)`),
    ],
    {
      lower: primitive('percentilesw_array'),
      resultName: 'prefix_argument',
      prefix: 'percentiles',
      doc: 'All percentiles in one array, by weight.',
      examples: overFive('percentilesw_array(x, x * x, dynamic([50, 20]))', [4, 3]),
    },
  ),
  ...(['and', 'or', 'xor'] as const).map((op) =>
    aggregate(`binary_all_${op}`, ['(expr: Integer): Parameter0', undocumented('(expr: Summable): Parameter0')], {
      lower: primitive(`binary_all_${op}`),
      resultName: 'argument',
      doc: `All values joined bit by bit with ${op}.`,
      examples: overFive(`binary_all_${op}(x + 8)`, { and: 8, or: 15, xor: 9 }[op]),
    }),
  ),
]
