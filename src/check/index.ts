/** Rules as the services ask for them, and what can be told of a query without data: checks, lint, and what becomes of the findings. */
export { type BaselineEntry, baselineOf, type Compared, compareBaseline, parseBaseline, showBaseline } from './baseline.ts'
export { type Checker, checkColumns, checkRules, openCheckerWith } from './check.ts'
export { FINDINGS_FORMATS, type Findings, type FindingsFormat } from './formats/index.ts'
export { LINT_RULES } from './lint/index.ts'
export type { Page } from './page.ts'
export { applySeverities, type Severities } from './severities.ts'
export { applyComments } from './suppress.ts'
