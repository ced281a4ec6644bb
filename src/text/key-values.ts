/** Keys and values in a text, as parse-kv reads them. */

export interface KeyValueSyntax {
  /** Undefined where every run of characters that are no letters and digits separates. */
  readonly delimiters?: { readonly pair: string; readonly keyValue: string; readonly greedy: boolean }
  /** Pairs of opening and closing quotes. */
  readonly quotes: readonly (readonly [open: string, close: string])[]
  readonly escapes: readonly string[]
  /** The keys to look for, where there are no delimiters. */
  readonly keys?: readonly string[]
}

export type KeyValue = readonly [key: string, value: string]

/** The keys of a text with their values, in the order in which they appear. */
export const keyValues = (text: string, syntax: KeyValueSyntax): KeyValue[] => [
  ...(syntax.delimiters ? delimited(text, syntax, syntax.delimiters) : loose(text, syntax, new Set(syntax.keys))),
]

interface Quoted {
  readonly value: string
  readonly end: number
}

/** The quoted text that begins here, without quotes and escapes; undefined where none begins or it is not closed. */
const quotedAt = (text: string, at: number, { quotes, escapes }: KeyValueSyntax): Quoted | undefined => {
  const close = quotes.find(([open]) => open === text[at])?.[1]
  if (close === undefined) return undefined
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    if (escapes.includes(text[i] as string) && i + 1 < text.length) value += text[++i]
    else if (text[i] === close) return { value, end: i + 1 }
    else value += text[i]
  }
  return undefined
}

const skipSpace = (text: string, at: number): number => {
  let i = at
  while (i < text.length && /\s/.test(text[i] as string)) i++
  return i
}

type Delimiters = NonNullable<KeyValueSyntax['delimiters']>

function* delimited(text: string, syntax: KeyValueSyntax, { pair, keyValue, greedy }: Delimiters): Generator<KeyValue> {
  let at = 0
  while (at < text.length) {
    const key = keyAt(text, at, syntax, pair, keyValue)
    if (key === undefined) {
      const next = text.indexOf(pair, at)
      if (next < 0) return
      at = next + pair.length
      continue
    }
    const from = skipSpace(text, key.end)
    const quoted = quotedAt(text, from, syntax)
    const end = quoted ? endOf(text, pair, quoted.end) : greedy ? greedyEnd(text, key.end, pair, keyValue) : endOf(text, pair, key.end)
    yield [key.value, quoted ? quoted.value : text.slice(key.end, end).trim()]
    at = end + pair.length
  }
}

/** A key that begins here and the end of the delimiter behind it; undefined where a pair delimiter comes first. */
const keyAt = (text: string, at: number, syntax: KeyValueSyntax, pair: string, keyValue: string): Quoted | undefined => {
  const quoted = quotedAt(text, skipSpace(text, at), syntax)
  if (quoted) {
    const behind = skipSpace(text, quoted.end)
    if (text.startsWith(keyValue, behind)) return { value: quoted.value, end: behind + keyValue.length }
  }
  const delimiter = text.indexOf(keyValue, at)
  if (delimiter < 0 || delimiter > endOf(text, pair, at)) return undefined
  return { value: text.slice(at, delimiter).trim(), end: delimiter + keyValue.length }
}

const endOf = (text: string, pair: string, from: number): number => {
  const end = text.indexOf(pair, from)
  return end < 0 ? text.length : end
}

/** The last pair delimiter in front of the next key. */
const greedyEnd = (text: string, from: number, pair: string, keyValue: string): number => {
  for (let next = text.indexOf(keyValue, from); next >= 0; next = text.indexOf(keyValue, next + keyValue.length)) {
    const end = text.lastIndexOf(pair, next - pair.length)
    if (end >= from) return end
  }
  return text.length
}

/** Without delimiters a wanted key is a run of letters and digits, its value the run or quoted text that follows. */
function* loose(text: string, syntax: KeyValueSyntax, wanted: ReadonlySet<string>): Generator<KeyValue> {
  let at = 0
  for (;;) {
    const key = tokenAt(text, at, syntax)
    if (!key) return
    at = key.end
    if (!wanted.has(key.value)) continue
    const value = tokenAt(text, at, syntax)
    if (!value) return
    yield [key.value, value.value]
    at = value.end
  }
}

const TOKEN = /[\p{L}\p{N}]+/uy

const tokenAt = (text: string, from: number, syntax: KeyValueSyntax): Quoted | undefined => {
  for (let i = from; i < text.length; i++) {
    const quoted = quotedAt(text, i, syntax)
    if (quoted) return quoted
    TOKEN.lastIndex = i
    const match = TOKEN.exec(text)
    if (match) return { value: match[0], end: i + match[0].length }
  }
  return undefined
}
