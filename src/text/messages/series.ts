/** Messages about make-series, and about SQL without registered functions: KQL0392 to KQL0396. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { typeError, unsupportedError, warning } from './make.ts'

/** Under `portable`: nothing can be registered with the engine. */
export const notPortable = (span: Span, name: string, registered: string): Diagnostic =>
  unsupportedError('KQL0392', span, `'${name}' needs the function '${registered}', which kqlc registers: a portable file can't have it`, {
    notes: ['without --portable the file names the functions that have to be registered'],
  })
/** What a bound of make-series is that isn't given is told by no recorded result. */
export const openAxis = (span: Span, missing: readonly string[]): Diagnostic => {
  const bounds = missing.map((m) => `'${m}'`).join(' and ')
  const places = missing.map((m) => (m === 'from' ? 'begin at the least' : 'end at the greatest')).join(' and ')
  return warning(
    'KQL0393',
    span,
    `make-series without ${bounds}: all series ${places} value of the axis; nothing recorded shows what the engine does`,
  )
}
export const badStep = (span: Span): Diagnostic => typeError('KQL0394', span, 'the step of make-series must be greater than 0')
export const seriesTooLong = (span: Span, bins: bigint, limit: bigint): Diagnostic =>
  typeError('KQL0395', span, `a series of make-series would have ${bins} values; the engine allows ${limit}`)
/** A caveat of a function that rows of the data ran into. */
export const caveatOfRows = (span: Span, name: string, text: string, rows: number): Diagnostic =>
  warning('KQL0396', span, `'${name}' on ${rows} series: ${text}`)
