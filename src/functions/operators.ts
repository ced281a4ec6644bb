/** Infix operators. They are entries like functions: the binder, the docs and the tests treat them alike. */
import { type Example, type FunctionDef, operator, primitive, type SignatureText, undocumented, unsupported } from './define.ts'
import { foldAdd, foldCompare, foldDivide, foldMultiply, foldNegate, foldSubtract } from './fold.ts'

const BY_HAND = "by hand, after the operator's page"

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

/** What Microsoft's parser lets arithmetic take beyond what is documented. */
const OF_DATETIMES = undocumented('(left: datetime, right: datetime|Number): datetime')

const TEXT = '(left: StringOrDynamic, right: StringOrDynamic): bool'

/** Examples of conditions that hold. */
const holds = (...kql: readonly string[]): readonly Example[] => kql.map((k) => ({ kql: k, result: true, source: BY_HAND }))
const yields = (kql: string, result: unknown): readonly Example[] => [{ kql, result, source: BY_HAND }]

const text = (name: Parameters<typeof primitive>[0], doc: string, example: string): FunctionDef =>
  operator(name, TEXT, { lower: primitive(name), nulls: 'never', doc, examples: holds(example) })

const unclear = (name: string): FunctionDef =>
  operator(name, TEXT, { lower: unsupported('what it means here is not documented'), nulls: 'never', doc: 'A test of texts.' })

const COMPARE: readonly SignatureText[] = [
  '(left: NumberOrBool, right: NumberOrBool): bool',
  '(left: datetime, right: datetime): bool',
  '(left: timespan, right: timespan): bool',
  '(left: dynamic, right: Number): bool',
  '(left: Number, right: dynamic): bool',
  '(left: dynamic, right: dynamic): bool',
]

const compare = (name: '<' | '<=' | '>' | '>=', doc: string, example: string, order: (a: bigint, b: bigint) => boolean): FunctionDef =>
  operator(name, COMPARE, { lower: primitive(name), fold: foldCompare(order), nulls: 'strict', doc, examples: holds(example) })

