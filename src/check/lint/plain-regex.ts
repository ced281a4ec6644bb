import { cover, messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { textOf } from './subject.ts'

/** The text that a pattern without any operator stands for; undefined where it has one. */
const plain = (pattern: string): string | undefined => {
  const text = pattern.replaceAll(/\\([^A-Za-z0-9])/g, (_, c: string) => (/[\\^$.|?*+()[\]{}]/.test(c) ? `\u0000${c.charCodeAt(0)};` : c))
  if (/[\\^$.|?*+()[\]{}]/.test(text)) return undefined
  return text.replaceAll(/\0(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}

interface Plain {
  readonly op: string
  readonly value: string
}

const plainTest = (regex: string): Plain | undefined => {
  const loose = regex.startsWith('(?i)')
  let rest = loose ? regex.slice(4) : regex
  const starts = rest.startsWith('^')
  if (starts) rest = rest.slice(1)
  const ends = /(?:^|[^\\])(?:\\\\)*\$$/.test(rest)
  if (ends) rest = rest.slice(0, -1)
  // A dot doesn't match line breaks, so `^.*x` is more than "somewhere".
  if (!starts) rest = rest.replace(/^\.\*/, '')
  if (!ends) rest = rest.replace(/(?<!\\)\.\*$/, '')
  const value = plain(rest)
  // Without regard to case the engine's regular expressions fold some letters that its operators don't.
  if (value === undefined || value === '' || /["\n]/.test(value) || (loose && /[^ -~]/.test(value))) return undefined
  if (starts && ends) return { op: loose ? '=~' : '==', value }
  return { op: `${starts ? 'startswith' : ends ? 'endswith' : 'contains'}${loose ? '' : '_cs'}`, value }
}

const quoted = (value: string): string => value.replaceAll('\\', '\\\\')

export const plainRegex: LintRule = {
  page: {
    code: 'KQL0529',
    title: 'a regular expression that is plain text',
    severity: 'info',
    means:
      'The pattern holds nothing but text, perhaps anchored or with .* around it. A regular expression looks at every row from its first character to its last; the operators on text use the index. Where whole words are meant, has is faster still.',
    kind: 'kql',
    example: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where ProcessCommandLine matches regex "(?i)invoke-mimikatz"',
    mend: 'Use the operator on text that the message names.',
    mended: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where ProcessCommandLine has "invoke-mimikatz"',
  },
  check: ({ all }) =>
    all('binary').flatMap((node) => {
      const regex = node.op === 'matches regex' ? textOf(node.right) : undefined
      const found = regex === undefined ? undefined : plainTest(regex)
      return found ? [messages.plainRegex(cover(node.opSpan, node.right.span), found.op, quoted(found.value))] : []
    }),
}
