import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { isCall } from './subject.ts'
import { textTests } from './text-tests.ts'

const EXACT = new Set(['==', 'in', 'has_cs', 'contains_cs', 'startswith_cs', 'endswith_cs', 'hasprefix_cs', 'hassuffix_cs'])
const EXACT_NOT = new Set(['!=', '!in', '!has_cs', '!contains_cs', '!startswith_cs', '!endswith_cs', '!hasprefix_cs', '!hassuffix_cs'])

export const neverThatCase: LintRule = {
  page: {
    code: 'KQL0527',
    title: 'a value that tolower() or toupper() never gives',
    severity: 'warning',
    means: 'Text in lower case is compared exactly with a value that has capitals, or the reverse: it never fits.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where tolower(AppDisplayName) == "Azure Portal"',
    mend: 'Write the value in the case of the function, or compare without regard to case.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where AppDisplayName =~ "Azure Portal"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ left, op, values }) => {
      if (!isCall(left, 'tolower', 'toupper') || !(EXACT.has(op) || EXACT_NOT.has(op))) return []
      const wrong = left.name.name === 'tolower' ? /[A-Z]/ : /[a-z]/
      return values.filter((v) => wrong.test(v.text)).map((v) => messages.neverThatCase(v.span, left.name.name, v.text, EXACT_NOT.has(op)))
    }),
}
