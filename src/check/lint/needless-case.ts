import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { isCall } from './subject.ts'
import { textTests } from './text-tests.ts'

/** Exact operators → those that compare without regard to case. */
const LOOSE: Readonly<Record<string, string>> = { '==': '=~', '!=': '!~', in: 'in~', '!in': '!in~' }
const ALREADY = /^!?(?:has|contains|startswith|endswith|hasprefix|hassuffix|in~|has_any|has_all|=~)$|^!~$/

export const needlessCase: LintRule = {
  page: {
    code: 'KQL0528',
    title: 'tolower() or toupper() where an operator does it',
    severity: 'info',
    means:
      'Most operators on text have no regard to case, and == and in have forms without it. A function around the column has to be computed for every row and hides the column from the index.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where tolower(AppDisplayName) == "azure portal"',
    mend: 'Leave the function out and use the operator without regard to case.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where AppDisplayName =~ "azure portal"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ node, left, op, values }) => {
      if (!isCall(left, 'tolower', 'toupper') || left.args.length !== 1) return []
      if (node.kind === 'in' && values.length !== node.list.length) return []
      const fn = left.name.name
      // A value in the wrong case is a finding of its own.
      if (values.some((v) => v.text !== (fn === 'tolower' ? v.text.toLowerCase() : v.text.toUpperCase()))) return []
      const loose = LOOSE[op]
      if (loose !== undefined) return [messages.needlessCase(left.name.span, fn, loose, false)]
      return ALREADY.test(op) ? [messages.needlessCase(left.name.span, fn, op, true)] : []
    }),
}
