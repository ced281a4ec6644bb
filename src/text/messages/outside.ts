/** Messages about what a query reads besides tables: KQL0150 to KQL0199. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { didYouMean, fixOf, nameError, warning } from './make.ts'

export const unmappedExternal = (span: Span, url: string): Diagnostic =>
  nameError('KQL0150', span, 'kqlc fetches nothing: there is no file for this URL', {
    notes: [`a file with its content can be given: --external '${url}=FILE', or the option external`],
  })
export const emptyExternal = (span: Span, url: string): Diagnostic =>
  warning('KQL0151', span, `there is no file for '${url}': externaldata has no rows here`)
export const unknownWatchlist = (span: Span, name: string, near: string | undefined): Diagnostic =>
  nameError('KQL0152', span, `there is no watchlist '${name}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [
      'a watchlist is a CSV file with a header: --watchlist NAME=FILE#KEY, or the option watchlists; KEY is the column of its SearchKey',
    ],
  })
export const emptyWatchlist = (span: Span, name: string): Diagnostic =>
  warning('KQL0153', span, `there is no watchlist '${name}': it has no rows here`)
export const badWatchlist = (span: Span, path: string, why: string): Diagnostic =>
  nameError('KQL0154', span, `the file ${path} of this watchlist can't be read: ${why}`)
export const openName = (span: Span, name: string): Diagnostic =>
  warning('KQL0155', span, `the column '${name}' depends on data that isn't there: it is null here`)
