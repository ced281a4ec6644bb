/** Infix operators. They are entries like functions: the binder, the docs and the tests treat them alike. */
import { type FunctionDef, operator, primitive, type SignatureText, unsupported } from './define.ts'
import { foldAdd, foldDivide, foldMultiply, foldNegate, foldSubtract } from './fold.ts'

const WITH_DYNAMIC: readonly SignatureText[] = [
  '(left: dynamic, right: int): long',
  '(left: int, right: dynamic): long',
  '(left: dynamic, right: Number): Parameter1',
  '(left: Number, right: dynamic): Parameter0',
]
const TIMES_WITH_DYNAMIC: readonly SignatureText[] = [
  '(left: dynamic, right: timespan): timespan',
  '(left: timespan, right: dynamic): timespan',
]
const RATIOS_OF_TIMES: readonly SignatureText[] = ['(left: datetime, right: timespan): real', '(left: datetime, right: datetime): real']

const TEXT = '(left: StringOrDynamic, right: StringOrDynamic): bool'

const text = (name: Parameters<typeof primitive>[0], doc: string): FunctionDef =>
  operator(name, TEXT, { lower: primitive(name), nulls: 'never', doc })

const undocumented = (name: string): FunctionDef =>
  operator(name, TEXT, { lower: unsupported('what it means here is not documented'), nulls: 'never', doc: 'A test of texts.' })

const COMPARE: readonly SignatureText[] = [
  '(left: NumberOrBool, right: NumberOrBool): bool',
  '(left: datetime, right: datetime): bool',
  '(left: timespan, right: timespan): bool',
  '(left: dynamic, right: Number): bool',
  '(left: Number, right: dynamic): bool',
  '(left: dynamic, right: dynamic): bool',
]

const compare = (name: '<' | '<=' | '>' | '>=', doc: string): FunctionDef =>
  operator(name, COMPARE, { lower: primitive(name), nulls: 'strict', doc })

