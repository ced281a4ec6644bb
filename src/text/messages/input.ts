/** Messages about files, stores and the engine: KQL0400 to KQL0499. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Span } from '../span.ts'
import { engineError, inputError } from './make.ts'

export const NOWHERE: Span = { start: 0, end: 0 }
export const badFile = (path: string, why: string): Diagnostic => inputError('KQL0400', NOWHERE, `${path}: ${why}`)
export const badYaml = (span: Span, why: string): Diagnostic => inputError('KQL0401', span, `the YAML is malformed: ${why}`)
export const badRule = (span: Span, why: string): Diagnostic => inputError('KQL0402', span, why)
export const engineRefused = (why: string): Diagnostic => engineError('KQL0490', NOWHERE, `the engine refused the statement: ${why}`)
export const engineFailed = (why: string): Diagnostic => engineError('KQL0491', NOWHERE, `the engine failed: ${why}`)
