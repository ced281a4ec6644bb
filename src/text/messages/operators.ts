/** Messages about operators' own rules: KQL0350 to KQL0369. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { typeError, warning } from './make.ts'

export const laterStep = (span: Span, step: string): Diagnostic =>
  typeError('KQL0350', span, `a step of scan can refer only to itself and to steps before it, not to '${step}'`)
export const stepTwice = (span: Span, step: string): Diagnostic => typeError('KQL0351', span, `there is a step '${step}' already`)
export const notDeclared = (span: Span, column: string): Diagnostic =>
  typeError('KQL0352', span, `a step of scan can assign to declared columns only, and '${column}' is none`)
export const otherSchema = (span: Span, expected: string, found: string): Diagnostic =>
  typeError('KQL0354', span, `the columns are not those that assert-schema names: ${expected} is expected, ${found} is there`)
export const severalTables = (span: Span, operator: string, count: number): Diagnostic =>
  warning('KQL0355', span, `'${operator}' yields ${count} tables; only the first of them is the result here`)
export const noGraph = (span: Span): Diagnostic => typeError('KQL0357', span, 'a graph is expected here: make-graph makes one')
export const unreadGraph = (span: Span): Diagnostic =>
  typeError('KQL0358', span, 'this is a graph: graph-match or graph-to-table make a table of it')
export const typesMerged = (span: Span, names: readonly string[]): Diagnostic =>
  warning(
    'KQL0356',
    span,
    `inputs of this union differ in the type of ${names
      .slice(0, 3)
      .map((n) => `'${n}'`)
      .join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}: all values are in the type of the first two`,
    { notes: ['the engine may have a column for each type instead'] },
  )
/** A union's column for the names of its inputs hides one that an input has. */
export const sourceInPlace = (span: Span, name: string): Diagnostic =>
  warning('KQL0359', span, `'${name}' is the name of the table that a row comes from: the column '${name}' that an input has is left out`, {
    notes: ['the engine may keep it under another name'],
  })
