import { messages } from '../text/index.ts'
import type { Name } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { bitsOf, DECLARED, NAME, REFERENCE } from './keywords.ts'
import * as T from './kinds.ts'
import { stringValue } from './strings.ts'
import { FIRST_KEYWORD } from './token.ts'

/** Whether a token of this kind is a name, or a keyword with one of the bits. */
const isWord = (kind: number, bits: number): boolean => kind === T.identifier || (bitsOf[kind]! & bits) !== 0

export const isKeyword = (kind: number): boolean => kind >= FIRST_KEYWORD

/** The number of tokens that the name `offset` tokens ahead has, 0 where there is none; keywords with one of the bits are names. */
export function nameLength(p: Cursor, offset: number, bits = NAME): number {
  const kind = p.peek(offset)
  if (isWord(kind, bits)) return 1
  if (kind === T.openBracket) return bracketedLength(p, offset)
  return kind === T.openBrace ? bracedLength(p, offset) : 0
}

/** The number of tokens of `['a b']`, 0 where it is something else. */
function bracketedLength(p: Cursor, offset: number): number {
  let at = offset + 1
  while (p.peek(at) === T.string) at++
  return at > offset + 1 && p.peek(at) === T.closeBracket ? at + 1 - offset : 0
}

/** The number of tokens of a client's parameter, `{name}` or `{name[1]}`; 0 where it is something else. */
export function bracedLength(p: Cursor, offset: number): number {
  if (p.peek(offset) !== T.openBrace) return 0
  let at = offset + 1
  const kind = p.peek(at)
  if ((kind !== T.identifier && !isKeyword(kind)) || !p.adjacent(at)) return 0
  at++
  if (p.peek(at) === T.openBracket) {
    at++
    if (p.peek(at) === T.minus) at++
    if (p.peek(at) !== T.long || p.peek(at + 1) !== T.closeBracket) return 0
    at += 2
  }
  if (p.peek(at) !== T.closeBrace) return 0
  for (let i = offset + 2; i <= at; i++) if (!p.adjacent(i)) return 0
  return at + 1 - offset
}

/** Reads a name: an identifier, a keyword with one of the bits, `['a b']` or `{client parameter}`. */
export function name(p: Cursor, bits = NAME): Name | undefined {
  if (isWord(p.kind, bits)) return p.takeName()
  if (p.kind === T.openBracket) return bracketedName(p)
  if (p.kind === T.openBrace) {
    const length = bracedLength(p, 0)
    return length > 0 ? joinedName(p, length) : undefined
  }
  return undefined
}

/** Reads a name that is declared, where some more keywords are names. */
export const declaredName = (p: Cursor): Name | undefined => name(p, NAME | DECLARED)

/** Reads a name that refers to something, where `kind` and `withsource` are names too. */
export const referenceName = (p: Cursor): Name | undefined => name(p, NAME | REFERENCE)

/** Reads a name that must come; yields one with an empty text where there is none. */
export function requiredName(p: Cursor, what = 'a name', bits = NAME): Name {
  const found = name(p, bits)
  if (found !== undefined) return found
  if (isKeyword(p.kind)) {
    const text = p.written
    p.report(messages.reservedName(p.span, text))
    return p.takeName()
  }
  p.fail(what)
  const at = p.previousEnd
  return { kind: 'name', span: { start: at, end: at }, name: '' }
}

/** The value of the string literals that stand here one behind the other. */
export function strings(p: Cursor): string {
  let value = stringValue(p.written)
  for (p.advance(); p.kind === T.string; p.advance()) value += stringValue(p.written)
  return value
}

function bracketedName(p: Cursor): Name | undefined {
  if (bracketedLength(p, 0) === 0) return undefined
  const start = p.start
  p.advance()
  const value = strings(p)
  p.advance()
  const span = p.since(start)
  if (value === '') p.report(messages.expected(span, 'a name', 'an empty string'))
  return { kind: 'name', span, name: value, bracketed: true }
}

/** Reads so many tokens as one name, as they are written. */
function joinedName(p: Cursor, length: number): Name {
  const start = p.start
  for (let i = 0; i < length; i++) p.advance()
  const span = p.since(start)
  return { kind: 'name', span, name: p.text.slice(span.start, span.end) }
}

/** The number of tokens of a name with a star in it (`Device*`, `*_CL`, `*`), 0 where it is none. */
export function wildcardLength(p: Cursor, offset = 0): number {
  let at = offset
  if (p.peek(at) === T.star) at++
  else if (isWord(p.peek(at), NAME | DECLARED) && p.peek(at + 1) === T.star && p.adjacent(at + 1)) at += 2
  else return 0
  while (isWildcardPart(p.peek(at)) && p.adjacent(at)) at++
  return at - offset
}

const isWildcardPart = (kind: number): boolean => kind === T.long || kind === T.star || isWord(kind, NAME | DECLARED)

/** Reads a name with a star in it. */
export function wildcardName(p: Cursor): Name | undefined {
  const length = wildcardLength(p)
  return length > 0 ? { ...joinedName(p, length), wildcard: true } : undefined
}

/** Reads `[Device*]`. */
export function bracketedWildcardName(p: Cursor): Name | undefined {
  if (p.kind !== T.openBracket || wildcardLength(p, 1) === 0) return undefined
  const start = p.start
  p.advance()
  const inner = wildcardName(p)
  p.expect(T.closeBracket, "']'")
  return inner && { ...inner, span: p.since(start) }
}

/** Reads a name, with or without a star in it. */
export const nameOrWildcard = (p: Cursor): Name | undefined => wildcardName(p) ?? name(p)

/** The number of tokens of a name with hyphens, `a-b`, which has to be bracketed; 0 where it is none. */
export function hyphenatedLength(p: Cursor): number {
  if (p.kind !== T.identifier && !isKeyword(p.kind)) return 0
  let length = 1
  for (let kind = p.next; p.adjacent(length) && (kind === T.identifier || kind === T.minus || isKeyword(kind)); kind = p.peek(length))
    length++
  return length
}
