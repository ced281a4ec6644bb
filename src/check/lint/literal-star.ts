import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { textTests } from './text-tests.ts'

const OPERATORS = /^!?(?:=|==|=~|~|in|in~|has|has_cs|contains|contains_cs|startswith|startswith_cs|endswith|endswith_cs|has_any|has_all)$/
/** Columns whose values don't hold stars themselves, as command lines, scopes and patterns do. */
const PLAIN =
  /(?:File|Process|Account|Device|Computer|Host|User|Domain|App|DisplayName).*Name$|^(?:Computer|Account|UserId|UserPrincipalName)$|Upn$/
const STARRED = /^\*?[\w.@-]*[A-Za-z0-9]{2}[\w.@-]*\*?$/

export const literalStar: LintRule = {
  page: {
    code: 'KQL0530',
    title: 'a star that is meant to match anything',
    severity: 'warning',
    means: 'The operators on text have no wildcards: a star is a star, and names of files, users and machines hold none.',
    kind: 'kql',
    example: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName =~ "*.scr"',
    mend: 'Use startswith, endswith or contains without the star, or a regular expression.',
    mended: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName endswith ".scr"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ left, op, values }) => {
      if (!OPERATORS.test(op)) return []
      const starred = values.filter((v) => /^\*|\*$/.test(v.text) && STARRED.test(v.text))
      if (starred.length === 0 || !PLAIN.test(subject.stored(left)?.column ?? '')) return []
      return starred.map((v) => messages.literalStar(v.span, op))
    }),
}
