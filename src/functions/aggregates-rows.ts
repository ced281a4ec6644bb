import { overFive } from './aggregate-pair.ts'
import { aggregate, type FunctionDef, primitive } from './define.ts'

const BY_HAND = "by hand, after the function's page"

const ROW = { resultName: 'none', ordered: true } as const
const EXTREME = (name: string) => `(${name}: Orderable, returned: Scalar+): dynamic`

const extreme = (name: 'arg_max' | 'arg_min', alias: string, first: number): readonly FunctionDef[] => {
  const signatures = ['(value: Orderable): Parameter0', EXTREME('value')]
  const which = name === 'arg_max' ? 'greatest' : 'smallest'
  const d = { ...ROW, columnsFrom: 0, lower: primitive(name) }
  return [
    aggregate(name, signatures, {
      ...d,
      doc: `Columns of the row with the ${which} value; of several the first, where rows have an order.`,
      examples: [
        { kql: `range x from 1 to 5 step 1 | summarize ${name}(abs(x - 2), x)`, rows: [first === 5 ? [3, 5] : [0, 2]], source: BY_HAND },
      ],
    }),
    aggregate(alias, signatures, { ...d, doc: `An older form of ${name}.`, examples: overFive(`${alias}(x)`, first === 5 ? 5 : 1) }),
  ]
}

/** Aggregates that pick a row. With several values they yield a struct with the fields f0, f1 …, which bind/multi-aggregate.ts takes apart. */
export const rowAggregates: readonly FunctionDef[] = [
  ...extreme('arg_max', 'argmax', 5),
  ...extreme('arg_min', 'argmin', 1),
  ...(['take_any', 'any'] as const).map((name) =>
    aggregate(name, [['(expr: Scalar): Parameter0', primitive('take_any')], '(expr: Scalar{2,}): dynamic'], {
      ...ROW,
      columnsFrom: 0,
      lower: primitive('take_row'),
      doc:
        name === 'any'
          ? 'An older form of take_any.'
          : 'Columns of any row; a single one is of a row that has a value, where there is one.',
      examples: overFive(`${name}(x / 6)`, 0),
    }),
  ),
  aggregate('take_anyif', '(expr: Scalar, predicate: bool): Parameter0', {
    ...ROW,
    lower: primitive('take_any'),
    resultName: 'argument',
    doc: 'The value of any row for which the condition holds.',
    examples: overFive('take_anyif(x, x > 4)', 5),
  }),
  aggregate('anyif', '(expr: Scalar, predicate: bool): Parameter0', {
    ...ROW,
    lower: primitive('take_any'),
    resultName: 'name_argument',
    doc: 'An older form of take_anyif.',
    examples: overFive('anyif(x, x > 4)', 5),
  }),
  aggregate('passthrough', '(expr: Scalar): Parameter0', {
    ...ROW,
    lower: { kind: 'unsupported', why: 'it is an internal aggregate of the service' },
    resultName: 'argument',
    doc: 'Internal to the service.',
  }),
]
