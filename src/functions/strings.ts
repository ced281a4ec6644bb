import { type FunctionDef, primitive, scalar } from './define.ts'

/** Functions of strings. */
export const strings: readonly FunctionDef[] = [
  scalar('tostring', '(value: Scalar): string', {
    lower: primitive('tostring'),
    resultName: 'argument',
    nulls: 'never',
    doc: "The value as Kusto writes it; null is ''.",
  }),
]
