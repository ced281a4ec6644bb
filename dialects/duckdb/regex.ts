/** Regular expressions in RE2's syntax, which Kusto and DuckDB share. */
import { escapeRegex } from '../../src/text/index.ts'

export interface TermOptions {
  /** A boundary must stand in front, behind. */
  readonly before: boolean
  readonly after: boolean
  readonly fold: boolean
}

/** An expression for one of the texts at the boundaries of terms; a side of the text that is no term character is its own boundary. */
export const termPattern = (needle: string | readonly string[], { before, after, fold }: TermOptions): string => {
  const needles = typeof needle === 'string' ? [needle] : needle
  const alternatives = needles.map(escapeRegex).join('|')
  const body = needles.length === 1 ? alternatives : `(?:${alternatives})`
  return `${fold ? '(?i)' : ''}${before ? '(?:^|[^\\pL\\pN])' : ''}${body}${after ? '(?:$|[^\\pL\\pN])' : ''}`
}

export interface CompiledRegex {
  readonly text: string
  /** The names of the capture groups in order, undefined for those without one. */
  readonly groups: readonly (string | undefined)[]
  /** Whether it can match the empty text. */
  readonly maybeEmpty: boolean
}

/** An expression in Kusto's syntax for DuckDB; a reason where it can't be had. */
export const compileRegex = (text: string): CompiledRegex | string => {
  const groups: (string | undefined)[] = []
  for (const [found, name] of text.matchAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\((?!\?)|\(\?P?<(\w+)>/g))
    if (/^\((?!\?)|^\(\?P?</.test(found)) groups.push(name)
  return { text, groups, maybeEmpty: false }
}
