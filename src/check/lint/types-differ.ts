import type { Expression } from '../../kql/index.ts'
import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import type { Subject } from './subject.ts'

const NUMBERS = new Set(['int', 'long', 'real', 'decimal'])

/** A text and a number, one of which is a literal. */
const differ = ({ bound }: Subject, left: Expression, right: Expression): readonly [string, string] | undefined => {
  const [l, r] = [bound(left)?.type, right.kind === 'literal' ? right.type : undefined]
  if (l === undefined || r === undefined) return undefined
  return (l === 'string' && NUMBERS.has(r)) || (NUMBERS.has(l) && r === 'string') ? [l, r] : undefined
}

export const typesDiffer: LintRule = {
  page: {
    code: 'KQL0540',
    title: 'a text compared with a number',
    severity: 'info',
    means:
      'The engine takes the comparison and converts one side, for every row and without the index. What the column holds is easily misread so: "050126" is no 50126.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType == 50126',
    mend: 'Write the value in the type of the column.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType == "50126"',
  },
  check: (subject) => [
    ...subject.all('binary').flatMap((b) => {
      const types = b.op === '==' || b.op === '!=' ? differ(subject, b.left, b.right) : undefined
      return types ? [messages.typesDiffer(b.span, ...types)] : []
    }),
    ...subject.all('in').flatMap((n) => {
      const types = n.op === 'in' || n.op === '!in' ? n.list.map((e) => differ(subject, n.left, e)).find(Boolean) : undefined
      return types ? [messages.typesDiffer(n.span, ...types)] : []
    }),
  ],
}
