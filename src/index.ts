/** The library's door. */
export * from './api.ts'
export { compile, explain } from './compile.ts'
export type { LoadedRules, Rule, RuleKind } from './load/index.ts'
export { loadRules } from './load/index.ts'
export { openEngine } from './run/index.ts'
export type { Diagnostic, LocatedDiagnostic, Position, Severity, Span } from './text/index.ts'
export { KqlError, renderDiagnostic } from './text/index.ts'
export type { KustoType } from './types/index.ts'
