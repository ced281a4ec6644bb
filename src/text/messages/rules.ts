/** Messages about a rule's metadata: KQL0600 to KQL0699. Spans count in the rule's file. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { anA, didYouMean, fixOf, inputWarning, ruleError, ruleWarning } from './make.ts'

export const idNoGuid = (span: Span, id: string): Diagnostic => ruleError('KQL0600', span, `the id '${id}' is not a GUID`)
export const idTwice = (span: Span, id: string, other: string): Diagnostic =>
  ruleError('KQL0601', span, `the id '${id}' is also that of ${other}`)
export const keyMissing = (span: Span, kind: string, key: string): Diagnostic =>
  // No service reads the file of a hunting query as it is.
  (kind === 'Hunting' ? ruleWarning : ruleError)('KQL0602', span, `a rule of kind ${kind} needs '${key}'`)
export const notOneOf = (
  span: Span,
  what: string,
  value: string,
  known: readonly string[],
  near: string | undefined,
  refused = true,
): Diagnostic =>
  (refused ? ruleError : ruleWarning)('KQL0603', span, `${what} can't be '${value}'${didYouMean(near)}`, {
    ...fixOf(near),
    ...(known.length <= 8 ? { notes: [`it is one of ${known.join(', ')}`] } : {}),
  })
export const unknownTechnique = (span: Span, id: string): Diagnostic =>
  ruleWarning('KQL0604', span, `ATT&CK has no technique '${id}'`, {
    notes: ['it may have been revoked, or be newer than the list that kqlc knows'],
  })
export const tacticMissing = (span: Span, technique: string, tactics: readonly string[]): Diagnostic =>
  ruleWarning('KQL0605', span, `the technique ${technique} belongs to ${tactics.join(', ')}, which is not among the rule's tactics`)
export const noDuration = (span: Span, key: string, value: string): Diagnostic =>
  ruleError('KQL0606', span, `'${value}' is no duration for ${key}: write it as 5h or PT5H`)
export const durationOutside = (span: Span, key: string, value: string, least: string, most: string): Diagnostic =>
  ruleError('KQL0607', span, `${key} is ${value}, but must be from ${least} to ${most}`)
export const periodTooShort = (span: Span, period: string, frequency: string): Diagnostic =>
  ruleError('KQL0608', span, `the rule looks back ${period} every ${frequency}: events in between are never seen`)
export const thresholdOutside = (span: Span, value: string): Diagnostic =>
  ruleError('KQL0609', span, `triggerThreshold is ${value}, but must be a whole number from 0 to 10000`)
export const noSuchResultColumn = (
  span: Span,
  where: string,
  column: string,
  names: readonly string[],
  near: string | undefined,
): Diagnostic =>
  ruleError('KQL0610', span, `${where} names the column '${column}', which the query's result doesn't have${didYouMean(near)}`, {
    ...fixOf(near),
    ...(near === undefined && names.length <= 20 ? { notes: [`it has ${names.join(', ')}`] } : {}),
  })
export const tooMany = (span: Span, what: string, count: number, most: number): Diagnostic =>
  ruleError('KQL0611', span, `there are ${count} ${what}, but at most ${most} are allowed`)
export const resultLacks = (span: Span, columns: readonly string[], why: string): Diagnostic =>
  ruleError('KQL0612', span, `the query's result needs the column ${columns.join(' or ')}: ${why}`)
export const badVersion = (span: Span, version: string): Diagnostic =>
  ruleError('KQL0613', span, `the version '${version}' is not of the form 1.2.3`)
export const longerThanPeriod = (span: Span, lookback: string, period: string): Diagnostic =>
  ruleWarning('KQL0614', span, `the query looks back ${lookback}, but the service hands it only the last ${period} (queryPeriod)`)
export const unknownKey = (span: Span, key: string, near: string | undefined, others: number): Diagnostic =>
  ruleWarning('KQL0615', span, `the key '${key}' is not one that rules of this kind have${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [`it is kept as it is${others > 0 ? `; ${others} more rule${others === 1 ? ' has' : 's have'} it` : ''}`],
  })
export const tooLong = (span: Span, what: string, length: number, most: number): Diagnostic =>
  ruleError('KQL0616', span, `${what} has ${length} characters, but at most ${most} are allowed`)
export const tooOften = (span: Span, period: string, frequency: string, long: string): Diagnostic =>
  ruleError('KQL0617', span, `the rule looks back ${period} every ${frequency}: over more than ${long} it can run once an hour at most`)
export const unknownEntity = (span: Span, type: string, known: readonly string[], near: string | undefined): Diagnostic =>
  ruleError('KQL0618', span, `there is no entity type '${type}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [`there are ${known.join(', ')}`],
  })
export const unknownIdentifier = (
  span: Span,
  type: string,
  identifier: string,
  known: readonly string[],
  near: string | undefined,
): Diagnostic =>
  ruleError('KQL0619', span, `the entity ${type} has no identifier '${identifier}'${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [`it has ${known.join(', ')}`],
  })
export const wrongShape = (span: Span, what: string, wanted: string): Diagnostic => ruleError('KQL0620', span, `${what} must be ${wanted}`)
export const unfitType = (span: Span, identifier: string, column: string, type: string): Diagnostic =>
  ruleWarning('KQL0621', span, `'${column}' is ${anA(type)}, which is no ${identifier}`)
export const tooManyPlaceholders = (span: Span, key: string, count: number, most: number): Diagnostic =>
  ruleWarning('KQL0622', span, `${key} names ${count} columns, but the service fills in ${most} at most`)
export const notMapped = (span: Span, entity: string): Diagnostic =>
  ruleError('KQL0623', span, `incidents are grouped by the entity ${entity}, which entityMappings doesn't map`)

// What is said about checking itself.
export const unknownCode = (code: string, near: string | undefined): Diagnostic =>
  inputWarning('KQL0695', { start: 0, end: 0 }, `severities names the code '${code}', which no message has${didYouMean(near)}`)
export const goneFromBaseline = (span: Span, code: string, path: string): Diagnostic =>
  ruleWarning('KQL0696', span, `the baseline has ${code} for ${path}, which is not found any more: take it out`, {
    notes: ['--update-baseline takes out all that is gone'],
  })
export const unusedComment = (span: Span, code: string, line: number | undefined): Diagnostic =>
  ruleWarning(
    'KQL0697',
    span,
    `${code} is not found ${line === undefined ? 'in this file' : `on line ${line}`}: this comment switches nothing off`,
  )
