export * from './collection.ts'
export * from './csv-header.ts'
export { findFiles, isTestFile } from './files.ts'
export type { Rule, RuleKind } from './rule.ts'
