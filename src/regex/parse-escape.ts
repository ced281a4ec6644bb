import type { Assertion, ClassItem } from './ast.ts'
import type { Scanner } from './scanner.ts'

export type Atom =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'item'; readonly item: ClassItem }

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }
const BOUNDARIES: Readonly<Record<string, Assertion>> = {
  'b{start}': 'start of word',
  'b{end}': 'end of word',
  'b{start-half}': 'no word before',
  'b{end-half}': 'no word behind',
  '<': 'start of word',
  '>': 'end of word',
  b: 'word boundary',
  B: 'no word boundary',
  A: 'start of text',
  z: 'end of text',
}

/** Behind a backslash. */
export const readEscape = (text: Scanner): Atom => {
  const boundary = text.takeMatch(/b\{[a-z-]+\}|[bBAz<>]/y)
  if (boundary) {
    const what = BOUNDARIES[boundary[0]]
    return what ? { kind: 'assert', what } : text.fail(`there is no assertion '\\${boundary[0]}'`)
  }
  return readClassEscape(text)
}

/** Behind a backslash, within a class too. */
export const readClassEscape = (text: Scanner): Atom => {
  const perl = text.takeMatch(/[dDwWsS]/y)?.[0]
  if (perl) {
    const name = perl.toLowerCase() as 'd' | 'w' | 's'
    return { kind: 'item', item: { kind: 'perl', name, negated: name !== perl } }
  }
  const property = text.takeMatch(/([pP])(?:\{([^}]*)\}|([a-zA-Z]))/y)
  if (property) {
    const [, p, long, short] = property
    return { kind: 'item', item: { kind: 'property', name: long ?? short ?? '', negated: p === 'P' } }
  }
  const hex = text.takeMatch(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[xuU]\{([0-9a-fA-F]+)\}/y)
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? hex[4] ?? '', 16)
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) text.fail('no character has this code')
    return { kind: 'char', code }
  }
  const octal = text.takeMatch(/[0-7]{1,3}/y)
  if (octal) return { kind: 'char', code: Number.parseInt(octal[0], 8) }
  const control = text.takeMatch(/[aftnrv]/y)
  if (control) return { kind: 'char', code: CONTROLS[control[0]] ?? 0 }
  const plain = text.takeMatch(/[\0-~]/y)?.[0]
  if (plain === undefined || /[0-9A-Za-z<>]/.test(plain)) return text.fail(`the escape '\\${plain ?? ''}' means nothing`)
  return { kind: 'char', code: plain.charCodeAt(0) }
}
