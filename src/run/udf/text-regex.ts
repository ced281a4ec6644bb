/** Regular expressions in JavaScript, for texts and expressions that RE2 can't judge as Kusto does. */
import { compileRegex, javascriptOf } from '../../regex/index.ts'
import type { ScalarUdf, UdfValue } from './scalar.ts'

/** What was made of an expression; a query has few of them, a column of patterns may have many. */
const remembered = <T>(make: (source: string) => T): ((source: UdfValue) => T) => {
  const known = new Map<string, T>()
  return (source) => {
    const text = String(source)
    let made = known.get(text)
    if (made === undefined) {
      if (known.size > 1000) known.clear()
      made = make(text)
      known.set(text, made)
    }
    return made
  }
}

const regexOf = remembered((source) => javascriptOf(source))
const re2Of = remembered((source) => {
  const compiled = compileRegex(source, [])
  if (typeof compiled === 'string') throw new Error(compiled)
  if (compiled.unicode === undefined) throw new Error(`the regular expression '${source}' is not a constant and can't be run`)
  return compiled.unicode
})

const startOf = remembered((source) => anchored(source, '^(?:', ')'))
const endOf = remembered((source) => anchored(source, '(?:', ')$'))
/** The expression at the beginning or the end of the text, once. */
const anchored = (source: string, before: string, behind: string): RegExp => {
  const { source: written, flags } = javascriptOf(source)
  return new RegExp(before + written + behind, flags.replace('g', ''))
}

/** The matches from left to right; an empty one directly behind another doesn't count. */
const matches = (text: UdfValue, source: UdfValue): RegExpExecArray[] => {
  const found: RegExpExecArray[] = []
  let end = -1
  for (const match of String(text).matchAll(regexOf(source))) {
    if (match[0] === '' && match.index === end) continue
    end = match.index + match[0].length
    found.push(match)
  }
  return found
}
const first = (text: UdfValue, source: UdfValue): RegExpExecArray | null => {
  const regex = regexOf(source)
  regex.lastIndex = 0
  return regex.exec(String(text))
}

const codePoints = (text: string): number => [...text].length

const replaced = (text: string, found: readonly RegExpExecArray[], rewrite: string): string => {
  let result = ''
  let end = 0
  for (const match of found) {
    result +=
      text.slice(end, match.index) + rewrite.replaceAll(/\\([\s\S])/g, (_, c: string) => (c === '\\' ? c : (match[Number(c)] ?? '')))
    end = match.index + match[0].length
  }
  return result + text.slice(end)
}

export const regexFunctions: Readonly<Record<string, ScalarUdf>> = {
  /** An expression for RE2. */
  kql_re2: { parameters: ['text'], result: 'text', call: re2Of },
  kql_regex_matches: { parameters: ['text', 'text'], result: 'bool', call: (text, source) => first(text, source) !== null },
  /** What a group of the first match holds. */
  kql_regex_extract: {
    parameters: ['text', 'text', 'long'],
    result: 'text',
    call: (text, source, group) => first(text, source)?.[Number(group)] ?? '',
  },
  /** The whole and the groups of each match. */
  kql_regex_groups: {
    parameters: ['text', 'text'],
    result: 'rows',
    call: (text, source) => matches(text, source).map((m) => [...m].map((g: string | undefined) => g ?? '')),
  },
  kql_regex_replace: {
    parameters: ['text', 'text', 'text'],
    result: 'text',
    call: (text, source, rewrite) => replaced(String(text), matches(text, source), String(rewrite)),
  },
  /** The text without a match at its beginning or its end. */
  kql_regex_cut_start: { parameters: ['text', 'text'], result: 'text', call: (text, source) => String(text).replace(startOf(source), '') },
  kql_regex_cut_end: { parameters: ['text', 'text'], result: 'text', call: (text, source) => String(text).replace(endOf(source), '') },
  /** The zero-based place of the n-th match, -1 where there is none. */
  kql_regex_position: {
    parameters: ['text', 'text', 'long'],
    result: 'long',
    call: (text, source, n) => {
      const match = matches(text, source)[Number(n) - 1]
      return match ? BigInt(codePoints(String(text).slice(0, match.index))) : -1n
    },
  },
}
