/** Kusto's regular expressions, written for other engines. */
import { canBeEmpty, type Regex, type RegexNode } from './ast.ts'
import { javascriptRegex, Unwritable } from './javascript.ts'
import { parseRegex } from './parse.ts'
import { type Alphabet, re2Regex } from './re2.ts'

export type { Regex } from './ast.ts'
export { parseRegex } from './parse.ts'

export interface CompiledRegex {
  /** The expression as the rule has it. */
  readonly source: string
  /** For RE2 and texts of ASCII alone; undefined where RE2 can't say it. */
  readonly ascii: string | undefined
  /** For RE2 and any text; undefined where RE2 can't say it. */
  readonly unicode: string | undefined
  /** The names of the capture groups in order, undefined for those without one. */
  readonly groups: readonly (string | undefined)[]
  /** Whether it can match the empty text. */
  readonly maybeEmpty: boolean
  /** Whether `unicode` is costly for RE2, so that `ascii` is worth a test. */
  readonly costly: boolean
}

const attempt = <T>(write: () => T): T | Unwritable => {
  try {
    return write()
  } catch (error) {
    if (error instanceof Unwritable) return error
    throw error
  }
}

/** An expression for all engines; a reason where it is none, or where nothing can run it. `groups`: those whose texts are asked for. */
export const compileRegex = (source: string, groups: readonly number[]): CompiledRegex | string => {
  const regex = parseRegex(source)
  if (typeof regex === 'string') return regex
  const re2 = (alphabet: Alphabet) => attempt(() => re2Regex(regex, alphabet))
  const unicode = re2('unicode')
  // Few expressions have classes that mean more in Unicode.
  const ascii = unicode instanceof Unwritable || unicode.differs ? re2('ascii') : unicode
  const javascript = unicode instanceof Unwritable ? attempt(() => javascriptRegex(regex, groups)) : undefined
  if (unicode instanceof Unwritable && javascript instanceof Unwritable)
    return `the regular expression can't be run: ${unicode.message}, and ${javascript.message}`
  return {
    source,
    ascii: ascii instanceof Unwritable ? undefined : ascii.text,
    unicode: unicode instanceof Unwritable ? undefined : unicode.text,
    groups: regex.groups,
    maybeEmpty: canBeEmpty(regex.root),
    costly: wideCount(regex.root, 1) > 20,
  }
}

/** How many wide classes RE2 has to lay out for counted repetitions. */
const wideCount = (node: RegexNode, times: number): number => {
  if (node.kind === 'set') return wide(node) ? times : 0
  const inner = node.kind === 'repeat' ? times * Math.max(1, node.max === Infinity ? node.min : node.max) : times
  const parts = 'body' in node ? [node.body] : 'parts' in node ? node.parts : 'branches' in node ? node.branches : []
  return parts.reduce((sum, p) => sum + wideCount(p, inner), 0)
}

const wide = (node: Extract<RegexNode, { kind: 'set' }>): boolean =>
  node.set.kind === 'union' && node.set.items.some((i) => i.kind === 'property' || (i.kind === 'perl' && (i.name === 'w' || i.negated)))

/** An expression for JavaScript, global and by code points. Throws Unwritable or an error for one that is none. */
export const javascriptOf = (source: string): RegExp => {
  const regex: Regex | string = parseRegex(source)
  if (typeof regex === 'string') throw new Unwritable(regex)
  return javascriptRegex(regex, [])
}
