/** Messages about kqlc.yaml: KQL0460 to KQL0469. Spans count in that file. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { didYouMean, fixOf, inputError } from './make.ts'

export const unknownSetting = (span: Span, key: string, known: readonly string[], near: string | undefined): Diagnostic =>
  inputError('KQL0460', span, `there is no setting '${key}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [`settings here are ${known.join(', ')}`],
  })
export const badSetting = (span: Span, key: string, wanted: string): Diagnostic => inputError('KQL0461', span, `${key} must be ${wanted}`)
