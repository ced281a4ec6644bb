/** An expression as JavaScript runs it (flag `v`), for texts that SQL's engine can't judge. */
import { type ClassItem, type ClassSet, caseOf, type Flags, type Regex, type RegexNode, someNode } from './ast.ts'
import { javascriptProperty } from './property.ts'

/** An expression that can't be written; the message says why. */
export class Unwritable extends Error {}

const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}'
const PERL = { d: '\\p{Nd}', w: WORD, s: '\\p{White_Space}' } as const
const ASCII = { d: '0-9', w: '0-9A-Za-z_', s: '\\t-\\r ' } as const
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E',
  punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

const character = (code: number): string => {
  const text = String.fromCodePoint(code)
  return /[0-9A-Za-z]/.test(text) ? text : `\\u{${code.toString(16)}}`
}

const classItem = (item: ClassItem, flags: Flags): string => {
  switch (item.kind) {
    case 'range':
      return item.from === item.to ? character(item.from) : `${character(item.from)}-${character(item.to)}`
    case 'perl':
      return `[${item.negated ? '^' : ''}${(flags.u ? PERL : ASCII)[item.name]}]`
    case 'posix':
      return `[${item.negated ? '^' : ''}${POSIX[item.name]}]`
    case 'property': {
      const name = javascriptProperty(item.name)
      if (name === undefined) throw new Unwritable(`there is no Unicode property '${item.name}'`)
      return `[${item.negated ? '^' : ''}\\p{${name}}]`
    }
    case 'nested':
      return javascriptClass(item.set, flags)
  }
}

/** A class in brackets. */
export const javascriptClass = (set: ClassSet, flags: Flags): string => {
  const not = set.negated ? '^' : ''
  if (set.kind === 'union') return `[${not}${set.items.map((i) => classItem(i, flags)).join('')}]`
  const [left, right] = [javascriptClass(set.left, flags), javascriptClass(set.right, flags)]
  if (set.kind === '~~') return `[${not}[${left}--${right}][${right}--${left}]]`
  return `[${not}${left}${set.kind}${right}]`
}

const assertion = (node: Extract<RegexNode, { kind: 'assert' }>): string => {
  const word = `[${node.flags.u ? WORD : ASCII.w}]`
  switch (node.what) {
    case 'start of text':
      return '(?<![^])'
    case 'end of text':
      return '(?![^])'
    case 'start of line':
      return '(?<![^\\n])'
    case 'end of line':
      return '(?![^\\n])'
    case 'word boundary':
      return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    case 'no word boundary':
      return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`
    case 'start of word':
      return `(?<!${word})(?=${word})`
    case 'end of word':
      return `(?<=${word})(?!${word})`
    case 'no word before':
      return `(?<!${word})`
    case 'no word behind':
      return `(?!${word})`
  }
}

const write = (node: RegexNode): string => {
  switch (node.kind) {
    case 'char':
      return character(node.code)
    case 'dot':
      return node.flags.s ? '[^]' : '[^\\n]'
    case 'set':
      return javascriptClass(node.set, node.flags)
    case 'assert':
      return assertion(node)
    case 'group':
      return `(${node.index === undefined ? '?:' : ''}${write(node.body)})`
    case 'alternation':
      return node.branches.map(write).join('|')
    case 'sequence':
      return node.parts.map((p) => (p.kind === 'alternation' ? `(?:${write(p)})` : write(p))).join('')
    case 'repeat': {
      const { min, max } = node
      const sign = max === Infinity ? (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`) : `{${min},${max}}`
      return `(?:${write(node.body)})${sign}${node.lazy ? '?' : ''}`
    }
  }
}

/** Whether all of it ignores case; throws where a part does and another that knows case does not. */
const ignoresCase = (root: RegexNode): boolean => {
  const { folding, strict } = caseOf(root)
  if (!folding) return false
  if (strict) throw new Unwritable('case counts in a part of it only')
  return true
}

/** Throws Unwritable where JavaScript can't say the same of where it matches, and of what the given groups hold. */
export const javascriptRegex = ({ root }: Regex, groups: readonly number[]): RegExp => {
  // JavaScript forgets a group's text with each round of a repetition around it.
  const asked = (n: RegexNode) => n.kind === 'group' && n.index !== undefined && groups.includes(n.index)
  if (someNode(root, (n) => n.kind === 'repeat' && n.max > 1 && someNode(n.body, asked)))
    throw new Unwritable('a group stands in a repetition')
  return new RegExp(write(root), `gv${ignoresCase(root) ? 'i' : ''}`)
}
