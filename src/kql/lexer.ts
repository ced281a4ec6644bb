import type { Diagnostic } from '../text/index.ts'
import { messages } from '../text/index.ts'
import { TIMESPAN_UNITS } from '../types/index.ts'
import { isDigit, isHexDigit, isLineBreak, isNamePart, isNameStart, isRareSpace } from './chars.ts'
import { bitsOf, CHART_3D, lookup, lookupNegated, mix, TYPED, wordEnd } from './keywords.ts'
import { endOfString, isStringStart } from './strings.ts'
import { LOOKAHEAD, T, type TokenBuffer } from './token.ts'

/** The tokens that a single character always is, whatever follows. */
const SINGLE = new Uint8Array(128)
for (const [c, kind] of [
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
] as const) {
  SINGLE[c.charCodeAt(0)] = kind
}

/**
 * What is read behind the text's end. Each look beyond the end of a string makes the engine throw away the code that it has optimised; no token
 * has this character, and none looks ahead farther than this over others.
 */
const BEYOND = '\0'.repeat(16)

/** Splits a text into tokens, filling `into` (which has room for them), and reports what is no token of KQL. */
export function tokenize(query: string, into: TokenBuffer, diagnostics: Diagnostic[]): void {
  const { kinds, starts, ends } = into
  const length = query.length
  const text = query + BEYOND
  let count = 0
  let at = 0
  while (at < length) {
    let c = text.charCodeAt(at)
    if (c === 32 || c === 10 || c === 13 || c === 9) {
      at++
      continue
    }
    const start = at
    let kind = c < 128 ? SINGLE[c]! : 0
    if (isNameStart(c)) {
      let hash = 0
      do {
        hash = mix(hash, c)
        c = text.charCodeAt(++at)
      } while (isNamePart(c))
      kind = lookup(text, start, at, hash)
      at = wordEnd
      if (kind === T.identifier) {
        if (at - start === 1 && (c === 34 || c === 39 || c === 64 || c === 96 || c === 126) && isStringStart(text, start)) {
          at = endOfString(text, start, length, diagnostics)
          kind = T.string
        } else if (c === 45 && at - start === 8 && isGuid(text, start)) {
          at = start + 36
          kind = T.guid
        }
      } else if (c === 40 && (bitsOf[kind]! & TYPED) !== 0) {
        at = endOfTyped(text, start, at, length, diagnostics)
        kind = T.typed
      }
    } else if (kind === T.slash && text.charCodeAt(at + 1) === 47) {
      at += 2
      while (at < length && !isLineBreak(text.charCodeAt(at))) at++
      continue
    } else if (kind !== 0) {
      at++
    } else if (c === 34 || c === 39) {
      at = endOfString(text, start, length, diagnostics)
      kind = T.string
    } else if (isDigit(c)) {
      kind = number(text, start)
      at = tokenEnd
    } else if (isRareSpace(c)) {
      at++
      continue
    } else {
      kind = punctuation(text, start, length, c)
      at = tokenEnd
      if (kind === T.string) at = endOfString(text, start, length, diagnostics)
      else if (kind === T.bad) diagnostics.push(messages.badCharacter({ start, end: at }, text.slice(start, at)))
    }
    kinds[count] = kind
    starts[count] = start
    ends[count] = at
    count++
  }
  into.count = count
  for (let i = 0; i < LOOKAHEAD; i++, count++) {
    kinds[count] = T.end
    starts[count] = length
    ends[count] = length
  }
}

/** Where the token that `number` or `punctuation` found ends. */
let tokenEnd = 0

/** The kind of a token that begins with a rarer character. */
function punctuation(text: string, start: number, limit: number, c: number): number {
  const next = text.charCodeAt(start + 1)
  tokenEnd = start + 2
  switch (c) {
    case 46: // .
      if (next === 46) return T.dotDot
      return one(start, T.dot)
    case 60: // <
      if (next === 61) return T.lessEqual
      if (next === 62) return T.notEqual
      if (next === 124) return T.lessBar
      return one(start, T.less)
    case 62: // >
      return next === 61 ? T.greaterEqual : one(start, T.greater)
    case 61: // =
      if (next === 61) return T.equalEqual
      if (next === 126) return T.equalTilde
      if (next === 62) return T.arrow
      return one(start, T.equal)
    case 33: {
      // !
      if (next === 61) return T.notEqual
      if (next === 126) return T.notTilde
      const kind = lookupNegated(text, start)
      if (kind !== 0) {
        tokenEnd = wordEnd
        return kind
      }
      return one(start, T.bad)
    }
    case 64: // @
    case 96: // `
    case 126: // ~
      if (isStringStart(text, start)) return T.string
      return one(start, c === 64 ? T.at : T.bad)
    case 35: // #
      tokenEnd = start + 1
      while (tokenEnd < limit && !isLineBreak(text.charCodeAt(tokenEnd))) tokenEnd++
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
  let at = open + 1
  while (at < limit && text.charCodeAt(at) !== 41 && !isLineBreak(text.charCodeAt(at))) at++
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
