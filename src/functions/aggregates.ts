import { overFive, pair } from './aggregate-pair.ts'
import { aggregate, type FunctionDef, primitive } from './define.ts'

/** Counts, sums, means, extremes. */
export const aggregates: readonly FunctionDef[] = [
  aggregate('count', ['(): long', '(predicate: bool): long', ['(expr: Scalar): long', primitive('count_rows')]], {
    lower: primitive('count'),
    nulls: 'never',
    doc: 'The number of rows; with a condition the number for which it holds, with any other value all rows.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize count())', result: 5 }],
  }),
  aggregate('cnt', '(): long', {
    lower: primitive('count'),
    nulls: 'never',
    doc: 'An older name of count.',
    examples: overFive('cnt()', 5),
  }),
  aggregate('countif', '(predicate: bool): long', {
    lower: primitive('count'),
    nulls: 'never',
    doc: 'The number of rows for which the condition holds.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize countif(x > 3))', result: 2 }],
  }),
  ...pair('dcount', {
    overloads: [['expr: Scalar', 'long']],
    tail: 'fixed accuracy: Integer?',
    lower: primitive('count_distinct'),
    nulls: 'never',
    ifExample: ['dcountif(x % 2, x > 4)', 1],
    doc: 'The number of distinct values but null.',
    limit: 'It is exact, where the service estimates the size of large sets.',
    examples: [{ kql: 'toscalar(range x from 1 to 6 step 1 | summarize dcount(x % 3))', result: 3 }],
  }),
  ...pair('count_distinct', {
    overloads: [['expr: NotDynamic', 'long']],
    lower: primitive('count_distinct'),
    nulls: 'never',
    ifExample: ['count_distinctif(x % 3, x > 3)', 2],
    doc: 'The number of distinct values but null.',
    examples: [{ kql: 'toscalar(range x from 1 to 6 step 1 | summarize count_distinct(x % 3))', result: 3 }],
  }),
  ...pair('sum', {
    overloads: [['expr: Summable', 'Parameter0Promoted']],
    lower: primitive('sum'),
    nulls: 'never',
    ifExample: ['sumif(x, x > 3)', 9],
    doc: 'The sum, 0 where there is nothing to add; longs wrap on overflow.',
    examples: [{ kql: 'toscalar(range x from 1 to 4 step 1 | summarize sum(x))', result: 10 }],
  }),
  ...pair('avg', {
    overloads: [
      ['expr: Integer|real', 'real'],
      ['expr: decimal|timespan|datetime', 'Parameter0'],
    ],
    lower: primitive('avg'),
    ifExample: ['avgif(x, x > 3)', 4.5],
    doc: 'The mean of the values but null; of no numbers it is NaN.',
    examples: [{ kql: 'toscalar(range x from 1 to 4 step 1 | summarize avg(x))', result: 2.5 }],
  }),
  ...pair('min', {
    overloads: [['expr: Orderable', 'Parameter0']],
    lower: primitive('min'),
    ifExample: ['minif(x, x > 3)', 4],
    doc: 'The smallest value but null; NaN where there is one.',
    examples: [{ kql: 'toscalar(range x from 3 to 5 step 1 | summarize min(x))', result: 3 }],
  }),
  ...pair('max', {
    overloads: [['expr: Orderable', 'Parameter0']],
    lower: primitive('max'),
    ifExample: ['maxif(x, x < 3)', 2],
    doc: 'The greatest value; NaN where there is one.',
    examples: [{ kql: 'toscalar(range x from 3 to 5 step 1 | summarize max(x))', result: 5 }],
  }),
]
