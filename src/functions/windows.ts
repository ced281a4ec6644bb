import { type FunctionDef, primitive, windowFunction } from './define.ts'

/** Functions over the rows before and after, in their order. */
export const windows: readonly FunctionDef[] = [
  windowFunction('row_number', '(start: long?, restart: bool?): long', {
    lower: primitive('row_number'),
    nulls: 'never',
    doc: 'The number of the row.',
  }),
]
