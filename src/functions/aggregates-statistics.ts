import { pair } from './aggregate-pair.ts'
import { aggregate, type FunctionDef, primitive } from './define.ts'

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

/** Variances, percentiles and bits of groups. */
export const statistics: readonly FunctionDef[] = [
  ...pair('stdev', {
    overloads: [['expr: Number', 'real']],
    lower: primitive('stdev'),
    nulls: 'never',
    doc: 'The standard deviation of a sample, 0 for less than two values.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize stdev(x))', result: 1.5811388300841898 }],
  }),
  aggregate('stdevp', '(expr: Number): real', {
    lower: primitive('stdevp'),
    nulls: 'never',
    doc: 'The standard deviation of a population, 0 for less than two values.',
    examples: [{ kql: 'toscalar(range x from 1 to 4 step 1 | summarize stdevp(x))', result: 1.118033988749895 }],
  }),
  ...pair('variance', {
    overloads: [['expr: Number', 'real']],
    lower: primitive('variance'),
    nulls: 'never',
    doc: 'The variance of a sample, 0 for less than two values, rounded to ten decimals as the engine does.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize variance(x))', result: 2.5 }],
  }),
  ...pair('variancep', {
    overloads: [['expr: Number', 'real']],
    lower: primitive('variancep'),
    nulls: 'never',
    doc: 'The variance of a population, rounded to ten decimals as the engine does.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize variancep(x))', result: 2 }],
  }),
  ...pair('covariance', {
    overloads: [['x: Number, y: Number', 'real']],
    lower: primitive('covariance'),
    nulls: 'never',
    resultName: 'name_arguments',
    doc: 'The covariance of two samples, rounded to ten decimals as the engine does.',
  }),
  ...pair('covariancep', {
    overloads: [['x: Number, y: Number', 'real']],
    lower: primitive('covariancep'),
    nulls: 'never',
    resultName: 'name_arguments',
    doc: 'The covariance of two populations, rounded to ten decimals as the engine does.',
  }),
  aggregate(
    'percentile',
    PERCENTILE.map(([t, r]): string => `(expr: ${t}, const percentile: Number): ${r}`),
    {
      lower: primitive('percentile'),
      resultName: 'none',
      columnsFrom: 1,
      doc: 'The value of the nearest rank at a percentile; nulls are left out.',
    },
  ),
  aggregate(
    'percentilew',
    PERCENTILE.map(([t, r]): string => `(expr: ${t}, weight: Integer, const percentile: Number): ${r}`),
    {
      lower: primitive('percentilew'),
      resultName: 'none',
      columnsFrom: 2,
      doc: 'The value of the nearest rank at a percentile, where values count by their weight.',
    },
  ),
  // These two are columns of their own (bind/multi-aggregate.ts); the entries are for their names.
  aggregate(
    'percentiles',
    PERCENTILE.map(([t, r]): string => `(expr: ${t}, const percentile: Number+): ${r}`),
    { lower: primitive('percentile'), resultName: 'none', columnsFrom: 1, doc: 'A column for each percentile.' },
  ),
  aggregate(
    'percentilesw',
    PERCENTILE.map(([t, r]): string => `(expr: ${t}, weight: Integer, const percentile: Number+): ${r}`),
    { lower: primitive('percentilew'), resultName: 'none', columnsFrom: 2, doc: 'A column for each percentile, by weight.' },
  ),
  aggregate(
    'percentiles_array',
    LISTS.flatMap(([t, r]) => [`(expr: ${t}, const percentile: Number+): ${r}`, `(expr: ${t}, const percentiles: dynamic): ${r}`]),
    { lower: primitive('percentiles_array'), resultName: 'prefix_argument', prefix: 'percentiles', doc: 'All percentiles in one array.' },
  ),
  aggregate(
    'percentilesw_array',
    LISTS.flatMap(([t, r]) => [
      `(expr: ${t}, weight: Integer, const percentile: Number+): ${r}`,
      `(expr: ${t}, weight: Integer, const percentiles: dynamic): ${r}`,
    ]),
    {
      lower: primitive('percentilesw_array'),
      resultName: 'prefix_argument',
      prefix: 'percentiles',
      doc: 'All percentiles in one array, by weight.',
    },
  ),
  ...(['and', 'or', 'xor'] as const).map((op) =>
    aggregate(`binary_all_${op}`, '(expr: Integer): Parameter0', {
      lower: primitive(`binary_all_${op}`),
      resultName: 'argument',
      doc: `All values joined bit by bit with ${op}.`,
    }),
  ),
]
