export * from './collection.ts'
export type { Rule, RuleKind } from './rule.ts'
