/** Regular expressions in calls: RE2 where it says the same as Kusto, JavaScript where it doesn't. */
import { type CompiledRegex, compileRegex } from '../../src/regex/index.ts'
import * as sql from '../../src/sql/build.ts'
import type { Arg, LowerContext, SqlExpr } from '../../src/sql/index.ts'
import { escapeRegex } from '../../src/text/index.ts'

export interface TermOptions {
  /** A boundary must stand in front, behind. */
  readonly before: boolean
  readonly after: boolean
  readonly fold: boolean
}

const BEFORE = '(?:^|[^\\pL\\pN])'
const AFTER = '(?:$|[^\\pL\\pN])'

const LEADING = /^[\p{L}\p{N}]/u
const TRAILING = /[\p{L}\p{N}]$/u
const ASCII_LEADING = /^[A-Za-z\d]/
const ASCII_TRAILING = /[A-Za-z\d]$/

/** Whether a text begins with a letter or digit; one of ASCII is told at once, as V8 takes milliseconds to list those of the world. */
const startsTerm = (text: string): boolean => (text.charCodeAt(0) < 128 ? ASCII_LEADING : LEADING).test(text)
const endsTerm = (text: string): boolean => (text.charCodeAt(text.length - 1) < 128 ? ASCII_TRAILING : TRAILING).test(text)

const SPECIAL = /[^\w ]/

/** The same for one text; what is folded may be written in lower case. */
export const oneTermPattern = (needle: string, before: boolean, after: boolean, fold: boolean): string => {
  const front = before && startsTerm(needle) ? BEFORE : ''
  const back = after && endsTerm(needle) ? AFTER : ''
  const text = SPECIAL.test(needle) ? escapeRegex(needle) : needle
  return fold ? `${front}(?i:${text})${back}` : `${front}${text}${back}`
}

/** An expression for one of the texts at the boundaries of terms. A side of a text that is no letter or digit needs no boundary. */
export const termPattern = (needles: readonly string[], { before, after, fold }: TermOptions): string => {
  const kinds = new Map<string, string[]>()
  for (const needle of needles) {
    const front = before && startsTerm(needle) ? BEFORE : ''
    const back = after && endsTerm(needle) ? AFTER : ''
    const key = `${front}|${back}`
    kinds.set(key, [...(kinds.get(key) ?? []), escapeRegex(needle)])
  }
  const parts = [...kinds].map(([key, texts]) => {
    const [front, back] = key.startsWith(BEFORE) ? [BEFORE, key.slice(BEFORE.length + 1)] : ['', key.slice(1)]
    // Folding the classes of the boundaries too would change nothing and make the engine compile twice as long.
    const open = fold ? '(?i:' : texts.length === 1 ? '' : '(?:'
    return `${front}${open}${texts.join('|')}${open && ')'}${back}`
  })
  return parts.length === 1 ? (parts[0] as string) : `(?:${parts.join('|')})`
}

/** The expression of a constant argument; `groups` are the numbers of those whose texts the call asks for. */
export const regexOf = (a: Arg, context: LowerContext, groups: readonly number[] = []): CompiledRegex => {
  if (typeof a.constant !== 'string') return context.refuse('its regular expression must be a constant')
  const compiled = compileRegex(a.constant, groups)
  return typeof compiled === 'string' ? context.refuse(compiled) : compiled
}

/** Refuses an expression that can match the empty text, where the number of matches counts. */
export const neverEmpty = (regex: CompiledRegex, context: LowerContext): CompiledRegex =>
  regex.maybeEmpty ? context.refuse('its expression can match the empty text, and which of these matches count is not documented') : regex

const isAscii = (text: SqlExpr): SqlExpr => sql.eq(sql.call('strlen', text), sql.call('length', text))

/**
 * A call of RE2 on a text. What RE2 can't say of Unicode (word boundaries), or only at a high price, it says of texts of ASCII, where it comes to the same;
 * JavaScript judges the rest.
 */
export const matching = (
  text: SqlExpr,
  { ascii, unicode, costly }: CompiledRegex,
  re2: (pattern: string) => SqlExpr,
  javascript: () => SqlExpr,
): SqlExpr => {
  if (unicode !== undefined && (ascii === undefined || ascii === unicode || !costly)) return re2(unicode)
  const any = unicode === undefined ? javascript() : re2(unicode)
  return ascii === undefined ? any : sql.when(isAscii(text), re2(ascii), any)
}
