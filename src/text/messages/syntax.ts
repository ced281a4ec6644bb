/** Messages about malformed text: KQL0001 to KQL0099. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { didYouMean, fixOf, syntaxError } from './make.ts'

export const expected = (span: Span, what: string, got: string): Diagnostic =>
  syntaxError('KQL0001', span, `expected ${what}, found ${got}`)
export const unexpected = (span: Span, got: string): Diagnostic => syntaxError('KQL0002', span, `unexpected ${got}`)
export const unterminatedString = (span: Span): Diagnostic =>
  syntaxError('KQL0003', span, 'this string is not closed before the end of its line')
export const badLiteral = (span: Span, type: string, text: string): Diagnostic =>
  syntaxError('KQL0004', span, `'${text}' is not a value of type ${type}`)
export const unknownOperator = (span: Span, name: string, near: string | undefined): Diagnostic =>
  syntaxError('KQL0005', span, `there is no operator '${name}'${didYouMean(near)}`, fixOf(near))
