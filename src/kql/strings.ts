import type { Diagnostic } from '../text/index.ts'
import { messages } from '../text/index.ts'
import { isHexDigit } from './chars.ts'

const QUOTES_OF_LINES: readonly string[] = ['```', '~~~']

/** Whether a string literal begins here: a quote, or one behind `@`, `h` or `h@`. */
export function isStringStart(text: string, start: number): boolean {
  let at = start
  const first = text.charCodeAt(at)
  if (first === 104 || first === 72) at++
  if (text.charCodeAt(at) === 64) at++
  const c = text.charCodeAt(at)
  return c === 34 || c === 39 || QUOTES_OF_LINES.some((quote) => text.startsWith(quote, at))
}

/** Where the string literal that begins at `start` ends; reports one that is not closed by `limit` or has an unknown escape. */
export function endOfString(text: string, start: number, limit: number, diagnostics: Diagnostic[]): number {
  let at = start
  let c = text.charCodeAt(at)
  if (c === 104 || c === 72) c = text.charCodeAt(++at)
  const verbatim = c === 64
  if (verbatim) c = text.charCodeAt(++at)
  if (c !== 34 && c !== 39) {
    const close = text.indexOf(text.slice(at, at + 3), at + 3)
    if (close >= 0) return close + 3
    diagnostics.push(messages.unterminatedString({ start, end: limit }))
    return limit
  }
  const quote = c
  let reported = false
  for (at++; at < limit; at++) {
    c = text.charCodeAt(at)
    if (c === quote) {
      if (!verbatim || text.charCodeAt(at + 1) !== quote) return at + 1
      at++
    } else if (c === 92 && !verbatim) {
      const length = escapeLength(text, at)
      if (length === 0 && !reported) {
        reported = true
        diagnostics.push(messages.badEscape({ start: at, end: Math.min(at + 2, limit) }, text.slice(at, Math.min(at + 2, limit))))
      }
      if (length > 0) at += length - 1
      else if (text.charCodeAt(at + 1) !== 10 && text.charCodeAt(at + 1) !== 13) at++
    } else if (c === 10 || c === 13) break
  }
  const end = Math.min(at, limit)
  diagnostics.push(messages.unterminatedString({ start, end }))
  return end
}

const isOctal = (c: number): boolean => c >= 48 && c <= 55

function hexDigits(text: string, at: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (!isHexDigit(text.charCodeAt(at + i))) return false
  return true
}

/** How many characters the escape at `at` (a backslash) has, 0 where it is none. */
function escapeLength(text: string, at: number): number {
  const c = text.charCodeAt(at + 1)
  switch (c) {
    case 92: // \
    case 39: // '
    case 34: // "
    case 97: // a
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
    case 118: // v
      return 2
    case 117: // u
      return hexDigits(text, at + 2, 4) ? 6 : 0
    case 85: // U
      return hexDigits(text, at + 2, 8) ? 10 : 0
    case 120: // x
      return hexDigits(text, at + 2, 2) ? 4 : 0
  }
  if (!isOctal(c)) return 0
  if (!isOctal(text.charCodeAt(at + 2))) return 2
  return isOctal(text.charCodeAt(at + 3)) && c <= 51 ? 4 : 3
}

const SIMPLE: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescaped(text: string): string {
  let result = ''
  let from = 0
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    result += text.slice(from, at)
    const length = escapeLength(text, at)
    if (length === 0) {
      // Reported by the lexer; the character itself is what was most likely meant.
      from = at + 1
      continue
    }
    const c = text[at + 1]!
    if (c === 'u' || c === 'U' || c === 'x') {
      const code = Number.parseInt(text.slice(at + 2, at + length), 16)
      result += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    } else if (isOctal(c.charCodeAt(0))) result += String.fromCharCode(Number.parseInt(text.slice(at + 1, at + length), 8))
    else result += SIMPLE[c] ?? c
    from = at + length
  }
  // Halves of surrogate pairs may come from two escapes; a half alone is no character.
  return (result + text.slice(from)).replace(/\p{Surrogate}/gu, '\ufffd')
}

/** The value of a string literal. */
export function stringValue(text: string): string {
  let at = 0
  let c = text.charCodeAt(at)
  if (c === 104 || c === 72) c = text.charCodeAt(++at)
  const verbatim = c === 64
  if (verbatim) c = text.charCodeAt(++at)
  const rest = text.length - at
  if (c !== 34 && c !== 39) {
    const closed = rest >= 6 && text.endsWith(text.slice(at, at + 3))
    return text.slice(at + 3, closed ? -3 : undefined)
  }
  const closed = rest >= 2 && text.charCodeAt(text.length - 1) === c
  const inner = text.slice(at + 1, closed ? -1 : undefined)
  if (!verbatim) return inner.includes('\\') ? unescaped(inner) : inner
  const quote = text[at]!
  return inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner
}
