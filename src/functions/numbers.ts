import { type FunctionDef, primitive, scalar } from './define.ts'

/** Functions of numbers, conversions to them, and logic. */
export const numbers: readonly FunctionDef[] = [
  scalar(
    'bin',
    [
      '(value: Number, roundTo: Number): Widest',
      '(value: timespan, roundTo: timespan): timespan',
      '(value: datetime, roundTo: timespan): datetime',
    ],
    {
      lower: primitive('bin'),
      resultName: 'argument',
      aliases: ['floor'],
      doc: 'The value rounded down to a multiple; datetimes count from 0001-01-01.',
    },
  ),
  scalar('not', '(expression: bool): bool', { lower: primitive('not'), nulls: 'strict', doc: 'The opposite; null stays null.' }),
]
