import { aggregate, type FunctionDef, primitive } from './define.ts'

/** Aggregates. */
export const aggregates: readonly FunctionDef[] = [
  aggregate('count', '(): long', { lower: primitive('count'), nulls: 'never', doc: 'The number of rows.' }),
]