export const operators: readonly FunctionDef[] = [
  operator('and', '(left: bool|dynamic, right: bool|dynamic): bool', {
    lower: primitive('and'),
    nulls: 'strict',
    doc: 'Both are true.',
    examples: holds('1 < 2 and 2 < 3'),
  }),
  operator('or', '(left: bool|dynamic, right: bool|dynamic): bool', {
    lower: primitive('or'),
    nulls: 'strict',
    doc: 'At least one is true.',
    examples: holds('1 > 2 or 2 < 3'),
  }),
  operator('==', '(left: Scalar, right: Scalar): bool', {
    lower: primitive('=='),
    fold: foldCompare((a, b) => a === b),
    nulls: 'strict',
    doc: 'The values are equal; false where one side is null.',
    examples: [...holds('1 == 1.0'), ...yields('int(null) == 1', false)],
  }),
  operator('!=', '(left: Scalar, right: Scalar): bool', {
    lower: primitive('!='),
    fold: foldCompare((a, b) => a !== b),
    nulls: 'strict',
    doc: 'The values differ; true where one side is null.',
    examples: holds("'a' != 'A'", 'int(null) != 1'),
  }),
  compare('<', 'The left value is smaller.', '1 < 1.5', (a, b) => a < b),
  compare('<=', 'The left value is not greater.', '1h <= 60m', (a, b) => a <= b),
  compare('>', 'The left value is greater.', 'datetime(2026-01-02) > datetime(2026-01-01)', (a, b) => a > b),
  compare('>=', 'The left value is not smaller.', '2 >= 2', (a, b) => a >= b),
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
      undocumented('(left: datetime, right: datetime): datetime'),
    ],
    {
      lower: primitive('+'),
      nulls: 'maybe',
      fold: foldAdd,
      doc: 'The sum; longs wrap on overflow.',
      examples: [...yields('1 + 2', 3), ...yields('datetime(2026-01-01) + 36h', '2026-01-02T12:00:00.0000000Z')],
    },
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
      undocumented('(left: timespan, right: datetime): datetime'),
    ],
    {
      lower: primitive('-'),
      nulls: 'maybe',
      fold: foldSubtract,
      doc: 'The difference; longs wrap on overflow.',
      examples: yields('datetime(2026-01-02) - datetime(2026-01-01)', '1.00:00:00'),
    },
  ),
  operator(
    '*',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: Number): timespan',
      '(left: Number, right: timespan): timespan',
      ...WITH_DYNAMIC,
      OF_DATETIMES,
      undocumented('(left: Number, right: datetime): datetime'),
      undocumented('(left: timespan, right: timespan): timespan'),
    ],
    {
      lower: primitive('*'),
      nulls: 'maybe',
      fold: foldMultiply,
      doc: 'The product; longs wrap on overflow.',
      examples: [...yields('6 * 7', 42), ...yields('2 * 1.5h', '03:00:00')],
    },
  ),
  operator(
    '/',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan, right: timespan): real',
      '(left: timespan, right: Number): timespan',
      ...RATIOS_OF_TIMES,
      ...WITH_DYNAMIC,
      OF_DATETIMES,
    ],
    {
      lower: primitive('/'),
      nulls: 'maybe',
      fold: foldDivide,
      doc: 'The quotient; of integers it is truncated, and null where the divisor is 0.',
      examples: [...yields('-7 / 2', -3), ...yields('1h / 8m', 7.5), ...yields('1 / 0', null)],
    },
  ),
  operator(
    '%',
    [
      '(left: Number, right: Number): Widest',
      '(left: timespan|datetime, right: timespan): timespan',
      ...WITH_DYNAMIC,
      OF_DATETIMES,
      undocumented('(left: timespan, right: Number): timespan'),
    ],
    { lower: primitive('%'), nulls: 'maybe', doc: 'The remainder, never negative.', examples: yields('-7 % 3', 2) },
  ),
  operator(
    'unary -',
    [
      '(operand: int): long',
      '(operand: Number|timespan): Parameter0',
      '(operand: dynamic): dynamic',
      undocumented('(operand: datetime): datetime'),
    ],
    {
      lower: primitive('negate'),
      nulls: 'maybe',
      fold: foldNegate,
      doc: 'The negated value.',
      examples: yields('-(2 + 1)', -3),
    },
  ),
  operator('unary +', ['(operand: int): long', '(operand: Summable): Parameter0', '(operand: dynamic): dynamic'], {
    lower: { kind: 'identity' },
    nulls: 'strict',
    doc: 'The value itself.',
    examples: yields('+(2 + 1)', 3),
  }),
  operator(
    'between',
    [
      '(value: Number, low: Number, high: Number): bool',
      '(value: datetime, low: datetime, high: datetime|timespan): bool',
      '(value: timespan, low: timespan, high: timespan): bool',
      '(value: dynamic, low: Number, high: Number): bool',
    ],
    {
      lower: primitive('between'),
      nulls: 'strict',
      doc: 'The value lies in the range, both ends included.',
      examples: holds('5 between (1 .. 5)', 'datetime(2026-01-02) between (datetime(2026-01-01) .. 1d)'),
    },
  ),
  operator(
    '!between',
    [
      '(value: Number, low: Number, high: Number): bool',
      '(value: datetime, low: datetime, high: datetime|timespan): bool',
      '(value: timespan, low: timespan, high: timespan): bool',
      '(value: dynamic, low: Number, high: Number): bool',
    ],
    { lower: primitive('!between'), nulls: 'strict', doc: 'The value lies outside of the range.', examples: holds('6 !between (1 .. 5)') },
  ),
  operator('in', '(value: Scalar, items: Scalar+): bool', {
    lower: primitive('in'),
    nulls: 'never',
    doc: 'The value equals one of the items.',
    examples: holds("'b' in ('a', 'b')"),
  }),
  operator('!in', '(value: Scalar, items: Scalar+): bool', {
    lower: primitive('!in'),
    nulls: 'never',
    doc: 'The value equals none of the items.',
    examples: holds("'B' !in ('a', 'b')"),
  }),
  operator('in~', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('in~'),
    nulls: 'never',
    doc: 'The value equals one of the items, case aside.',
    examples: holds("'B' in~ ('a', 'b')"),
  }),
  operator('!in~', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('!in~'),
    nulls: 'never',
    doc: 'The value equals none of the items, case aside.',
    examples: holds("'c' !in~ ('a', 'b')"),
  }),
  operator('has_any', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('has_any'),
    nulls: 'never',
    doc: 'The text has one of the terms.',
    examples: holds("'run cmd.exe' has_any ('powershell', 'cmd')"),
  }),
  operator('has_all', '(value: StringOrDynamic, items: Scalar+): bool', {
    lower: primitive('has_all'),
    nulls: 'never',
    doc: 'The text has all of the terms.',
    examples: holds("'run cmd.exe' has_all ('exe', 'cmd')"),
  }),
  text('=~', 'The texts are equal, case aside.', "'Admin' =~ 'ADMIN'"),
  text('!~', 'The texts differ, case aside.', "'admin' !~ 'adm'"),
  text('has', 'The text has the term.', "'run cmd.exe now' has 'CMD'"),
  text('!has', 'The text lacks the term.', "'running' !has 'run'"),
  text('has_cs', 'The text has the term in this case.', "'run cmd' has_cs 'cmd'"),
  text('!has_cs', 'The text lacks the term in this case.', "'run CMD' !has_cs 'cmd'"),
  text('hasprefix', 'A term of the text begins so.', "'run cmd.exe' hasprefix 'CM'"),
  text('!hasprefix', 'No term of the text begins so.', "'run cmd' !hasprefix 'md'"),
  text('hasprefix_cs', 'A term of the text begins so, in this case.', "'run cmd' hasprefix_cs 'cm'"),
  text('!hasprefix_cs', 'No term of the text begins so, in this case.', "'run cmd' !hasprefix_cs 'CM'"),
  text('hassuffix', 'A term of the text ends so.', "'run cmd.exe' hassuffix 'MD'"),
  text('!hassuffix', 'No term of the text ends so.', "'run cmd' !hassuffix 'cm'"),
  text('hassuffix_cs', 'A term of the text ends so, in this case.', "'run cmd' hassuffix_cs 'md'"),
  text('!hassuffix_cs', 'No term of the text ends so, in this case.', "'run cmd' !hassuffix_cs 'MD'"),
  text('contains', 'The text contains the other.', "'running' contains 'NNI'"),
  text('!contains', 'The text does not contain the other.', "'running' !contains 'walk'"),
  text('contains_cs', 'The text contains the other in this case.', "'running' contains_cs 'nni'"),
  text('!contains_cs', 'The text does not contain the other in this case.', "'running' !contains_cs 'NNI'"),
  text('startswith', 'The text begins with the other.', "'running' startswith 'RUN'"),
  text('!startswith', 'The text does not begin with the other.', "'running' !startswith 'unn'"),
  text('startswith_cs', 'The text begins with the other in this case.', "'running' startswith_cs 'run'"),
  text('!startswith_cs', 'The text does not begin with the other in this case.', "'running' !startswith_cs 'RUN'"),
  text('endswith', 'The text ends with the other.', "'running' endswith 'ING'"),
  text('!endswith', 'The text does not end with the other.', "'running' !endswith 'in'"),
  text('endswith_cs', 'The text ends with the other in this case.', "'running' endswith_cs 'ing'"),
  text('!endswith_cs', 'The text does not end with the other in this case.', "'running' !endswith_cs 'ING'"),
  ...['like', 'notlike', 'likecs', 'notlikecs', ':'].map(unclear),
  operator('matches regex', TEXT, {
    lower: primitive('matches regex'),
    nulls: 'never',
    doc: 'The regular expression (RE2) matches somewhere in the text.',
    examples: holds("'run cmd.exe' matches regex @'c.d\\.exe$'"),
  }),
]
