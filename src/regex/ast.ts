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
