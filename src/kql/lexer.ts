import type { Diagnostic } from '../text/index.ts'
import { messages } from '../text/index.ts'
import { TIMESPAN_UNITS } from '../types/index.ts'
import { isDigit, isHexDigit, isNamePart, isNameStart, isRareSpace } from './chars.ts'
import { bitsOf, CHART_3D, isStem, lookup, lookupNegated, TYPED, wordEnd, wordKinds } from './keywords.ts'
import * as T from './kinds.ts'
import { endOfString, isStringStart } from './strings.ts'
import type { TokenBuffer } from './token.ts'

/** What is always the same token, whatever stands behind it, and words. Words that need a look at that have LOOK on top. */
const FIXED = new Map<string, number>([
  ['(', T.openParen],
  [')', T.closeParen],
  ['[', T.openBracket],
  [']', T.closeBracket],
  ['{', T.openBrace],
  ['}', T.closeBrace],
  ['|', T.bar],
  [',', T.comma],
  [';', T.semicolon],
  [':', T.colon],
  ['+', T.plus],
  ['-', T.minus],
  ['*', T.star],
  ['/', T.slash],
  ['%', T.percent],
  ['?', T.question],
  ['.', T.dot],
  ['=', T.equal],
  ['==', T.equalEqual],
  ['!=', T.notEqual],
  ['=~', T.equalTilde],
  ['!~', T.notTilde],
  ['<', T.less],
  ['<=', T.lessEqual],
  ['>', T.greater],
  ['>=', T.greaterEqual],
])
const LOOK = 1 << 12
for (const [word, kind] of wordKinds) FIXED.set(word, isStem(word) || (bitsOf[kind]! & TYPED) !== 0 ? kind | LOOK : kind)

/** White space and comments; not any number of these, as the engine keeps its way through them. */
const BLANK = /[ \t\r\n]*(?:\/\/[^\n\r\u2028\u2029]*[ \t\r\n]*){0,50}/
/** One of FIXED, or a name that nothing stands behind which could make it something else. */
const PLAIN = /[A-Za-z_$]\w*(?![\w"'@`~-])|[()[\]{}|,;:+*%?-]|[=!<>]=|[=!]~|\.(?!\.)|=(?!>)|<(?![>|])|>|\/(?!\/)/
/** A string without escapes. */
const STRING = /"[^"\\\r\n]*"|'[^'\\\r\n]*'/
/**
 * What stands before a token, and the token: in group 1 what PLAIN is, in group 2 a string; any other token is left to `rare`. It matches
 * everywhere. In code that runs once for each rule, looking at each character costs several times as much as all that is done with the token.
 */
const TOKEN = new RegExp(`${BLANK.source}(?:(${PLAIN.source})|(${STRING.source})|)`, 'y')

/** The rest of a line, and that of `long(…)`. */
const LINE = /[^\n\r\u2028\u2029]*/y
const INNER = /[^)\n\r\u2028\u2029]*/y
const WORD = /\w*/y

/** Where what `pattern` matches at `at` ends. */
function endOf(pattern: RegExp, text: string, at: number, limit: number): number {
  pattern.lastIndex = at
  pattern.test(text)
  return Math.min(pattern.lastIndex, limit)
}

/**
 * What is read behind the text's end. Each look beyond the end of a string makes the engine throw away the code that it has optimised; no token
 * has this character, and none looks ahead farther than this over others.
 */
const BEYOND = '\0'.repeat(16)

/** Splits a text into tokens, filling `into` (which has room for them), and reports what is no token of KQL. */
export function tokenize(query: string, into: TokenBuffer, diagnostics: Diagnostic[]): void {
  const { kinds, starts, ends, texts } = into
  const length = query.length
  const text = query + BEYOND
  let count = 0
  TOKEN.lastIndex = 0
  for (;;) {
    const found = TOKEN.exec(text)!
    let end = TOKEN.lastIndex
    let start = end
    let kind: number = LOOK
    let token = found[1]
    if (token !== undefined) {
      kind = FIXED.get(token) ?? T.identifier
      start -= token.length
    } else {
      token = found[2]
      if (token !== undefined) {
        kind = T.string
        start -= token.length
      } else if (end >= length) break
    }
    if (token === undefined || kind >= LOOK) {
      kind = rare(text, start, length, diagnostics)
      end = tokenEnd
      TOKEN.lastIndex = end
      if (kind === SPACE) continue
      token = text.slice(start, end)
    }
    kinds[count] = kind
    starts[count] = start
    ends[count] = end
    texts[count] = token
    count++
  }
  into.count = count
  kinds[count] = T.end
  starts[count] = length
  ends[count] = length
  texts[count] = ''
  kinds[count + 1] = T.end
}

/** What `rare` yields for what is no token: a comment or white space. */
const SPACE = -1

/** Where what the functions below found ends. */
let tokenEnd = 0

/** The kind of what begins at `start`, of which TOKEN doesn't know all; SPACE where it is no token. */
function rare(text: string, start: number, limit: number, diagnostics: Diagnostic[]): number {
  const c = text.charCodeAt(start)
  if (isNameStart(c)) return name(text, start, limit, diagnostics)
  if (isDigit(c)) return number(text, start)
  if (c === 47) {
    tokenEnd = endOf(LINE, text, start, limit)
    return SPACE
  }
  if (isRareSpace(c)) {
    tokenEnd = start + 1
    return SPACE
  }
  const kind = c === 34 || c === 39 ? T.string : punctuation(text, start, limit, c)
  if (kind === T.string) tokenEnd = endOfString(text, start, limit, diagnostics)
  else if (kind === T.bad) diagnostics.push(messages.badCharacter({ start, end: tokenEnd }, text.slice(start, tokenEnd)))
  return kind
}

