import type { Span } from './span.ts'

/** `error` keeps a query from being compiled; the others inform. */
export type Severity = 'error' | 'warning' | 'info'

/** What a diagnostic is about: its text is malformed, a name is unknown, types don't fit, kqlc can't translate it, advice. */
export type DiagnosticKind = 'syntax' | 'name' | 'type' | 'unsupported' | 'lint' | 'rule' | 'input' | 'engine'

/** One message about a place in a query. `span` counts UTF-16 offsets in the query's own text, or in that of a saved function. Made by `messages.ts` alone. */
export interface Diagnostic {
  readonly code: string
  readonly kind: DiagnosticKind
  readonly severity: Severity
  readonly message: string
  readonly span: Span
  readonly notes?: readonly string[]
  /** Text that, put in the span's place, would probably mend it. */
  readonly fix?: string
}

/** An error that carries what is wrong with a query; the only kind that `query` rejects with for what a rule contains. */
export class KqlError extends Error {
  readonly diagnostics: readonly Diagnostic[]
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join('\n'))
    this.name = 'KqlError'
    this.diagnostics = diagnostics
  }
}
