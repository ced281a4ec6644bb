import { aggregate, type FunctionDef, primitive } from './define.ts'

const ROW = { resultName: 'none', ordered: true } as const
const EXTREME = (name: string) => `(${name}: Orderable, returned: Scalar+): dynamic`

const extreme = (name: 'arg_max' | 'arg_min', alias: string): readonly FunctionDef[] => {
  const signatures = ['(value: Orderable): Parameter0', EXTREME('value')]
  const which = name === 'arg_max' ? 'greatest' : 'smallest'
  const d = { ...ROW, columnsFrom: 0, lower: primitive(name) }
  return [
    aggregate(name, signatures, {
      ...d,
      doc: `Columns of the row with the ${which} value; of several the first, where rows have an order.`,
    }),
    aggregate(alias, signatures, { ...d, doc: `An older form of ${name}.` }),
  ]
}

/** Aggregates that pick a row. With several values they yield a struct with the fields f0, f1 …, which bind/multi-aggregate.ts takes apart. */
export const rowAggregates: readonly FunctionDef[] = [
  ...extreme('arg_max', 'argmax'),
  ...extreme('arg_min', 'argmin'),
  ...(['take_any', 'any'] as const).map((name) =>
    aggregate(name, [['(expr: Scalar): Parameter0', primitive('take_any')], '(expr: Scalar{2,}): dynamic'], {
      ...ROW,
      columnsFrom: 0,
      lower: primitive('take_row'),
      doc:
        name === 'any'
          ? 'An older form of take_any.'
          : 'Columns of any row; a single one is of a row that has a value, where there is one.',
    }),
  ),
  aggregate('take_anyif', '(expr: Scalar, predicate: bool): Parameter0', {
    ...ROW,
    lower: primitive('take_any'),
    resultName: 'argument',
    doc: 'The value of any row for which the condition holds.',
  }),
  aggregate('anyif', '(expr: Scalar, predicate: bool): Parameter0', {
    ...ROW,
    lower: primitive('take_any'),
    resultName: 'name_argument',
    doc: 'An older form of take_anyif.',
  }),
  aggregate('passthrough', '(expr: Scalar): Parameter0', {
    ...ROW,
    lower: { kind: 'unsupported', why: 'it is an internal aggregate of the service' },
    resultName: 'argument',
    doc: 'Internal to the service.',
  }),
]
