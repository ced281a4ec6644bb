/** Messages about names: KQL0100 to KQL0149. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { didYouMean, fixOf, nameError, warning } from './make.ts'

export const unknownName = (span: Span, name: string, near: string | undefined): Diagnostic =>
  nameError('KQL0100', span, `the name '${name}' is not a column, variable or table that is known here${didYouMean(near)}`, fixOf(near))
/** A pattern of the query. */
export const noPatternCase = (span: Span, name: string): Diagnostic =>
  nameError('KQL0371', span, `the pattern '${name}' has no case for these values`)
export const unknownTable = (span: Span, name: string, near: string | undefined, known?: readonly string[]): Diagnostic =>
  nameError('KQL0101', span, `there is no table '${name}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [
      ...(known ? [known.length > 0 ? `tables here: ${known.join(', ')}` : 'there are no tables here'] : []),
      'a saved function or parser of a workspace can be supplied (--functions DIR), and the columns of a table (--schema FILE)',
    ],
  })
export const unknownFunction = (span: Span, name: string, near: string | undefined): Diagnostic =>
  nameError('KQL0102', span, `there is no function '${name}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: ['a saved function or parser of a workspace can be supplied (--functions DIR, or the option functions)'],
  })
export const unknownColumn = (span: Span, name: string, near: string | undefined): Diagnostic =>
  nameError('KQL0103', span, `there is no column '${name}' here${didYouMean(near)}`, fixOf(near))
export const duplicateColumn = (span: Span, name: string): Diagnostic =>
  nameError('KQL0104', span, `a column named '${name}' is already in the result`)
export const duplicateLet = (span: Span, name: string): Diagnostic => nameError('KQL0105', span, `the name '${name}' is already declared`)
export const recursiveFunction = (span: Span, name: string): Diagnostic =>
  nameError('KQL0106', span, `the function '${name}' calls itself, which KQL doesn't allow`)
export const noResult = (span: Span): Diagnostic => nameError('KQL0107', span, 'the query has no statement that yields a result')
export const parameterWithoutValue = (span: Span, name: string): Diagnostic =>
  nameError('KQL0108', span, `the query parameter '${name}' has no default, and there is no caller to give it a value`)
export const nothingToUnite = (span: Span): Diagnostic => nameError('KQL0110', span, 'union has no table to read')
export const missingInFuzzyUnion = (span: Span, name: string): Diagnostic =>
  warning('KQL0111', span, `there is no table '${name}'; the fuzzy union goes on without it`)
export const noProperty = (span: Span, name: string, type: string): Diagnostic =>
  nameError('KQL0112', span, `a ${type} has no property '${name}'`, type === 'string' ? { notes: ['parse_json() reads a text'] } : {})
export const unknownArgument = (span: Span, name: string, fn: string, near: string | undefined): Diagnostic =>
  nameError('KQL0113', span, `'${fn}' has no parameter '${name}'${didYouMean(near)}`, fixOf(near))
