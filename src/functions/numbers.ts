import { type FunctionDef, identity, macro, primitive, scalar, undocumented } from './define.ts'
import { foldBin } from './fold.ts'

/** Functions that round, compare and bin numbers, and logic. */
export const numbers: readonly FunctionDef[] = [
  scalar(
    'bin',
    [
      '(value: Number, roundTo: Number): Widest',
      '(value: timespan, roundTo: timespan): timespan',
      '(value: datetime, roundTo: timespan): datetime',
      undocumented('(value: datetime, roundTo: datetime): datetime'),
    ],
    {
      lower: primitive('bin'),
      fold: foldBin,
      resultName: 'argument',
      aliases: ['floor'],
      doc: 'The value rounded down to a multiple; datetimes count from 0001-01-01. Null for a step that is not positive.',
      examples: [
        { kql: 'bin(4.5, 1)', result: 4 },
        { kql: 'bin(time(16d), 7d)', result: '14.00:00:00' },
        { kql: 'bin(datetime(1970-05-11 13:45:07), 1d)', result: '1970-05-11T00:00:00.0000000Z' },
        { kql: 'bin(-5, 2)', result: -6, source: 'recorded: r3-type-casts-coercion-0042' },
      ],
    },
  ),
  scalar(
    'bin_at',
    [
      ['(value: int|long, bin_size: int|long, fixed_point: int|long): long', macro('kql_bin_at')],
      ['(value: decimal, bin_size: Number, fixed_point: Number): decimal', macro('kql_bin_at_decimal')],
      ['(value: Number, bin_size: decimal, fixed_point: Number): decimal', macro('kql_bin_at_decimal')],
      ['(value: Number, bin_size: Number, fixed_point: decimal): decimal', macro('kql_bin_at_decimal')],
      ['(value: Number, bin_size: Number, fixed_point: Number): Widest', macro('kql_bin_at_real')],
      ['(value: timespan, bin_size: timespan, fixed_point: timespan): timespan', macro('kql_bin_at')],
      ['(value: datetime, bin_size: timespan, fixed_point: datetime): datetime', macro('kql_bin_at_datetime')],
      undocumented('(value: timespan, bin_size: Number, fixed_point: timespan): timespan'),
      undocumented('(value: datetime, bin_size: Summable, fixed_point: datetime): datetime'),
    ],
    {
      resultName: 'argument',
      doc: 'The value rounded down to a bin; one of the bins begins at the fixed point.',
      examples: [
        { kql: 'bin_at(6.5, 2.5, 7)', result: 4.5 },
        { kql: 'bin_at(time(1h), 1d, 12h)', result: '-12:00:00' },
        { kql: 'bin_at(datetime(2017-05-17 10:20:00.0), 7d, datetime(2017-06-04))', result: '2017-05-14T00:00:00.0000000Z' },
      ],
    },
  ),
  scalar(
    'abs',
    [
      ['(number: int|long): long', macro('kql_abs_long')],
      ['(number: Number): Parameter0', macro('abs')],
      ['(number: timespan): timespan', macro('kql_abs_long')],
    ],
    {
      nulls: 'strict',
      resultName: 'argument',
      doc: 'The value without its sign.',
      examples: [
        { kql: 'abs(-5)', result: 5 },
        { kql: 'abs(-1.5)', result: 1.5 },
        { kql: 'abs(-1h)', result: '01:00:00' },
      ],
    },
  ),
  scalar(
    'ceiling',
    [
      ['(number: int|long): real', macro('kql_long_toreal')],
      ['(number: real): real', macro('ceil')],
      ['(number: decimal): decimal', macro('kql_ceiling_decimal')],
    ],
    {
      nulls: 'strict',
      resultName: 'argument',
      doc: 'The smallest integer that is not less than the value; a real.',
      examples: [
        { kql: 'ceiling(-1.1)', result: -1 },
        { kql: 'ceiling(0.9)', result: 1 },
      ],
    },
  ),
  scalar(
    'round',
    [
      ['(number: int|long): Parameter0', identity],
      ['(number: int|long, const precision: long): Parameter0', macro('kql_round_long')],
      ['(number: real): real', macro('kql_round')],
      ['(number: real, const precision: long): real', macro('kql_round')],
      ['(number: decimal): decimal', macro('kql_round_decimal')],
      ['(number: decimal, const precision: long): decimal', macro('kql_round_decimal')],
    ],
    {
      nulls: 'strict',
      resultName: 'argument',
      doc: 'The value rounded to so many digits; halves are rounded away from zero.',
      examples: [
        { kql: 'round(2.98765, 3)', result: 2.988 },
        { kql: 'round(2.15, 1)', result: 2.2 },
        { kql: 'round(-50.55, -2)', result: -100 },
        { kql: 'round(-2.5)', result: -3, source: 'recorded: r3-type-casts-coercion-0041' },
      ],
    },
  ),
  scalar('max_of', '(arg: CommonOrderable{2,64}): Common', {
    lower: primitive('max_of'),
    doc: 'The greatest of the values; nulls count for nothing, NaN is the result if it occurs.',
    examples: [
      { kql: 'max_of(10, 1, -3, 17)', result: 17 },
      { kql: 'max_of(1, long(null), 3)', result: 3, source: 'recorded: r3-null-and-edge-0015' },
    ],
  }),
  scalar('min_of', '(arg: CommonOrderable{2,64}): Common', {
    lower: primitive('min_of'),
    doc: 'The least of the values; nulls count for nothing, NaN is the result if it occurs.',
    examples: [
      { kql: 'min_of(10, 1, -3, 17)', result: -3 },
      { kql: 'min_of(int(null), 5)', result: 5, source: 'recorded: r3-null-and-edge-0015' },
    ],
  }),
  scalar('not', '(expression: bool): bool', {
    lower: primitive('not'),
    nulls: 'strict',
    doc: 'The opposite; null stays null.',
    examples: [{ kql: 'not(1 > 2)', result: true, source: "by hand, after the function's page" }],
  }),
]
