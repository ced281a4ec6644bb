import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

export const neverNull: LintRule = {
  page: {
    code: 'KQL0533',
    title: 'a string that is asked whether it is null',
    severity: 'warning',
    means: 'Strings are never null in KQL: what is missing is the empty text. isnull() of one is always false, isnotnull() always true.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where isnotnull(UserPrincipalName)',
    mend: 'Use isempty() and isnotempty().',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where isnotempty(UserPrincipalName)',
  },
  check: ({ all, bound }) =>
    all('call').flatMap(({ name, args: [arg], object }) => {
      const always = ['isnotnull', 'notnull'].includes(name.name)
      if (object || !arg || !(always || name.name === 'isnull') || bound(arg)?.type !== 'string') return []
      return [messages.neverNull(name.span, name.name, always)]
    }),
}
