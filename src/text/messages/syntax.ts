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
export const badCharacter = (span: Span, character: string): Diagnostic =>
  syntaxError('KQL0006', span, `the character '${character}' is not part of KQL outside of strings and comments`)
export const badEscape = (span: Span, sequence: string): Diagnostic =>
  syntaxError('KQL0007', span, `a string has no escape '${sequence}'`, {
    notes: ["write \\\\ for a backslash, or put @ before the string: @'C:\\dir'"],
  })
export const reservedName = (span: Span, name: string): Diagnostic =>
  syntaxError('KQL0008', span, `'${name}' is a keyword: as a name it is written ['${name}']`, { fix: `['${name}']` })
export const unknownType = (span: Span, name: string, near: string | undefined): Diagnostic =>
  syntaxError('KQL0009', span, `there is no type '${name}' here${didYouMean(near)}`, fixOf(near))
export const tooDeep = (span: Span, limit: number): Diagnostic =>
  syntaxError('KQL0010', span, `this is nested more than ${limit} levels deep`)
export const unterminatedLiteral = (span: Span, type: string): Diagnostic =>
  syntaxError('KQL0011', span, `')' is missing behind this ${type} literal: it must end on its line`)
export const bareGuid = (span: Span, text: string): Diagnostic =>
  syntaxError('KQL0012', span, `a guid is written guid(${text})`, { fix: `guid(${text})` })
export const bracketsNeeded = (span: Span, name: string): Diagnostic =>
  syntaxError('KQL0013', span, `the name '${name}' must be written ['${name}']`, { fix: `['${name}']` })
export const badPattern = (span: Span, why: string): Diagnostic => syntaxError('KQL0014', span, `this is no pattern for parse: ${why}`)
export const badProperty = (span: Span, name: string, lengths: readonly [number, number] | undefined): Diagnostic => {
  const characters =
    lengths &&
    (lengths[1] === Infinity
      ? 'a text of at least one character'
      : `a text of ${lengths[0] === lengths[1] ? 'one character' : 'one or two characters'}`)
  return syntaxError('KQL0015', span, `'${name}' must be ${characters ?? 'true or false'}`)
}
export const unknownKind = (span: Span, kind: string, kinds: readonly string[]): Diagnostic =>
  syntaxError('KQL0016', span, `there is no kind '${kind}'; there are ${kinds.join(', ')}`)
