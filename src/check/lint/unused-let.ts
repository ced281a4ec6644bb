import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

export const unusedLet: LintRule = {
  page: {
    code: 'KQL0522',
    title: 'a let that nothing uses',
    severity: 'warning',
    means: 'A variable that no other statement names is left over, or the query was meant to use it and does not.',
    kind: 'kql',
    example:
      'let threshold = 10;\nSigninLogs\n| where TimeGenerated > ago(1d)\n| summarize n = count() by UserPrincipalName\n| where n > 20',
    mend: 'Use it or take it out.',
    mended:
      'let threshold = 10;\nSigninLogs\n| where TimeGenerated > ago(1d)\n| summarize n = count() by UserPrincipalName\n| where n > threshold',
  },
  check: ({ all }) => {
    const lets = all('let')
    // A call's name is a node of its own; a column of the same name counts as a use: what is said is certain.
    const names = all('name')
    return lets
      .filter((l) => !names.some((n) => n !== l.name && n.name === l.name.name))
      .map((l) => messages.unusedLet(l.name.span, l.name.name))
  },
}
