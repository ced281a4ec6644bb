import { overFive, pair } from './aggregate-pair.ts'
import { aggregate, type FunctionDef, primitive } from './define.ts'

const LIST = { lower: primitive('make_list'), nulls: 'never', resultName: 'prefix_argument', prefix: 'list', ordered: true } as const
const SET = { lower: primitive('make_set'), nulls: 'never', resultName: 'prefix_argument', prefix: 'set', ordered: true } as const
const BAG = { lower: primitive('make_bag'), nulls: 'never', resultName: 'prefix_argument', prefix: 'bag', ordered: true } as const

/** Lists, sets and bags of values. Lists follow the order of the rows where they have one. */
export const collections: readonly FunctionDef[] = [
  ...pair('make_list', {
    ...LIST,
    overloads: [['expr: Scalar', 'Parameter0List']],
    tail: 'fixed maxSize: Integer?',
    ifName: 'make_list_if',
    ifExample: ['make_list_if(x, x > 3)', [4, 5]],
    doc: 'The values as an array: nulls are left out but of dynamic values, whose arrays are unfolded.',
    examples: [{ kql: 'toscalar(range x from 1 to 3 step 1 | summarize make_list(x))', result: [1, 2, 3] }],
  }),
  aggregate('makelist', '(expr: Scalar, fixed maxSize: Integer?): Parameter0List', {
    ...LIST,
    lower: primitive('makelist'),
    doc: 'An older form of make_list: at most 128 values unless it is given a size.',
    examples: overFive('makelist(x, 2)', [1, 2]),
  }),
  aggregate('make_list_with_nulls', '(expr: Scalar): Parameter0List', {
    ...LIST,
    lower: primitive('make_list_with_nulls'),
    doc: 'The values as an array, with nulls.',
    examples: [
      {
        kql: 'toscalar(range x from 1 to 3 step 1 | summarize make_list_with_nulls(iff(x == 2, long(null), x)))',
        result: [1, null, 3],
        source: 'recorded',
      },
    ],
  }),
  ...pair('make_set', {
    ...SET,
    overloads: [['expr: Scalar', 'Parameter0List']],
    tail: 'fixed maxSize: Integer?',
    ifName: 'make_set_if',
    ifExample: ['make_set_if(x % 2, x > 4)', [1]],
    doc: 'The distinct values as an array: nulls are left out but of dynamic values, whose arrays are unfolded.',
    examples: [{ kql: 'toscalar(range x from 1 to 5 step 1 | summarize make_set(x % 2))', result: [1, 0] }],
  }),
  aggregate('makeset', '(expr: Scalar, fixed maxSize: Integer?): Parameter0List', {
    ...SET,
    lower: primitive('makeset'),
    doc: 'An older form of make_set: at most 128 values unless it is given a size.',
    examples: overFive('makeset(x / 5)', [0, 1]),
  }),
  ...pair('make_bag', {
    ...BAG,
    overloads: [['expr: dynamic', 'dynamic']],
    tail: 'fixed maxSize: Integer?',
    ifName: 'make_bag_if',
    ifExample: ["make_bag_if(bag_pack('k', x), x > 3)", { k: 4 }],
    doc: 'All properties of the bags in one bag; of several values of a property the first is kept.',
    examples: overFive('make_bag(bag_pack(tostring(x % 2), x))', { '1': 1, '0': 2 }),
  }),
  aggregate('buildschema', '(expr: DynamicBag): dynamic', {
    lower: primitive('buildschema'),
    resultName: 'prefix_argument',
    prefix: 'schema',
    ordered: true,
    doc: 'The smallest schema that all values fulfil.',
    limit: 'Nulls within the values end the query, since what they contribute is not documented.',
    examples: [
      {
        kql: `toscalar(datatable(d: dynamic)[dynamic({'a': 1, 'b': [1.5]}), dynamic({'a': 'x', 'c': {'d': true}})] | summarize buildschema(d))`,
        result: { a: ['long', 'string'], b: { '`indexer`': 'double' }, c: { d: 'bool' } },
        source: "by hand, after the function's page",
      },
    ],
  }),
  aggregate('make_dictionary', '(expr: dynamic, fixed maxSize: Integer?): dynamic', {
    ...BAG,
    lower: primitive('make_dictionary'),
    prefix: 'dictionary',
    doc: 'An older form of make_bag, of at most 128 properties.',
    examples: overFive('make_dictionary(bag_pack(tostring(x % 2), x))', { '1': 1, '0': 2 }),
  }),
]
