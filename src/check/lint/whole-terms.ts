import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { textTests } from './text-tests.ts'

const BETTER: Readonly<Record<string, string>> = {
  contains: 'has',
  contains_cs: 'has_cs',
  '!contains': '!has',
  '!contains_cs': '!has_cs',
}
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ADDRESS = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/

export const wholeTerms: LintRule = {
  page: {
    code: 'KQL0531',
    title: 'contains where a whole value is meant',
    severity: 'info',
    means: 'contains "10.0.0.1" also finds 110.0.0.12; has looks for whole terms, and finds them in the index.',
    kind: 'kql',
    example: 'DeviceNetworkEvents\n| where Timestamp > ago(1d)\n| where RemoteUrl contains "203.0.113.1"',
    mend: 'Use has, for addresses also has_ipv4.',
    mended: 'DeviceNetworkEvents\n| where Timestamp > ago(1d)\n| where RemoteUrl has "203.0.113.1"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ op, opSpan, values: [value] }) => {
      const better = BETTER[op]
      if (better === undefined || !value) return []
      const what = ADDRESS.test(value.text)
        ? `'${op}' also finds the address inside longer ones`
        : GUID.test(value.text)
          ? `'${op}' reads every value from end to end; '${better}' finds an id in the index of terms`
          : undefined
      return what === undefined ? [] : [messages.wholeTerms(opSpan, op, what, better)]
    }),
}
