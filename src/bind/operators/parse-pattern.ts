/** The pattern of parse as a regular expression with a group for each column. */
import type { ParsePattern } from '../../kql/index.ts'
import { escapeRegex, type Span } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'

export type ParseKind = 'simple' | 'relaxed' | 'regex'

export interface CompiledPattern {
  readonly regex: string
  /** The texts are expressions that may have groups of their own; `groups[i]` is the number of column i's group. */
  readonly groups: readonly number[]
}

/** What a pattern can't be, at its place. */
export interface PatternFault {
  readonly span: Span
  readonly what: string
  /** The pattern is KQL, and kqlc doesn't translate it. */
  readonly unsupported?: string
}

type Part = ParsePattern['parts'][number]

const NUMBER = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?'

/** The texts of types whose values end by themselves, so that `*` can follow. */
const VALUES: { readonly [T in KustoType]?: string } = {
  int: '-?\\d+',
  long: '-?\\d+',
  real: NUMBER,
  decimal: NUMBER,
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  bool: '(?i:true|false)|\\d+',
}

/**
 * Compiles a pattern. In simple and relaxed mode it must match the whole text and columns take as little of it as they can; in regex mode it may
 * match anywhere, and columns take as much as they can (recorded results of the parse page's examples). Flags are those of RE2.
 */
export const compilePattern = (pattern: ParsePattern, kind: ParseKind, flags: string): CompiledPattern | PatternFault => {
  const { parts } = pattern
  const groups: number[] = []
  let regex = ''
  let count = 0
  for (const [i, part] of parts.entries()) {
    const [before, after] = [parts[i - 1], parts[i + 1]]
    if (part.kind === 'text') {
      regex += kind === 'regex' ? part.value : escapeRegex(part.value)
      if (kind === 'regex') count += groupsOf(part.value)
      continue
    }
    if (part.kind === 'star') {
      if (after?.kind === 'star') return { span: after.span, what: "'*' must be followed by a text" }
      const skipped = (!before || !after) && !flags.includes('U')
      if (!skipped) regex += '.*?'
      continue
    }
    const fault = misplaced(part, before, after)
    if (fault) return fault
    const group = groupOf(part.type, kind, after)
    if (group === undefined)
      return { span: part.span, what: `'*' behind a ${part.type}`, unsupported: 'where such a value ends is not documented' }
    regex += group
    groups.push(++count)
  }
  if (kind === 'regex') return { regex: flags === '' ? regex : `(?${flags})${regex}`, groups }
  const start = parts[0]?.kind === 'star' ? '' : '^'
  const end = parts.at(-1)?.kind === 'star' ? '' : '$'
  return { regex: `(?s)${start}${regex}${end}`, groups }
}

const misplaced = (
  part: Extract<Part, { kind: 'column' }>,
  before: Part | undefined,
  after: Part | undefined,
): PatternFault | undefined => {
  if (before && before.kind !== 'text') return { span: part.span, what: 'a column must follow a text' }
  if (after?.kind === 'column') return { span: after.span, what: 'a column must follow a text' }
  if (part.type === 'string' && after?.kind === 'star') return { span: after.span, what: "'*' can't follow a column of type string" }
  return undefined
}

const groupOf = (type: KustoType, kind: ParseKind, after: Part | undefined): string | undefined => {
  const value = VALUES[type]
  if (kind === 'regex') return value === undefined ? '(.*)' : `(${value})`
  if (!after) return '(.*)'
  if (after.kind === 'text') return '(.*?)'
  return value && (kind === 'relaxed' ? `((?:${value})?)` : `(${value})`)
}

/** How many capturing groups an expression has. */
const groupsOf = (regex: string): number => {
  let count = 0
  for (let i = 0; i < regex.length; i++) {
    const c = regex[i]
    if (c === '\\') i++
    else if (c === '[') i = endOfClass(regex, i)
    else if (c === '(' && (regex[i + 1] !== '?' || /^\(\?P?</.test(regex.slice(i, i + 4)))) count++
  }
  return count
}

/** The position of the bracket that closes a character class. */
const endOfClass = (regex: string, from: number): number => {
  let i = from + 1
  if (regex[i] === '^') i++
  if (regex[i] === ']') i++
  while (i < regex.length && regex[i] !== ']') {
    const nested = regex[i] === '[' && regex[i + 1] === ':' ? regex.indexOf(':]', i) : -1
    i = nested > 0 ? nested + 2 : regex[i] === '\\' ? i + 2 : i + 1
  }
  return i
}
