/** Rules as the services ask for them: metadata, and what a rule says of its query's result. */
import type { ResultColumn } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { type LocatedDiagnostic, locate, wholeFile } from '../text/index.ts'
import { checkIds, checkMetadata } from './metadata.ts'
import { checkResult } from './result.ts'

/** Findings about the metadata of rules, each rule's by itself and all of them together, in the order of the rules. */
export const checkRules = (rules: readonly Rule[]): readonly LocatedDiagnostic[] => {
  const twice = checkIds(rules)
  return rules.flatMap((rule) => {
    const shared = twice.get(rule)
    return [...checkMetadata(rule), ...(shared ? [shared] : [])].map((d) => locate(d, wholeFile(rule.source)))
  })
}

/** Findings about what a rule says of its query's result. */
export const checkColumns = (rule: Rule, columns: readonly ResultColumn[]): readonly LocatedDiagnostic[] =>
  checkResult(rule, columns).map((d) => locate(d, wholeFile(rule.source)))
export { FINDINGS_FORMATS, type Findings, type FindingsFormat } from './formats/index.ts'
