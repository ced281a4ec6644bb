/** Messages about tests of rules: KQL0720 to KQL0759. Spans count in the test's file, of conditions in the rule's query. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { NOWHERE } from './input.ts'
import { didYouMean, fixOf, inputError, ruleError, warning } from './make.ts'

export const unknownTestKey = (span: Span, key: string, known: readonly string[], near: string | undefined): Diagnostic =>
  ruleError('KQL0720', span, `there is no key '${key}' here${didYouMean(near)}`, {
    ...fixOf(near),
    notes: [`keys here: ${known.join(', ')}`],
  })
export const badTestValue = (span: Span, key: string, wanted: string): Diagnostic => ruleError('KQL0721', span, `${key} must be ${wanted}`)
export const unknownTestColumn = (span: Span, table: string, column: string, near: string | undefined): Diagnostic =>
  ruleError('KQL0722', span, `the table '${table}' has no column '${column}'${didYouMean(near)}`, fixOf(near))
export const badCell = (span: Span, column: string, type: string, why: string, fix?: string): Diagnostic =>
  ruleError('KQL0723', span, `'${column}' is of type ${type}: ${why}`, fix === undefined ? {} : { fix, notes: [`write ${fix}`] })
export const testWithoutRule = (wanted: string): Diagnostic =>
  inputError('KQL0724', NOWHERE, 'there is no rule for this test', {
    notes: [`a test stands beside its rule: ${wanted}.yaml, .yml, .kql or .csl`],
  })
export const whichRule = (span: Span, names: readonly string[]): Diagnostic =>
  ruleError('KQL0725', span, 'the file holds several rules: the key rule says which one is tested', {
    notes: [`there are ${names.map((n) => `'${n}'`).join(', ')}`],
  })
export const expectsNothing = (span: Span): Diagnostic =>
  ruleError('KQL0726', span, 'this case expects nothing', { notes: ['expect has rows, count, columns or error; --update writes rows'] })
export const sameCase = (span: Span, name: string): Diagnostic => ruleError('KQL0727', span, `there already is a case '${name}'`)
export const tableNotRead = (span: Span, table: string, near: string | undefined): Diagnostic =>
  warning('KQL0728', span, `the rule doesn't read the table '${table}'${didYouMean(near)}`, fixOf(near))
export const nowMissing = (): Diagnostic =>
  ruleError('KQL0729', NOWHERE, 'the rule asks for the time: the test has to say what it is (now: 2026-01-05T12:00:00Z)')
export const unknownResultColumn = (span: Span, column: string, near: string | undefined): Diagnostic =>
  ruleError('KQL0730', span, `the rule's result has no column '${column}'${didYouMean(near)}`, fixOf(near))
export const noTest = (span: Span, file: string): Diagnostic => ruleError('KQL0731', span, `this rule has no test (${file})`)
export const neverFires = (span: Span): Diagnostic => ruleError('KQL0732', span, 'no case makes the rule fire')
export const alwaysFires = (span: Span): Diagnostic => ruleError('KQL0733', span, 'no case leaves the rule silent')
export const undistinguished = (span: Span): Diagnostic =>
  warning('KQL0735', span, 'no test case gives another result without this condition')
export const badFunction = (span: Span, name: string): Diagnostic =>
  ruleError('KQL0737', span, `the function '${name}' must be written as (parameters) { body }`)
