/** An expression for RE2, whose classes `\d`, `\w`, `\s` and whose `\b` know ASCII alone. */
import { type ClassItem, type ClassSet, caseOf, type Flags, isCased, type Regex, type RegexNode } from './ast.ts'
import { codePointRanges } from './code-points.ts'
import { Unwritable } from './javascript.ts'
import { categoryOf } from './property.ts'

/** The insides of a class. */
const UNICODE = {
  d: '\\p{Nd}',
  w: '\\pL\\pM\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}',
  s: '\\t-\\r\\x{85}\\pZ',
} as const
const ASCII = { d: '0-9', w: '\\w', s: '\\t-\\r ' } as const
const CONTROLS: Readonly<Record<number, string>> = { 7: '\\a', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' }
/** RE2's greatest count, also of repetitions within each other. */
const MAX_COUNT = 1000

/** For which texts it is written: with ASCII alone, the short classes say the same. */
export type Alphabet = 'ascii' | 'unicode'

const character = (code: number, special: RegExp): string => {
  const control = CONTROLS[code]
  if (control) return control
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`
  const text = String.fromCodePoint(code)
  return special.test(text) ? `\\${text}` : text
}
const SPECIAL = /[\\^$.|?*+()[\]{}]/
const SPECIAL_IN_CLASS = /[\\^\-[\]]/

class Writer {
  readonly #alphabet: Alphabet
  /** Case counts everywhere, or nowhere. */
  readonly #uniform: boolean
  /** Whether case is being ignored where the writer stands. */
  #folding: boolean
  /** Whether what was written differs between the alphabets. */
  differs = false

  constructor(alphabet: Alphabet, folding: boolean, uniform: boolean) {
    this.#alphabet = alphabet
    this.#folding = folding
    this.#uniform = uniform
  }

  write(node: RegexNode): string {
    switch (node.kind) {
      case 'char':
        if (this.#uniform) return character(node.code, SPECIAL)
        return this.#cased(node.flags, !isCased(node), () => character(node.code, SPECIAL))
      case 'dot':
        if (!node.flags.u) throw new Unwritable("a '.' without Unicode can match half a character")
        return node.flags.s ? '(?s:.)' : '.'
      case 'set':
        return this.#set(node.set, node.flags)
      case 'assert':
        return this.#assertion(node)
      case 'group':
        return `(${node.index === undefined ? '?:' : ''}${this.write(node.body)})`
      case 'alternation':
        return node.branches.map((b) => this.write(b)).join('|')
      case 'sequence':
        return this.#sequence(node.parts)
      case 'repeat': {
        const body = this.write(node.body)
        const { min, max, lazy } = node
        const sign = max === Infinity ? (min === 0 ? '*' : min === 1 ? '+' : `{${min},}`) : max === 1 && min === 0 ? '?' : count(min, max)
        const bare = node.body.kind === 'group' || node.body.kind === 'dot' || (node.body.kind === 'char' && !body.startsWith('(?'))
        const whole = bare || /^\[[^\]]*\]$/.test(body) || /^\\(?:[dwDW]|[pP](?:\w|\{\w+\}))$/.test(body) ? body : `(?:${body})`
        return `${whole}${sign}${lazy ? '?' : ''}`
      }
    }
  }

  /** Neighbours that ask for the same case are switched together. */
  #sequence(parts: readonly RegexNode[]): string {
    const folding = this.#folding
    let text = ''
    if (this.#uniform) {
      for (const part of parts) text += part.kind === 'alternation' ? `(?:${this.write(part)})` : this.write(part)
      return text
    }
    let run = ''
    const end = () => {
      if (run !== '') text += `(?${folding ? '-i' : 'i'}:${run})`
      run = ''
    }
    for (const part of parts) {
      const { folding: folds, strict } = caseOf(part)
      const neutral = run !== '' && !folds && !strict
      const switched = neutral || (folding ? strict && !folds : folds && !strict)
      if (!switched) end()
      this.#folding = switched ? !folding : folding
      const written = part.kind === 'alternation' ? `(?:${this.write(part)})` : this.write(part)
      if (switched) run += written
      else text += written
      this.#folding = folding
    }
    end()
    return text
  }

  /** Switches case on or off where the part asks for another than what is on. */
  #cased(flags: Flags, caseless: boolean, write: () => string): string {
    if (flags.i === this.#folding || caseless) return write()
    return `(?${flags.i ? 'i' : '-i'}:${write()})`
  }

  #assertion({ what, flags }: Extract<RegexNode, { kind: 'assert' }>): string {
    switch (what) {
      case 'start of text':
        return '^'
      case 'end of text':
        return '$'
      case 'start of line':
        return '(?m:^)'
      case 'end of line':
        return '(?m:$)'
      case 'word boundary':
      case 'no word boundary':
        this.differs ||= flags.u
        if (flags.u && this.#alphabet === 'unicode') throw new Unwritable('its word boundaries are those of Unicode')
        return what === 'word boundary' ? '\\b' : '\\B'
      default:
        throw new Unwritable('RE2 knows no sides of words')
    }
  }

  #set(set: ClassSet, flags: Flags): string {
    const caseless = !isCased({ kind: 'set', set, flags })
    const [only] = set.kind === 'union' ? set.items : []
    const alone = set.kind === 'union' && set.items.length === 1 && only ? this.#alone(only, set.negated, flags) : undefined
    if (alone !== undefined) return this.#cased(flags, only?.kind === 'perl', () => alone)
    if (set.kind === 'union' && set.items.length === 1 && only && 'negated' in only && only.negated)
      return this.#set({ ...set, negated: !set.negated, items: [{ ...only, negated: false }] }, flags)
    if (set.kind === 'union') {
      const items = set.items.map((i) => this.#item(i, flags))
      if (items.length > 0 && items.every((i) => i !== undefined))
        return this.#cased(flags, caseless, () => `[${set.negated ? '^' : ''}${items.join('')}]`)
    }
    const ranges = codePointRanges(set, flags)
    if (ranges.length === 0) return '[^\\x00-\\x{10FFFF}]'
    const written = ranges.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`)).join('')
    return this.#cased({ ...flags, i: false }, caseless, () => `[${written}]`)
  }

  /** A class of one named class without brackets. */
  #alone(item: ClassItem, negated: boolean, flags: Flags): string | undefined {
    if (item.kind === 'property') return this.#item({ ...item, negated: item.negated !== negated }, flags)
    if (item.kind !== 'perl' || item.name === 's') return undefined
    const name = item.negated !== negated ? item.name.toUpperCase() : item.name
    if (this.#ascii(flags)) return `\\${name}`
    return item.name === 'd' ? `\\${name === 'd' ? 'p' : 'P'}{Nd}` : undefined
  }

  #ascii(flags: Flags): boolean {
    this.differs ||= flags.u
    return this.#alphabet === 'ascii' || !flags.u
  }

  /** Part of a union; undefined where RE2 has no way to write it there. */
  #item(item: ClassItem, flags: Flags): string | undefined {
    switch (item.kind) {
      case 'range': {
        const from = character(item.from, SPECIAL_IN_CLASS)
        return item.from === item.to ? from : `${from}-${character(item.to, SPECIAL_IN_CLASS)}`
      }
      case 'perl':
        return item.negated ? undefined : (this.#ascii(flags) ? ASCII : UNICODE)[item.name]
      case 'posix':
        return `[:${item.negated ? '^' : ''}${item.name}:]`
      case 'property': {
        const category = categoryOf(item.name)
        if (category === undefined) return undefined
        return `\\${item.negated ? 'P' : 'p'}${category.length === 1 ? category : `{${category}}`}`
      }
      case 'nested':
        if (item.set.kind !== 'union' || item.set.negated) return undefined
        return joined(item.set.items.map((i) => this.#item(i, flags)))
    }
  }
}

const joined = (parts: readonly (string | undefined)[]): string | undefined => (parts.includes(undefined) ? undefined : parts.join(''))
const escaped = (code: number): string => `\\x{${code.toString(16).toUpperCase()}}`
const count = (min: number, max: number): string => (min === max ? `{${min}}` : `{${min},${max}}`)

/** The greatest product of counts of repetitions within each other. */
const counts = (node: RegexNode): number => {
  const inner =
    'body' in node
      ? counts(node.body)
      : Math.max(1, ...('parts' in node ? node.parts : 'branches' in node ? node.branches : []).map(counts))
  if (node.kind !== 'repeat') return inner
  return inner * Math.max(1, node.max === Infinity ? node.min : node.max)
}

/** An expression for RE2, and whether the one for the other alphabet is another. Throws Unwritable where RE2 can't say the same. */
export const re2Regex = ({ root }: Regex, alphabet: Alphabet): { readonly text: string; readonly differs: boolean } => {
  if (counts(root) > MAX_COUNT) throw new Unwritable(`it counts beyond ${MAX_COUNT}`)
  const { folding: folds, strict } = caseOf(root)
  const folding = folds && !strict
  const writer = new Writer(alphabet, folding, !folds || !strict)
  const text = writer.write(root)
  return { text: folding ? `(?i)${text}` : text, differs: writer.differs }
}
