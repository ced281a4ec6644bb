/**
 * Intermediate results of dcount and percentiles. The engine's are estimates once a set is large; ours hold all values, so that merging
 * them is exact. Their inner form is ours alone: only the functions of this file read it.
 */
import { aggregate, type Declaration, type FunctionDef, macro, primitive, scalar, undocumented, unsupported } from './define.ts'

const LIMIT = 'It holds all values, so that what is read from it is exact; the service estimates for large sets.'
const INTERNAL = unsupported('it is an internal function of the service')
const RANKS = ['(digest: DynamicArray, value: Summable): real', undocumented('(digest: DynamicArray, value: Scalar): real')]
const BY_HAND = "by hand, after the function's page"

const merging = (name: string, sketch: string, d: Omit<Declaration, 'doc' | 'resultName'> & { readonly prefix: string }): FunctionDef =>
  aggregate(name, `(${sketch}: DynamicArray): dynamic`, {
    ...d,
    resultName: 'prefix_argument',
    limit: LIMIT,
    doc: `The intermediate results of ${sketch}() merged into one.`,
  })

const digests = (name: string): readonly FunctionDef[] => [
  merging(name, 'tdigest', {
    lower: primitive('tdigest_merge'),
    prefix: 'merge_tdigests',
    examples: [
      {
        kql: `toscalar(range x from 1 to 9 step 1 | summarize d = tdigest(x) by x % 2 | summarize percentile_tdigest(${name}(d), 50))`,
        result: 5,
        source: BY_HAND,
      },
    ],
  }),
  scalar(name, '(tdigest: DynamicArray{2,16}): dynamic', {
    lower: primitive('tdigests_merge'),
    resultName: 'prefix',
    prefix: 'tdigests_merge_result',
    limit: LIMIT,
    doc: 'Several intermediate results of tdigest() merged into one.',
    examples: [
      {
        kql: `toscalar(range x from 1 to 5 step 1 | summarize d = tdigest(x), e = tdigest(x + 10) | project percentile_tdigest(${name}(d, e), 50))`,
        result: 5,
        source: BY_HAND,
      },
    ],
  }),
]

