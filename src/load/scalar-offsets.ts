/**
 * Where the characters of a YAML scalar's value stand in the file: indentation is stripped, lines are folded, escapes are read, so an
 * offset in the value is not one in the file. YAML 1.2.2, chapters 7.3 (flow scalars) and 8.1 (block scalars).
 */
export type ScalarStyle = 'BLOCK_LITERAL' | 'BLOCK_FOLDED' | 'PLAIN' | 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'

/** Offsets in the file, one for each offset of the value including its end. */
export type OffsetMap = Uint32Array

/** Digits behind `\x`, `\u`, `\U`. */
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

const isSpace = (text: string, at: number): boolean => {
  const c = text.charCodeAt(at)
  return c === 32 || c === 9 || c === 10 || c === 13
}

/** A literal block keeps its lines: each is the tail of the file's line. */
const literal = (text: string, start: number, value: string): OffsetMap => {
  const map = new Uint32Array(value.length + 1)
  let lineStart = text.indexOf('\n', start) + 1
  let at = 0
  for (const line of value.split('\n')) {
    const next = text.indexOf('\n', lineStart)
    let lineEnd = next < 0 ? text.length : next
    if (text[lineEnd - 1] === '\r' && lineEnd > lineStart) lineEnd--
    const from = Math.max(lineStart, lineEnd - line.length)
    for (let i = 0; i <= line.length; i++) map[at + i] = Math.min(from + i, text.length)
    at += line.length + 1
    lineStart = next < 0 ? text.length : next + 1
  }
  return map
}

/** What stands at `at` inside quotes: how many characters of the file, and how many of the value they make. */
const escapeAt = (text: string, at: number, style: ScalarStyle): { readonly read: number; readonly made: number } => {
  if (style === 'QUOTE_SINGLE') return { read: text.startsWith("''", at) ? 2 : 1, made: 1 }
  if (style !== 'QUOTE_DOUBLE' || text[at] !== '\\') return { read: 1, made: 1 }
  const letter = text[at + 1] ?? ''
  const digits = HEX_LENGTH[letter] ?? 0
  const code = digits === 0 ? 0 : Number.parseInt(text.slice(at + 2, at + 2 + digits), 16)
  return { read: 2 + digits, made: code > 0xffff ? 2 : 1 }
}

/** Elsewhere only white space differs; all other characters, and escapes, follow each other as in the value. */
const folded = (text: string, start: number, end: number, value: string, style: ScalarStyle): OffsetMap => {
  const map = new Uint32Array(value.length + 1)
  let from = start
  if (style === 'BLOCK_FOLDED') from = text.indexOf('\n', start) + 1
  else if (style !== 'PLAIN') from++
  let at = 0
  while (at < value.length) {
    const space = isSpace(value, at)
    const escaped = style === 'QUOTE_DOUBLE' && text[from] === '\\'
    if (escaped && (text[from + 1] === '\n' || text[from + 1] === '\r')) from += 2
    else if (space && !escaped) {
      map[at++] = from
      if (isSpace(text, from)) from++
    } else if (isSpace(text, from)) from++
    else {
      const { read, made } = escapeAt(text, from, style)
      for (let i = 0; i < made && at < value.length; i++) map[at++] = Math.min(from, end)
      from += read
    }
  }
  map[value.length] = Math.min(from, end)
  return map
}

/** The map for a scalar of the given style whose source is `text` from `start` to `end` (indicators and quotes included). */
export const scalarOffsets = (text: string, start: number, end: number, value: string, style: ScalarStyle): OffsetMap =>
  style === 'BLOCK_LITERAL' ? literal(text, start, value) : folded(text, start, end, value, style)
