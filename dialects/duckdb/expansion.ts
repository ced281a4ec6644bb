/** How macros grow: what a call of one becomes when the engine puts its arguments in the place of the parameters. */
import { macro } from './prelude.ts'

export interface Expansion {
  /** The names, operators and constants of the text, without those of the arguments. */
  readonly weight: number
  /** How often each parameter's argument is written in the end. */
  readonly uses: readonly number[]
  /** Holds a query, itself or in a macro that it calls: it can't stand in a lambda. */
  readonly query: boolean
}

const known = new Map<string, Expansion | undefined>()

/** What a call of this name becomes; undefined where it is no macro. */
export const expansionOf = (name: string): Expansion | undefined => {
  if (!name.startsWith('kql_')) return undefined
  if (!known.has(name)) known.set(name, expand(macro(name)?.text))
  return known.get(name)
}

const HEAD = /^CREATE OR REPLACE MACRO \w+\(([^)]*)\) AS\s/
const COMMENT = /--.*$/gm
const TOKEN = /'(?:[^']|'')*'|\w+|\S/g

const expand = (text: string | undefined): Expansion | undefined => {
  const head = text && HEAD.exec(text)
  if (!head) return undefined
  const parameters = (head[1] ?? '').split(',').map((p) => p.trim().split(/\W/)[0] ?? '')
  const tokens = text.slice(head[0].length).replace(COMMENT, '').match(TOKEN) ?? []
  const reader = new Reader(tokens, parameters)
  return { ...reader.read(), query: tokens.some((t) => t.toUpperCase() === 'SELECT' || expansionOf(t)?.query) }
}

/** Reads a macro's text up to a closing bracket, or a comma between arguments. */
class Reader {
  readonly #tokens: readonly string[]
  readonly #parameters: readonly string[]
  #at = 0

  constructor(tokens: readonly string[], parameters: readonly string[]) {
    this.#tokens = tokens
    this.#parameters = parameters
  }

  read(inCall = false): { readonly weight: number; readonly uses: readonly number[] } {
    let weight = 0
    const uses = this.#parameters.map(() => 0)
    for (;;) {
      const token = this.#tokens[this.#at]
      if (token === undefined || token === ')' || (token === ',' && inCall)) return { weight, uses }
      this.#at++
      const parameter = this.#parameters.indexOf(token)
      if (parameter >= 0) uses[parameter] = (uses[parameter] ?? 0) + 1
      else if (token !== '(') weight++
      if (this.#tokens[this.#at] !== '(' && token !== '(') continue
      if (token !== '(') this.#at++
      const called = expansionOf(token)
      weight += called?.weight ?? 0
      for (let argument = 0; ; argument++) {
        const part = this.read(true)
        const times = called?.uses[argument] ?? 1
        weight += times * part.weight
        for (const [i, n] of part.uses.entries()) uses[i] = (uses[i] ?? 0) + times * n
        if (this.#tokens[this.#at++] !== ',') break
      }
    }
  }
}
