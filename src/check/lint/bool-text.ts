import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { isCall } from './subject.ts'
import { textTests } from './text-tests.ts'

const EXACT = new Set(['==', '!=', 'in', '!in', 'has_cs', '!has_cs', 'contains_cs', '!contains_cs'])

export const boolText: LintRule = {
  page: {
    code: 'KQL0534',
    title: 'the text of a bool in the wrong case',
    severity: 'warning',
    means: 'tostring(true) is True with a capital: an exact comparison with true or false never fits.',
    kind: 'kql',
    example: 'AADNonInteractiveUserSignInLogs\n| where TimeGenerated > ago(1d)\n| where tostring(IsInteractive == true) == "true"',
    mend: 'Compare the bool itself.',
    mended: 'AADNonInteractiveUserSignInLogs\n| where TimeGenerated > ago(1d)\n| where IsInteractive == true',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ left, op, values }) => {
      const [arg] = isCall(left, 'tostring') ? left.args : []
      if (!arg || !EXACT.has(op) || subject.bound(arg)?.type !== 'bool') return []
      return values.filter((v) => v.text === 'true' || v.text === 'false').map((v) => messages.boolText(v.span, v.text))
    }),
}
