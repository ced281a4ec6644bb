/**
 * Changes that leave most queries valid, so that what is changed reaches the engine: other literals, names, functions, operators and
 * joins, and steps of a pipeline left out, doubled, moved or put in.
 */
import { allFunctions } from '../../src/functions/index.ts'

const FUNCTIONS = allFunctions()
  .filter((f) => f.kind === 'scalar' || f.kind === 'aggregate')
  .map((f) => f.name)
const NUMBERS = [
  '0',
  '1',
  '-1',
  '7',
  '9223372036854775807',
  '0.5',
  '1e300',
  'long(null)',
  'real(nan)',
  'int(3)',
  '1d',
  '0s',
  'datetime(2024-02-29)',
]
const STRINGS = [
  '""',
  '"a"',
  '"a\\"b\'c"',
  '"[1]"',
  '"{\\"k\\": [1, null]}"',
  '"10.0.0.1"',
  '"%_\\\\"',
  '"é😀"',
  '"2024-02-29"',
  '"(a|b)+"',
  '1',
  'dynamic(["a"])',
]
const SWAPS: readonly (readonly string[])[] = [
  ['==', '!=', '=~', '!~', '<', '>='],
  ['has', 'contains', 'startswith', 'endswith', '!has', '!contains', 'has_cs', 'hasprefix'],
  ['in', 'in~', '!in', '!in~', 'has_any', 'has_all'],
  ['and', 'or'],
  ['+', '-', '*', '/', '%'],
  ['inner', 'innerunique', 'leftouter', 'rightouter', 'fullouter', 'leftsemi', 'leftanti', 'rightsemi', 'rightanti'],
  ['extend', 'project', 'distinct', 'summarize', 'where'],
  ['asc', 'desc'],
  ['bin', 'floor', 'bin_at'],
  ['long', 'int', 'real', 'string', 'datetime', 'timespan', 'dynamic', 'guid', 'bool', 'decimal'],
]
const STEPS = [
  'take 0',
  'take 1',
  'where true',
  'where false',
  'distinct *',
  'serialize',
  'extend Extra = 1',
  'summarize count()',
  'count',
  'getschema',
  'project-reorder *',
  'sort by 1',
  'as Named',
  'union (print Extra = 2)',
  'where 1 in (1, 2)',
  'extend Row = row_number()',
  'top 1 by 1',
  'mv-expand Extra = dynamic([1, 2])',
  'extend Packed = pack_all()',
  'summarize take_any(*)',
  'summarize arg_max(1, *)',
  'consume',
  'search "a"',
  'invoke materialize()',
  'extend T = toscalar(print 1)',
  'render table',
  'sample 1',
  'order by rand()',
  'evaluate narrow()',
]

const TOKEN = /\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_$][\w-]*~?|\d[\w.]*|\s+|[!=<>]=|[!=]~|\.\.|[^\s]/g

/** Where a pipeline's bars stand among the tokens, outside of all brackets and within the same ones. */
const barsOf = (tokens: readonly string[]): number[] => tokens.flatMap((t, i) => (t === '|' ? [i] : []))

const depths = (tokens: readonly string[]): number[] => {
  let depth = 0
  return tokens.map((t) => {
    if (/^[([{]$/.test(t)) depth++
    if (/^[)\]}]$/.test(t)) depth--
    return depth
  })
}

/** The end of the step that begins at a bar: the next bar of its depth, a closing bracket or a semicolon. */
const endOf = (tokens: readonly string[], depth: readonly number[], bar: number): number => {
  for (let i = bar + 1; i < tokens.length; i++) {
    if (depth[i]! < depth[bar]! || (depth[i] === depth[bar] && (tokens[i] === '|' || tokens[i] === ';'))) return i
  }
  return tokens.length
}

/** Changes a query in one place. */
export const alter = (text: string, next: () => number): string => {
  const tokens: string[] = text.match(TOKEN) ?? []
  const below = (n: number): number => Math.floor(next() * n)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T
  const replaced = (test: (t: string, i: number) => boolean, by: (t: string) => string): void => {
    const places = tokens.flatMap((t, i) => (test(t, i) ? [i] : []))
    if (places.length === 0) return
    const at = pick(places)
    tokens[at] = by(tokens[at] as string)
  }
  const isWord = (t: string): boolean => /^[A-Za-z_]/.test(t)
  const isCall = (i: number): boolean => tokens[i + 1] === '('
  switch (below(8)) {
    case 0:
      // A range to the greatest long would take for ever, and rightly so.
      replaced(
        (t, i) => /^\d/.test(t) && tokens[i - 2] !== 'to',
        () => pick(NUMBERS),
      )
      break
    case 1:
      replaced(
        (t) => /^["']/.test(t),
        () => pick(STRINGS),
      )
      break
    case 2: {
      const words = tokens.filter((t, i) => isWord(t) && !isCall(i))
      replaced(
        (t, i) => isWord(t) && !isCall(i),
        () => pick(words),
      )
      break
    }
    case 3:
      replaced(
        (t, i) => isWord(t) && isCall(i),
        () => pick(FUNCTIONS),
      )
      break
    case 4:
      replaced(
        (t) => SWAPS.some((s) => s.includes(t)),
        (t) => pick(SWAPS.find((s) => s.includes(t)) ?? [t]),
      )
      break
    case 5: {
      const bars = barsOf(tokens)
      if (bars.length === 0) break
      const at = pick(bars)
      tokens.splice(at, endOf(tokens, depths(tokens), at) - at)
      break
    }
    case 6: {
      const bars = barsOf(tokens)
      if (bars.length < 2) break
      const [from, to] = [pick(bars), pick(bars)]
      tokens.splice(to, 0, ...tokens.slice(from, endOf(tokens, depths(tokens), from)), '\n')
      break
    }
    default: {
      const bars = barsOf(tokens)
      tokens.splice(bars.length === 0 || next() < 0.3 ? tokens.length : pick(bars), 0, `\n| ${pick(STEPS)}\n`)
    }
  }
  return tokens.join('')
}
