import type { Diagnostic, DiagnosticKind, Severity } from '../diagnostic.ts'
import type { Span } from '../span.ts'

/** What a message may add to its text. */
export interface Extra {
  readonly notes?: readonly string[]
  readonly fix?: string
}

const maker =
  (kind: DiagnosticKind, severity: Severity) =>
  (code: string, span: Span, message: string, extra: Extra = {}): Diagnostic => ({ code, kind, severity, message, span, ...extra })

/** Each builds a diagnostic of its kind; only the files of this folder call them, with a code that no other message has. */
export const syntaxError = maker('syntax', 'error')
export const nameError = maker('name', 'error')
export const typeError = maker('type', 'error')
export const unsupportedError = maker('unsupported', 'error')
export const inputError = maker('input', 'error')
export const engineError = maker('engine', 'error')
export const warning = maker('lint', 'warning')
export const lintError = maker('lint', 'error')
export const advice = maker('lint', 'info')
export const ruleError = maker('rule', 'error')
export const ruleWarning = maker('rule', 'warning')
export const inputWarning = maker('input', 'warning')

/** `, did you mean 'x'?` or nothing. */
export const didYouMean = (near: string | undefined): string => (near === undefined ? '' : `; did you mean '${near}'?`)

/** The fix that goes with a near name. */
export const fixOf = (near: string | undefined): Extra => (near === undefined ? {} : { fix: near })

/** A word with its article. */
export const anA = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`