/** The kind of what begins with a name: that, a keyword of several parts, `long(…)`, a string (`h'…'`) or a guid. */
function name(text: string, start: number, limit: number, diagnostics: Diagnostic[]): number {
  const end = endOf(WORD, text, start + 1, limit)
  const c = text.charCodeAt(end)
  const kind = lookup(text, start, end)
  tokenEnd = wordEnd
  if (kind === T.identifier) {
    if (end - start === 1 && isStringStart(text, start)) {
      tokenEnd = endOfString(text, start, limit, diagnostics)
      return T.string
    }
    if (c === 45 && end - start === 8 && isGuid(text, start)) {
      tokenEnd = start + 36
      return T.guid
    }
  } else if (c === 40 && (bitsOf[kind]! & TYPED) !== 0) {
    tokenEnd = endOfTyped(text, start, end, limit, diagnostics)
    return T.typed
  }
  return kind
}

/** The kind of a token that begins with a rarer character, or is a rarer one with others. */
function punctuation(text: string, start: number, limit: number, c: number): number {
  const next = text.charCodeAt(start + 1)
  tokenEnd = start + 2
  switch (c) {
    case 46: // .
      return T.dotDot
    case 60: // <
      return next === 62 ? T.notEqual : T.lessBar
    case 61: // =
      return T.arrow
    case 33: {
      // !
      const kind = lookupNegated(text, start)
      if (kind === 0) return one(start, T.bad)
      tokenEnd = wordEnd
      return kind
    }
    case 64: // @
    case 96: // `
    case 126: // ~
      if (isStringStart(text, start)) return T.string
      return one(start, c === 64 ? T.at : T.bad)
    case 35: // #
      tokenEnd = endOf(LINE, text, start, limit)
      return T.directive
    default:
      // The two halves of a surrogate pair are one character.
      if (c >= 0xd800 && c < 0xdc00 && next >= 0xdc00 && next < 0xe000) return T.bad
      return one(start, T.bad)
  }
}

function one(start: number, kind: number): number {
  tokenEnd = start + 1
  return kind
}

/** Kind and end of what begins with a digit: a number, a timespan, a guid, or a name such as `1abc`. */
function number(text: string, start: number): number {
  if (text.charCodeAt(start + 8) === 45 && isGuid(text, start)) {
    tokenEnd = start + 36
    return T.guid
  }
  let at = start + 1
  while (isDigit(text.charCodeAt(at))) at++
  const digitsEnd = at
  let c = text.charCodeAt(at)
  let fraction = false
  // `1..2` is a range, but `1...2` is the number `1.` and a range.
  if (c === 46 && (text.charCodeAt(at + 1) !== 46 || text.charCodeAt(at + 2) === 46)) {
    fraction = true
    at++
    while (isDigit(text.charCodeAt(at))) at++
    c = text.charCodeAt(at)
  }
  const mantissaEnd = at
  if (c === 101 || c === 69) {
    const exponent = exponentEnd(text, at)
    if (exponent > 0 && !isNamePart(text.charCodeAt(exponent))) {
      tokenEnd = exponent
      return T.real
    }
  }
  tokenEnd = at
  if (!isNamePart(c)) return fraction ? T.real : T.long
  // `1.s` is no timespan: its fraction has no digits.
  const unit = fraction && mantissaEnd === digitsEnd + 1 ? 0 : unitLength(text, mantissaEnd)
  if (unit > 0) {
    tokenEnd = mantissaEnd + unit
    return T.timespan
  }
  if (fraction) {
    tokenEnd = digitsEnd
    return T.long
  }
  return word(text, start, digitsEnd, c)
}

function word(text: string, start: number, digitsEnd: number, c: number): number {
  let at = digitsEnd
  if (digitsEnd === start + 1 && text.charCodeAt(start) === 48 && (c === 120 || c === 88) && isHexDigit(text.charCodeAt(at + 1))) {
    at += 2
    while (isHexDigit(text.charCodeAt(at))) at++
    if (!isNamePart(text.charCodeAt(at))) {
      tokenEnd = at
      return T.long
    }
  }
  while (isNamePart(text.charCodeAt(at))) at++
  tokenEnd = at
  return at - start === 7 && text.startsWith('3Dchart', start) ? CHART_3D : T.identifier
}

/** Where the exponent at `at` ends, 0 where it is none. */
function exponentEnd(text: string, at: number): number {
  at++
  const sign = text.charCodeAt(at)
  if (sign === 43 || sign === 45) at++
  const first = at
  while (isDigit(text.charCodeAt(at))) at++
  return at > first ? at : 0
}

/** The length of the unit of time that the name at `at` is, 0 for none. */
function unitLength(text: string, at: number): number {
  let end = at
  while (isNamePart(text.charCodeAt(end))) end++
  return TIMESPAN_UNITS.has(text.slice(at, end)) ? end - at : 0
}

/** Where `long(…)` ends: behind the parenthesis, or before the end of the line where that is missing. */
function endOfTyped(text: string, start: number, open: number, limit: number, diagnostics: Diagnostic[]): number {
  const at = endOf(INNER, text, open + 1, limit)
  if (text.charCodeAt(at) === 41) return at + 1
  diagnostics.push(messages.unterminatedLiteral({ start, end: at }, text.slice(start, open)))
  return at
}

const HYPHENS = [8, 13, 18, 23]

function isGuid(text: string, start: number): boolean {
  for (let i = 0; i < 36; i++) {
    const c = text.charCodeAt(start + i)
    if (HYPHENS.includes(i) ? c !== 45 : !isHexDigit(c)) return false
  }
  return true
}
