/** Classes of characters: unions, ranges, classes within classes, `&&`, `--` and `~~`. */
import type { ClassItem, ClassSet, Flags } from './ast.ts'
import { readClassEscape } from './parse-escape.ts'
import { RegexError, type Scanner } from './scanner.ts'

const POSIX = /\[:(\^?)(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y

/** Behind the '['. */
export const parseClass = (text: Scanner, flags: Flags): ClassSet => {
  const negated = text.take('^')
  const items: ClassItem[] = []
  let left: { readonly op: '&&' | '--' | '~~'; readonly set: ClassSet } | undefined
  const union = (): ClassSet => ({ kind: 'union', negated: false, items: items.splice(0) })
  const joined = (): ClassSet => (left ? { kind: left.op, negated: false, left: left.set, right: union() } : union())
  const skip = () => flags.x && text.takeMatch(/\s+/y)
  // A first ']' is itself, and so are hyphens before it.
  while (text.take('-')) items.push(character('-'))
  if (text.take(']')) items.push(character(']'))
  for (;;) {
    skip()
    if (text.done) return text.fail("a ']' is missing")
    if (text.take(']')) break
    const op = text.takeMatch(/&&|~~|--(?!\])/y)?.[0] as '&&' | '--' | '~~' | undefined
    if (op) {
      left = { op, set: joined() }
      continue
    }
    items.push(...item(text, flags))
  }
  const set = joined()
  return negated ? { ...set, negated: true } : set
}

const character = (c: string): ClassItem => ({ kind: 'range', from: c.charCodeAt(0), to: c.charCodeAt(0) })

const item = (text: Scanner, flags: Flags): ClassItem[] => {
  const posix = text.takeMatch(POSIX)
  if (posix) return [{ kind: 'posix', name: posix[2] ?? '', negated: posix[1] === '^' }]
  if (text.at('[')) return [nested(text, flags)]
  const first = single(text)
  if (typeof first !== 'number') return [first]
  // A range, unless the hyphen is the last character, or begins a difference.
  const hyphen = text.position
  if (text.at('-]') || text.at('--') || !text.take('-')) return [{ kind: 'range', from: first, to: first }]
  if (text.at('[')) {
    text.position = hyphen
    return [{ kind: 'range', from: first, to: first }, character(String.fromCodePoint(text.next()))]
  }
  const last = single(text)
  if (typeof last !== 'number') return [{ kind: 'range', from: first, to: first }, character('-'), last]
  if (last < first) return text.fail('a range from a greater to a smaller character')
  return [{ kind: 'range', from: first, to: last }]
}

/** A class within a class; where none is closed, a '[' is itself. */
const nested = (text: Scanner, flags: Flags): ClassItem => {
  const start = text.position
  text.take('[')
  if (text.unclosed.has(start)) return character('[')
  try {
    return { kind: 'nested', set: parseClass(text, flags) }
  } catch (error) {
    if (!(error instanceof RegexError)) throw error
    text.unclosed.add(start)
    text.position = start + 1
    return character('[')
  }
}

const single = (text: Scanner): number | ClassItem => {
  if (!text.take('\\')) return text.next()
  const atom = readClassEscape(text)
  return atom.kind === 'char' ? atom.code : atom.kind === 'item' ? atom.item : text.fail('an assertion within a class')
}
