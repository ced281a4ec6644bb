/** Messages about types: KQL0200 to KQL0299. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { anA, typeError } from './make.ts'

export const noOverload = (span: Span, name: string, got: readonly string[], takes: readonly string[]): Diagnostic =>
  typeError('KQL0200', span, `'${name}' doesn't take (${got.join(', ')})`, { notes: takes.map((t) => `it takes ${t}`) })
export const wrongCount = (span: Span, name: string, got: number, min: number, max: number): Diagnostic =>
  typeError(
    'KQL0201',
    span,
    `'${name}' takes ${min === max ? min : max === Infinity ? `at least ${min}` : `${min} to ${max}`} argument${max === 1 ? '' : 's'}, not ${got}`,
  )
export const mustBe = (span: Span, what: string, type: string, got: string, note?: string): Diagnostic =>
  typeError('KQL0202', span, `${what} must be ${type}, not ${got}`, note === undefined ? {} : { notes: [note] })
export const mustBeConstant = (span: Span, what: string): Diagnostic => typeError('KQL0203', span, `${what} must be a constant`)
export const cannotCompare = (span: Span, op: string, left: string, right: string): Diagnostic =>
  typeError('KQL0204', span, `'${op}' doesn't take ${anA(left)} and ${anA(right)}`)
export const notTabular = (span: Span): Diagnostic => typeError('KQL0205', span, 'a table is expected here, this is a scalar value')
export const notScalar = (span: Span): Diagnostic => typeError('KQL0206', span, 'a scalar value is expected here, this is a table')
export const aggregateOutside = (span: Span, name: string): Diagnostic =>
  typeError('KQL0207', span, `the aggregate '${name}' can't stand here, only in summarize and the like`)
export const aggregateExpected = (span: Span): Diagnostic => typeError('KQL0208', span, 'an aggregate such as count() is expected here')
export const needsSerialized = (span: Span, name: string): Diagnostic =>
  typeError('KQL0209', span, `'${name}' needs rows in a fixed order: put sort or serialize in front`)
export const tooManyNames = (span: Span, names: number, columns: number): Diagnostic =>
  typeError('KQL0210', span, `${names} names for ${columns} column${columns === 1 ? '' : 's'}`)
export const unevenDatatable = (span: Span, values: number, columns: number): Diagnostic =>
  typeError('KQL0211', span, `${values} values don't fill rows of ${columns} column${columns === 1 ? '' : 's'}`)
export const joinCondition = (span: Span): Diagnostic =>
  typeError('KQL0212', span, 'a join condition is the name of a column that both sides have, or $left.x == $right.y in this order')
export const lacksColumns = (span: Span, parameter: string, columns: readonly string[]): Diagnostic =>
  typeError('KQL0213', span, `the table for '${parameter}' lacks ${columns.join(', ')}`)
export const severalColumns = (span: Span, name: string): Diagnostic =>
  typeError('KQL0220', span, `'${name}' gives several columns: it can't be part of an expression`)
export const badArgument = (span: Span, name: string, why: string): Diagnostic => typeError('KQL0221', span, `'${name}': ${why}`)
