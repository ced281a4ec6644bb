/** Kinds of tokens that are no keywords; keywords have the kinds from FIRST_KEYWORD on (see keywords.ts). */
export const T = {
  end: 0,
  /** A character that is no part of the language; the lexer has reported it. */
  bad: 1,
  identifier: 2,
  string: 3,
  long: 4,
  real: 5,
  timespan: 6,
  bool: 7,
  /** A guid that stands alone, which only a dynamic literal may hold. */
  guid: 8,
  /** `datetime(…)`, `long(…)` and the like: type, parentheses and what they hold are one token. */
  typed: 9,
  directive: 10,
  openParen: 11,
  closeParen: 12,
  openBracket: 13,
  closeBracket: 14,
  openBrace: 15,
  closeBrace: 16,
  bar: 17,
  comma: 18,
  semicolon: 19,
  colon: 20,
  dot: 21,
  dotDot: 22,
  plus: 23,
  minus: 24,
  star: 25,
  slash: 26,
  percent: 27,
  less: 28,
  lessEqual: 29,
  greater: 30,
  greaterEqual: 31,
  equal: 32,
  equalEqual: 33,
  notEqual: 34,
  equalTilde: 35,
  notTilde: 36,
  arrow: 37,
  at: 38,
  question: 39,
  lessBar: 40,
} as const

export const FIRST_KEYWORD = 48

/**
 * The tokens of one text in flat arrays, so that lexing allocates nothing a token. `count` doesn't include the end; behind the last token
 * stand some tokens of kind `end`, so that a parser may look a few tokens ahead without asking.
 */
export class TokenBuffer {
  kinds: Uint16Array
  starts: Int32Array
  ends: Int32Array
  count = 0

  constructor(capacity: number) {
    this.kinds = new Uint16Array(capacity)
    this.starts = new Int32Array(capacity)
    this.ends = new Int32Array(capacity)
  }
}

/** How many tokens of kind `end` stand behind the last one. */
export const LOOKAHEAD = 8

let spare: TokenBuffer | undefined

/** A buffer with room for the tokens of a text of `length` characters; give it back with `release`. */
export function acquire(length: number): TokenBuffer {
  const needed = length + LOOKAHEAD
  const buffer = spare !== undefined && spare.kinds.length >= needed ? spare : new TokenBuffer(Math.max(needed, 8192))
  spare = undefined
  return buffer
}

/** Keeps a buffer for the next text, unless it is so large that keeping it would be a waste. */
export function release(buffer: TokenBuffer): void {
  if (buffer.kinds.length <= 1 << 18) spare = buffer
}
