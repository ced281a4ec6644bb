import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { textTests } from './text-tests.ts'

/** A single word: the actions of Defender's device tables are made of at least two, without anything between. */
const ONE_WORD = /^[A-Za-z][a-z]+$/

export const wordInName: LintRule = {
  page: {
    code: 'KQL0532',
    title: 'has where contains is meant',
    severity: 'warning',
    means:
      'has looks for whole terms: runs of letters and digits between other characters. The actions of the device tables are written as one such run, LogonFailed or FileCreated, so a part of one is not found.',
    kind: 'kql',
    example: 'DeviceLogonEvents\n| where Timestamp > ago(1d)\n| where ActionType has "Logon"',
    mend: 'Use startswith, endswith or contains, or name the whole action.',
    mended: 'DeviceLogonEvents\n| where Timestamp > ago(1d)\n| where ActionType startswith "Logon"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ left, op, values }) => {
      if (!/^!?has(?:_cs|_any|_all)?$/.test(op)) return []
      const wrong = values.filter((v) => ONE_WORD.test(v.text))
      const stored = wrong.length > 0 ? subject.stored(left) : undefined
      if (stored?.column !== 'ActionType' || !stored.table.startsWith('Device')) return []
      return wrong.map((v) => messages.wordInName(v.span, 'ActionType', v.text))
    }),
}
