/** Messages about runs on a schedule and the store of their alerts: KQL0760 to KQL0799. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { NOWHERE } from './input.ts'
import { inputError, ruleError, ruleWarning } from './make.ts'

export const neverScheduled = (span: Span, kind: string): Diagnostic =>
  ruleWarning('KQL0760', span, `this is of kind ${kind}, which no service runs on a schedule: it is left out`)
export const noSchedule = (span: Span, key: string): Diagnostic =>
  ruleError('KQL0761', span, `the rule can't be run on a schedule: it has no '${key}'`)
export const storeMissing = (why: string): Diagnostic =>
  inputError('KQL0770', NOWHERE, `SQLite can't be loaded: ${why}`, {
    notes: ['alerts are kept through the package libsql (npm install libsql); without --store it is not needed'],
  })
export const noAlertStore = (path: string, why: string): Diagnostic =>
  inputError('KQL0771', NOWHERE, `${path} is no store of alerts: ${why}`)
export const newerStore = (path: string, version: number, known: number): Diagnostic =>
  inputError('KQL0772', NOWHERE, `${path} was written by a newer kqlc: its form is ${version}, this one knows up to ${known}`)
export const storeFailed = (path: string, why: string): Diagnostic => inputError('KQL0773', NOWHERE, `${path}: ${why}`)
export const noSuchAlert = (id: string): Diagnostic => inputError('KQL0774', NOWHERE, `there is no alert whose id begins with '${id}'`)
export const severalAlerts = (id: string, some: readonly string[]): Diagnostic =>
  inputError('KQL0775', NOWHERE, `several alerts have ids that begin with '${id}': ${some.join(', ')}`)
