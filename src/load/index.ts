export * from './collection.ts'
export * from './csv-header.ts'
export type { Rule, RuleKind } from './rule.ts'
