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