export const sketches: readonly FunctionDef[] = [
  aggregate('hll', '(expr: NotRealOrBool, fixed accuracy: Integer?): dynamic', {
    lower: primitive('hll'),
    resultName: 'prefix_argument',
    prefix: 'hll',
    limit: LIMIT,
    doc: 'The intermediate result of dcount.',
    examples: [{ kql: 'toscalar(range x from 1 to 9 step 1 | summarize dcount_hll(hll(x % 4)))', result: 4, source: BY_HAND }],
  }),
  aggregate('hll_if', '(expr: NotRealOrBool, predicate: bool, fixed accuracy: Integer?): dynamic', {
    lower: primitive('hll'),
    resultName: 'prefix_argument',
    prefix: 'hll_if',
    limit: LIMIT,
    doc: 'As hll, over the rows for which the condition holds.',
    examples: [{ kql: 'toscalar(range x from 1 to 9 step 1 | summarize dcount_hll(hll_if(x, x > 6)))', result: 3, source: BY_HAND }],
  }),
  merging('hll_merge', 'hll', {
    lower: primitive('hll_merge'),
    prefix: 'hll_merge',
    examples: [
      {
        kql: 'toscalar(range x from 1 to 9 step 1 | summarize h = hll(x % 5) by x % 2 | summarize dcount_hll(hll_merge(h)))',
        result: 5,
        source: BY_HAND,
      },
    ],
  }),
  scalar('hll_merge', '(hll: DynamicArray{2,64}): dynamic', {
    lower: primitive('hlls_merge'),
    resultName: 'prefix',
    prefix: 'hll_merged_result',
    limit: LIMIT,
    doc: 'Several intermediate results of hll() merged into one.',
    examples: [
      {
        kql: 'toscalar(range x from 1 to 9 step 1 | summarize h = hll(x), i = hll(x + 5) | project dcount_hll(hll_merge(h, i)))',
        result: 14,
        source: BY_HAND,
      },
    ],
  }),
  scalar('dcount_hll', '(hll: DynamicArray): long', {
    nulls: 'strict',
    resultName: 'name_argument',
    limit: LIMIT,
    doc: 'The number of distinct values that hll() has seen.',
    examples: [
      { kql: 'toscalar(range x from 1 to 9 step 1 | summarize h = hll(x % 2) | project dcount_hll(h))', result: 2, source: BY_HAND },
    ],
  }),
  aggregate('tdigest', '(expr: Summable, weight: Integer?): dynamic', {
    lower: primitive('tdigest'),
    resultName: 'prefix_argument',
    prefix: 'tdigest',
    limit: LIMIT,
    doc: 'The intermediate result of percentiles, with a weight those by weight.',
    examples: [
      {
        kql: 'toscalar(datatable(v: real, w: long)[1.5, 1, 2.5, 3] | summarize percentile_tdigest(tdigest(v, w), 30))',
        result: 2.5,
        source: BY_HAND,
      },
    ],
  }),
  ...digests('tdigest_merge'),
  ...digests('merge_tdigest'),
  scalar(
    'percentile_tdigest',
    // With a type as third argument the value is converted to it (bind/special/typed-extract.ts).
    '(tdigest: DynamicArray, percentile: real): dynamic',
    {
      lower: macro('kql_tdigest_percentile'),
      resultName: 'name_argument',
      limit: LIMIT,
      doc: 'The value of the nearest rank at a percentile of the values that tdigest() has seen.',
      examples: [
        {
          kql: 'toscalar(range x from 1 to 9 step 1 | summarize d = tdigest(x * 1h) | project percentile_tdigest(d, 50, typeof(timespan)))',
          result: '05:00:00',
          source: BY_HAND,
        },
      ],
    },
  ),
  scalar(
    'percentiles_array_tdigest',
    ['(tdigest: DynamicArray, percentiles: DynamicArray): dynamic', '(tdigest: DynamicArray, percentile: real+): dynamic'],
    {
      lower: primitive('tdigest_percentiles'),
      resultName: 'prefix_argument',
      prefix: 'percentile_tdigest',
      limit: LIMIT,
      doc: 'Several percentiles of the values that tdigest() has seen.',
      examples: [
        {
          kql: 'toscalar(range x from 1 to 9 step 1 | summarize d = tdigest(x) | project percentiles_array_tdigest(d, 0, 50, 100))',
          result: [1, 5, 9],
          source: BY_HAND,
        },
      ],
    },
  ),
  scalar('rank_tdigest', RANKS, {
    lower: primitive('tdigest_rank'),
    limit: LIMIT,
    doc: 'How many of the values that tdigest() has seen are not greater than a value.',
    examples: [{ kql: 'toscalar(range x from 1 to 1000 step 1 | summarize d = tdigest(x) | project rank_tdigest(d, 685))', result: 685 }],
  }),
  scalar('percentrank_tdigest', RANKS, {
    lower: primitive('tdigest_percentrank'),
    limit: LIMIT,
    doc: 'How many percent of the values that tdigest() has seen are not greater than a value.',
    examples: [
      {
        kql: 'toscalar(range x from 1 to 10 step 1 | summarize d = tdigest(x) | project percentrank_tdigest(d, 4))',
        result: 40,
        source: BY_HAND,
      },
    ],
  }),
  scalar('hll_isvalid', '(hll: DynamicArray, value: Scalar): bool', { lower: INTERNAL, doc: 'Internal to the service.' }),
  scalar('tdigest_isvalid', '(digest: DynamicArray, value: Scalar): bool', { lower: INTERNAL, doc: 'Internal to the service.' }),
  scalar('__hll_normalize', '(hll: dynamic{2,16}): dynamic', { lower: INTERNAL, doc: 'Internal to the service.' }),
]
