import { type FunctionDef, primitive, scalar } from './define.ts'
import { foldStartOfDay } from './fold.ts'

/** Functions of datetimes and timespans. */
export const times: readonly FunctionDef[] = [
  scalar('startofday', '(date: datetime, offset: long?): datetime', {
    lower: primitive('startofday'),
    resultName: 'argument',
    fold: foldStartOfDay,
    nulls: 'maybe',
    doc: 'The beginning of the day, moved by so many days.',
  }),
]
