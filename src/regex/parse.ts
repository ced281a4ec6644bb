/**
 * Kusto's regular expressions: the syntax of Rust's regex crate, Unicode throughout (the reference's page "Regex syntax"). Where that
 * engine would refuse a text that RE2, its predecessor, takes, it is read as RE2 does: a lone '{', a '[' within a class, a '-' behind `\w`.
 */
import type { Assertion, Flags, Regex, RegexNode } from './ast.ts'
import { parseClass } from './parse-class.ts'
import { type Atom, readEscape } from './parse-escape.ts'
import { RegexError, Scanner } from './scanner.ts'

const NO_FLAGS: Flags = { i: false, m: false, s: false, U: false, u: true, x: false }

/** The tree of an expression, or why it is none. */
export const parseRegex = (text: string): Regex | string => {
  try {
    return new Parser(text).parse()
  } catch (error) {
    if (error instanceof RegexError) return error.message
    throw error
  }
}

class Parser {
  readonly #in: Scanner
  readonly #groups: (string | undefined)[] = []
  #flags = NO_FLAGS
  #depth = 0

  constructor(text: string) {
    this.#in = new Scanner(text)
  }

  parse(): Regex {
    const root = this.#alternation()
    if (!this.#in.done) this.#in.fail("a ')' without its '('")
    return { root, groups: this.#groups }
  }

  #alternation(): RegexNode {
    if (++this.#depth > 200) this.#in.fail('groups within groups too deep')
    const branches = [this.#sequence()]
    while (this.#in.take('|')) branches.push(this.#sequence())
    this.#depth--
    return branches.length === 1 ? (branches[0] as RegexNode) : { kind: 'alternation', branches }
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = []
    for (;;) {
      this.#skipVerbose()
      if (this.#in.done || this.#in.at('|') || this.#in.at(')')) break
      const repeat = this.#repetition()
      if (repeat) {
        const body = parts.pop()
        if (!body) return this.#in.fail('nothing in front of a repetition')
        parts.push({ kind: 'repeat', body, ...repeat })
        continue
      }
      const part = this.#atom()
      if (part) parts.push(part)
    }
    return parts.length === 1 ? (parts[0] as RegexNode) : { kind: 'sequence', parts }
  }

  #skipVerbose(): void {
    while (this.#flags.x && this.#in.takeMatch(/\s+|#[^\n]*/y));
  }

  #repetition(): { min: number; max: number; lazy: boolean } | undefined {
    const sign = this.#in.takeMatch(/[*+?]|\{(\d+)(?:(,)(\d*))?\}/y)
    if (!sign) return undefined
    const [text, least, comma, most] = sign
    const lazy = this.#in.take('?') !== this.#flags.U
    if (text === '*') return { min: 0, max: Infinity, lazy }
    if (text === '+') return { min: 1, max: Infinity, lazy }
    if (text === '?') return { min: 0, max: 1, lazy }
    const min = Number(least)
    const max = comma ? (most ? Number(most) : Infinity) : min
    if (max < min) this.#in.fail('a repetition whose upper bound is below the lower one')
    return { min, max, lazy }
  }

  #atom(): RegexNode | undefined {
    const flags = this.#flags
    if (this.#in.take('(')) return this.#group()
    if (this.#in.take('[')) return { kind: 'set', set: parseClass(this.#in, flags), flags }
    if (this.#in.take('.')) return { kind: 'dot', flags }
    if (this.#in.take('^')) return this.#assert(flags.m ? 'start of line' : 'start of text')
    if (this.#in.take('$')) return this.#assert(flags.m ? 'end of line' : 'end of text')
    if (this.#in.take('\\')) return this.#node(readEscape(this.#in))
    return { kind: 'char', code: this.#in.next(), flags }
  }

  #assert(what: Assertion): RegexNode {
    return { kind: 'assert', what, flags: this.#flags }
  }

  #node(atom: Atom): RegexNode {
    const flags = this.#flags
    if (atom.kind === 'char') return { kind: 'char', code: atom.code, flags }
    if (atom.kind === 'assert') return this.#assert(atom.what)
    return { kind: 'set', set: { kind: 'union', negated: false, items: [atom.item] }, flags }
  }

  /** Behind the '('. Flags without a body hold until the group around them ends, and yield no node. */
  #group(): RegexNode | undefined {
    const outer = this.#flags
    let index: number | undefined
    if (this.#in.take('?')) {
      const name = this.#in.takeMatch(/P?<([\p{Alphabetic}_][\p{Alphabetic}\p{N}._[\]]*)>/uy)
      if (name) index = this.#groups.push(name[1])
      else if (this.#in.takeMatch(/<?[=!]/y)) this.#in.fail('it looks ahead or back, which Kusto does not offer')
      else {
        const flags = this.#in.takeMatch(/([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y)
        if (!flags) return this.#in.fail('a group that is none')
        this.#flags = this.#flagged(flags[1] ?? '', flags[2] ?? '')
        if (flags[3] === ')') return undefined
      }
    } else index = this.#groups.push(undefined)
    const body = this.#alternation()
    if (!this.#in.take(')')) this.#in.fail("a ')' is missing")
    this.#flags = outer
    return { kind: 'group', index, body }
  }

  #flagged(on: string, off: string): Flags {
    const flags: Record<string, boolean> = { ...this.#flags }
    for (const [letters, value] of [
      [on, true],
      [off, false],
    ] as const)
      for (const letter of letters) {
        if (letter === 'R' && value) this.#in.fail('the flag R is not supported')
        if (!(letter in flags) && letter !== 'R') this.#in.fail(`there is no flag '${letter}'`)
        flags[letter] = value
      }
    return flags as unknown as Flags
  }
}
