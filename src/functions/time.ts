import { type FunctionDef, primitive, scalar } from './define.ts'

/** Functions of datetimes and timespans. */
export const times: readonly FunctionDef[] = [
  scalar('startofday', '(date: datetime, offset: long?): datetime', {
    lower: primitive('startofday'),
    resultName: 'argument',
    nulls: 'maybe',
    doc: 'The beginning of the day, moved by so many days.',
  }),
]
