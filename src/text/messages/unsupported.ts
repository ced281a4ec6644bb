/** What kqlc understands and does not translate, always with the reason: KQL0300 to KQL0399. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { unsupportedError, warning } from './make.ts'

export const unsupportedFunction = (span: Span, name: string, why: string): Diagnostic =>
  unsupportedError('KQL0300', span, `'${name}' is not translated: ${why}`)
export const unsupportedOperator = (span: Span, name: string, why: string): Diagnostic =>
  unsupportedError('KQL0301', span, `the operator '${name}' is not translated: ${why}`)
export const unsupportedForm = (span: Span, what: string, why: string): Diagnostic =>
  unsupportedError('KQL0302', span, `${what} is not translated: ${why}`)
/** A function that needs an option of the query. */
export const lacksOption = (span: Span, name: string, option: string): Diagnostic =>
  unsupportedError('KQL0370', span, `'${name}' needs an option`, { notes: [`set ${option} = …; in front of the query`] })
/** A statement over every table of the catalog could run nowhere: which of them a store has is not known when only compiling. */
export const tooManyTables = (span: Span, count: number): Diagnostic =>
  unsupportedError('KQL0303', span, `this reads ${count} tables, and which of them there are is not known without a store`, {
    notes: ['name the tables, as in search in (SigninLogs, AuditLogs), or run the query on a store'],
  })
/** The result rests on more than the documentation and recorded results of the engine. */
export const caveat = (span: Span, name: string, text: string): Diagnostic => warning('KQL0390', span, `'${name}': ${text}`)
export const ingestionTimeFromColumns = (span: Span, columns: readonly string[]): Diagnostic =>
  warning(
    'KQL0391',
    span,
    columns.length > 0
      ? `files keep no time of ingestion; ${columns.join(', then ')} stand${columns.length === 1 ? 's' : ''} for it`
      : 'files keep no time of ingestion, and no column here could stand for it: it is null',
  )