export const operators: readonly FunctionDef[] = [
  operator('and', '(left: bool|dynamic, right: bool|dynamic): bool', { lower: primitive('and'), nulls: 'strict', doc: 'Both are true.' }),
  operator('or', '(left: bool|dynamic, right: bool|dynamic): bool', {
    lower: primitive('or'),
    nulls: 'strict',
    doc: 'At least one is true.',
  }),
  operator('==', '(left: Scalar, right: Scalar): bool', {
    lower: primitive('=='),
    nulls: 'strict',
    doc: 'The values are equal; false where one side is null.',
  }),
  operator('!=', '(left: Scalar, right: Scalar): bool', {
    lower: primitive('!='),
    nulls: 'strict',
    doc: 'The values differ; true where one side is null.',
  }),
  compare('<', 'The left value is smaller.'),
  compare('<=', 'The left value is not greater.'),
  compare('>', 'The left value is greater.'),
  compare('>=', 'The left value is not smaller.'),
  operator(
    '+',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: timespan): timespan',
      '(left: datetime, right: timespan): datetime',
      '(left: timespan, right: datetime): datetime',
      ...WITH_DYNAMIC,
      ...TIMES_WITH_DYNAMIC,
      '(left: datetime, right: dynamic): datetime',
      '(left: dynamic, right: datetime): datetime',
    ],
    { lower: primitive('+'), nulls: 'maybe', fold: foldAdd, doc: 'The sum; longs wrap on overflow.' },
  ),
  operator(
    '-',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: timespan): timespan',
      '(left: datetime, right: datetime): timespan',
      '(left: datetime, right: timespan): datetime',
      ...WITH_DYNAMIC,
      ...TIMES_WITH_DYNAMIC,
      '(left: datetime, right: dynamic): timespan',
      '(left: dynamic, right: datetime): timespan',
    ],
    { lower: primitive('-'), nulls: 'maybe', fold: foldSubtract, doc: 'The difference; longs wrap on overflow.' },
  ),
  operator(
    '*',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: Number): timespan',
      '(left: Number, right: timespan): timespan',
      ...WITH_DYNAMIC,
    ],
    { lower: primitive('*'), nulls: 'maybe', fold: foldMultiply, doc: 'The product; longs wrap on overflow.' },
  ),
  operator(
    '/',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: timespan): real',
      '(left: timespan, right: Number): timespan',
      ...RATIOS_OF_TIMES,
      ...WITH_DYNAMIC,
    ],
    {
      lower: primitive('/'),
      nulls: 'maybe',
      fold: foldDivide,
      doc: 'The quotient; of integers it is truncated, and null where the divisor is 0.',
    },
  ),
  operator('%', ['(left: Number, right: Number): Widest', '(left: timespan|datetime, right: timespan): timespan', ...WITH_DYNAMIC], {
    lower: primitive('%'),
    nulls: 'maybe',
    doc: 'The remainder, never negative.',
  }),
  operator('unary -', ['(operand: int): long', '(operand: Number|timespan): Parameter0', '(operand: dynamic): dynamic'], {
    lower: primitive('negate'),
    nulls: 'maybe',
    fold: foldNegate,
    doc: 'The negated value.',
  }),
  operator('unary +', ['(operand: int): long', '(operand: Summable): Parameter0', '(operand: dynamic): dynamic'], {
    lower: { kind: 'identity' },
    nulls: 'strict',
    doc: 'The value itself.',
  }),
  operator(
    'between',
    [
      '(value: Number, low: Number, high: Number): bool',
      '(value: datetime, low: datetime, high: datetime|timespan): bool',
      '(value: timespan, low: timespan, high: timespan): bool',
      '(value: dynamic, low: Number, high: Number): bool',
    ],
    { lower: primitive('between'), nulls: 'strict', doc: 'The value lies in the range, both ends included.' },
  ),
  operator(
    '!between',
    [
      '(value: Number, low: Number, high: Number): bool',
      '(value: datetime, low: datetime, high: datetime|timespan): bool',
      '(value: timespan, low: timespan, high: timespan): bool',
      '(value: dynamic, low: Number, high: Number): bool',
    ],
    { lower: primitive('!between'), nulls: 'strict', doc: 'The value lies outside of the range.' },
  ),
  operator('in', '(value: Scalar, items: Scalar+): bool', {
    lower: primitive('in'),
    nulls: 'never',
    doc: 'The value equals one of the items.',
  }),
  operator('!in', '(value: Scalar, items: Scalar+): bool', {
    lower: primitive('!in'),
    nulls: 'never',
    doc: 'The value equals none of the items.',
  }),
  operator('in~', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('in~'),
    nulls: 'never',
    doc: 'The value equals one of the items, case aside.',
  }),
  operator('!in~', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('!in~'),
    nulls: 'never',
    doc: 'The value equals none of the items, case aside.',
  }),
  operator('has_any', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('has_any'),
    nulls: 'never',
    doc: 'The text has one of the terms.',
  }),
  operator('has_all', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('has_all'),
    nulls: 'never',
    doc: 'The text has all of the terms.',
  }),
  text('=~', 'The texts are equal, case aside.'),
  text('!~', 'The texts differ, case aside.'),
  text('has', 'The text has the term.'),
  text('!has', 'The text lacks the term.'),
  text('has_cs', 'The text has the term in this case.'),
  text('!has_cs', 'The text lacks the term in this case.'),
  text('hasprefix', 'A term of the text begins so.'),
  text('!hasprefix', 'No term of the text begins so.'),
  text('hasprefix_cs', 'A term of the text begins so, in this case.'),
  text('!hasprefix_cs', 'No term of the text begins so, in this case.'),
  text('hassuffix', 'A term of the text ends so.'),
  text('!hassuffix', 'No term of the text ends so.'),
  text('hassuffix_cs', 'A term of the text ends so, in this case.'),
  text('!hassuffix_cs', 'No term of the text ends so, in this case.'),
  text('contains', 'The text contains the other.'),
  text('!contains', 'The text does not contain the other.'),
  text('contains_cs', 'The text contains the other in this case.'),
  text('!contains_cs', 'The text does not contain the other in this case.'),
  text('startswith', 'The text begins with the other.'),
  text('!startswith', 'The text does not begin with the other.'),
  text('startswith_cs', 'The text begins with the other in this case.'),
  text('!startswith_cs', 'The text does not begin with the other in this case.'),
  text('endswith', 'The text ends with the other.'),
  text('!endswith', 'The text does not end with the other.'),
  text('endswith_cs', 'The text ends with the other in this case.'),
  text('!endswith_cs', 'The text does not end with the other in this case.'),
  ...['like', 'notlike', 'likecs', 'notlikecs', ':'].map(undocumented),
  operator('matches regex', TEXT, {
    lower: primitive('matches regex'),
    nulls: 'never',
    doc: 'The regular expression (RE2) matches somewhere in the text.',
  }),
]
