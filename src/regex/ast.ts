/** The tree of a regular expression. */

export interface Flags {
  /** Case-insensitive, multi-line, dot takes line breaks, swapped laziness, Unicode, verbose. */
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
  readonly U: boolean
  readonly u: boolean
  readonly x: boolean
}

export type Assertion =
  | 'start of text'
  | 'end of text'
  | 'start of line'
  | 'end of line'
  | 'word boundary'
  | 'no word boundary'
  | 'start of word'
  | 'end of word'
  | 'no word before'
  | 'no word behind'

/** `from` and `to` are code points. */
export type ClassItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'perl'; readonly name: 'd' | 'w' | 's'; readonly negated: boolean }
  | { readonly kind: 'property'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'posix'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'nested'; readonly set: ClassSet }

export type ClassSet =
  | { readonly kind: 'union'; readonly negated: boolean; readonly items: readonly ClassItem[] }
  | { readonly kind: '&&' | '--' | '~~'; readonly negated: boolean; readonly left: ClassSet; readonly right: ClassSet }

export type RegexNode =
  | { readonly kind: 'char'; readonly code: number; readonly flags: Flags }
  | { readonly kind: 'dot'; readonly flags: Flags }
  | { readonly kind: 'set'; readonly set: ClassSet; readonly flags: Flags }
  | { readonly kind: 'assert'; readonly what: Assertion; readonly flags: Flags }
  /** Without an index it captures nothing. */
  | { readonly kind: 'group'; readonly index: number | undefined; readonly body: RegexNode }
  | { readonly kind: 'alternation'; readonly branches: readonly RegexNode[] }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly min: number; readonly max: number; readonly lazy: boolean }

export interface Regex {
  readonly root: RegexNode
  /** The names of the capture groups in order, undefined for those without one. */
  readonly groups: readonly (string | undefined)[]
}

/** The nodes directly below. */
export const childrenOf = (node: RegexNode): readonly RegexNode[] => {
  switch (node.kind) {
    case 'group':
    case 'repeat':
      return [node.body]
    case 'alternation':
      return node.branches
    case 'sequence':
      return node.parts
    default:
      return []
  }
}

export const someNode = (node: RegexNode, test: (n: RegexNode) => boolean): boolean =>
  test(node) || childrenOf(node).some((child) => someNode(child, test))

/** Whether the expression can match the empty text. */
export const canBeEmpty = (node: RegexNode): boolean => {
  switch (node.kind) {
    case 'char':
    case 'dot':
    case 'set':
      return false
    case 'assert':
      return true
    case 'group':
      return canBeEmpty(node.body)
    case 'alternation':
      return node.branches.some(canBeEmpty)
    case 'sequence':
      return node.parts.every(canBeEmpty)
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body)
  }
}

/** Whether the case of a character or a class counts at all. A class is taken to know case unless it plainly doesn't. */
export const isCased = (node: Extract<RegexNode, { kind: 'char' | 'set' }>): boolean => {
  if (node.kind === 'char') return knowsCase(node.code)
  const caseless = (i: ClassItem) =>
    (i.kind === 'perl' && i.name !== 'w') || (i.kind === 'range' && i.to < 128 && (i.to < 65 || i.from > 122 || (i.from > 90 && i.to < 97)))
  return node.set.kind !== 'union' || !node.set.items.every(caseless)
}
const knowsCase = (code: number): boolean => {
  const text = String.fromCodePoint(code)
  return text.toLowerCase() !== text.toUpperCase()
}

/** Whether a part of the expression ignores case, and whether for a part of it case counts. */
export const caseOf = (node: RegexNode): { readonly folding: boolean; readonly strict: boolean } => {
  const cased = (i: boolean) => someNode(node, (n) => (n.kind === 'char' || n.kind === 'set') && n.flags.i === i && isCased(n))
  return { folding: cased(true), strict: cased(false) }
}
