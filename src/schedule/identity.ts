import type { Rule } from '../load/index.ts'
import { digest } from './alerts.ts'
import type { RuleIdentity, Schedule } from './types.ts'

/** All that the rule says; the file's text where that can't be written down (YAML allows a list that holds itself). */
const contentOf = (rule: Rule): string => {
  try {
    return JSON.stringify([rule.kind, rule.query, rule.data])
  } catch {
    return rule.source.text
  }
}

/** What a rule's runs and alerts call it. Its hash doesn't depend on comments and the file's place. */
export const identityOf = (rule: Rule, schedule: Schedule): RuleIdentity => ({
  id: rule.id ?? rule.name,
  name: rule.name,
  version: rule.data.version === undefined ? undefined : String(rule.data.version),
  hash: digest(contentOf(rule), schedule),
})
