import { messages } from '../text/index.ts'
import type { Call, Expression, Name, Named } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { dynamicLiteral } from './dynamic.ts'
import { bitsOf, DECLARED, keyword, NAME } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList, SOME } from './list.ts'
import { isLiteral, isLongMin, LONG_MAX, literal, scalarLiteral, signedLiteral } from './literal.ts'
import { bracedLength, bracketedWildcardName, declaredName, hyphenatedLength, isKeyword, name, nameLength, referenceName } from './names.ts'
import { rules } from './recursion.ts'
import { closeParen, rowSchema, typeOf } from './types.ts'

const DYNAMIC = keyword('dynamic')
const DATA_SCOPE = keyword('datascope')
const KIND = keyword('kind')
const NO_OPTIMIZATION = keyword('nooptimization')
const TYPEOF = keyword('typeof')

/** Expressions that begin with a keyword of their own, by its kind. */
type PrimaryParser = (p: Cursor) => Expression | undefined
const special: (PrimaryParser | undefined)[] = []

/** Has `parse` read the expressions that begin with one of the keywords (words with blanks between them). */
export function registerPrimary(keywords: string, parse: PrimaryParser): void {
  for (const word of keywords.split(' ')) special[keyword(word)] = parse
}

/** What is a literal, `typeof(…)` or a client's parameter: what may stand in a datatable. */
export function anyLiteral(p: Cursor): Expression | undefined {
  const { kind } = p
  if (isLiteral(kind)) return scalarLiteral(p)
  if (kind === T.plus || kind === T.minus) return signedLiteral(p)
  if (kind === DYNAMIC) return dynamicLiteral(p)
  if (kind === TYPEOF) return typeOf(p)
  return kind === T.openBrace && bracedLength(p, 0) > 0 ? name(p) : undefined
}

/** Reads an expression that must come. */
export const required = (p: Cursor, found: Expression | undefined, what = 'an expression'): Expression => found ?? p.missing(what)

/** Reads a primary expression with the members, elements and calls behind it. */
export function postfix(p: Cursor): Expression | undefined {
  const start = p.start
  let expression = primary(p)
  if (expression === undefined) return undefined
  for (;;) {
    if (p.kind === T.dot) {
      p.advance()
      expression = member(p, start, expression)
    } else if (p.kind === T.openBracket) {
      expression = { kind: 'index', object: expression, index: element(p), span: p.since(start) }
    } else return expression
  }
}

/** Reads what stands behind a dot: a call (where `calls` allows it), a name, or an index in brackets. */
export function member(p: Cursor, start: number, object: Expression, calls = true): Expression {
  if (calls && isCall(p)) return call(p, start, object)
  if (p.kind === T.openBracket) {
    const bracketed = bracketedWildcardName(p) ?? name(p)
    if (bracketed === undefined) return { kind: 'index', object, index: element(p), span: p.since(start) }
    return { kind: 'member', object, name: bracketed, span: p.since(start) }
  }
  const found = p.kind === T.at ? p.takeName() : referenceName(p)
  if (found !== undefined) return { kind: 'member', object, name: found, span: p.since(start) }
  p.fail('a name')
  return object
}

/** Reads `[expression]`. */
export function element(p: Cursor): Expression {
  p.advance()
  const index = required(p, rules.expression(p))
  if (!p.expect(T.closeBracket, "']'")) {
    p.skipTo(T.closeBracket)
    p.take(T.closeBracket)
  }
  return index
}

/** Reads a path element: a name, one with stars in brackets, `@`. */
export function pathElement(p: Cursor): Expression | undefined {
  if (p.kind === T.at) return p.takeName()
  return (p.kind === T.openBracket ? bracketedWildcardName(p) : undefined) ?? referenceName(p)
}

export function primary(p: Cursor): Expression | undefined {
  const { kind } = p
  if (kind === T.identifier) {
    if (p.next === T.openParen) return call(p, p.start)
    const found = p.takeName()
    if (p.kind === DATA_SCOPE) dataScope(p)
    return found
  }
  if (isLiteral(kind)) return scalarLiteral(p)
  if (kind === T.openParen) return parenthesized(p)
  const parse = special[kind]
  if (parse !== undefined) return parse(p)
  if (kind === DYNAMIC && p.next === T.openParen) return dynamicLiteral(p)
  if (kind === TYPEOF && p.next === T.openParen) return typeOf(p)
  if (isCall(p)) return call(p, p.start)
  const found = pathElement(p)
  if (found !== undefined) {
    if (p.kind === DATA_SCOPE) dataScope(p)
    return found
  }
  if (kind === T.openBracket) return strayElement(p)
  return isKeyword(kind) && followsName(p) ? reserved(p) : undefined
}

/** Reads `[expression]` with nothing before it; the official parser takes it, to refuse it by its type. */
export function strayElement(p: Cursor): Expression {
  p.report(messages.unexpected(p.span, "'[': an element needs something before it"))
  return element(p)
}

/** Reads a keyword that stands where only a name makes sense. */
function reserved(p: Cursor): Name {
  p.report(messages.reservedName(p.span, p.written))
  return p.takeName()
}

const AFTER_NAME: ReadonlySet<number> = new Set([
  T.equalEqual,
  T.notEqual,
  T.equalTilde,
  T.notTilde,
  T.greater,
  T.greaterEqual,
  T.less,
  T.lessEqual,
  T.star,
  T.slash,
  T.percent,
  T.closeParen,
  T.closeBracket,
  T.closeBrace,
  T.dot,
  T.comma,
  T.colon,
  T.bar,
])

/** Whether what follows the current token only ever follows a name. */
function followsName(p: Cursor): boolean {
  const next = p.next
  return AFTER_NAME.has(next) || isInfixWord(next)
}

const INFIX_WORDS: ReadonlySet<number> = new Set(
  `and or has !has has_cs !has_cs hasprefix !hasprefix hasprefix_cs !hasprefix_cs hassuffix !hassuffix hassuffix_cs !hassuffix_cs like notlike
   likecs notlikecs contains notcontains !contains containscs contains_cs notcontainscs !contains_cs startswith !startswith startswith_cs
   !startswith_cs endswith !endswith endswith_cs !endswith_cs in in~ !in !in~ has_any has_all between !between`
    .split(/\s+/)
    .map(keyword)
    .concat(keyword('matches regex')),
)
const isInfixWord = (kind: number): boolean => INFIX_WORDS.has(kind)

/** `T datascope=hotcache`: where data is read from is no matter of meaning, so it leaves no trace. */
export function dataScope(p: Cursor): void {
  if (!p.take(DATA_SCOPE)) return
  p.expect(T.equal, "'='")
  if (p.written === 'all' || p.written === 'hotcache') p.advance()
  else p.fail("'all' or 'hotcache'")
}

/** Reads `(expression)` or `(pipeline)`; the parentheses leave no node. */
export function parenthesized(p: Cursor): Expression {
  p.advance()
  const inner = required(p, rules.pipeline(p))
  closeParen(p)
  return inner
}

/** Whether a name with a parenthesis behind it stands here. */
export function isCall(p: Cursor): boolean {
  const { kind } = p
  if (kind === T.identifier || (bitsOf[kind]! & NAME) !== 0) return p.next === T.openParen
  if (kind !== T.openBracket && kind !== T.openBrace) return false
  const length = nameLength(p, 0)
  return length > 0 && p.peek(length) === T.openParen
}

/** Reads a call; `object` is what stands before its dot, `start` where the whole begins. Only where `isCall` says so. */
export function call(p: Cursor, start: number, object?: Expression): Call {
  const called = name(p)!
  const args = callArguments(p)
  const span = p.since(start)
  return object === undefined ? { kind: 'call', span, name: called, args } : { kind: 'call', span, name: called, args, object }
}

/** Reads `(a, b = c, *)`. */
export function callArguments(p: Cursor): Expression[] {
  p.advance()
  const args = commaList(p, argument, 'an argument')
  closeParen(p)
  return args
}

function argument(p: Cursor): Expression | undefined {
  if (p.kind === T.star) {
    const next = p.next
    if (next === T.closeParen || next === T.comma) return star(p)
  }
  return namedExpression(p)
}

/** Reads `*`, which stands here. */
export function star(p: Cursor): Expression {
  const { span } = p
  p.advance()
  return { kind: 'star', span }
}

/** Reads a sign with its operand, or what has no sign. */
export function unary(p: Cursor): Expression | undefined {
  const { kind, next } = p
  // Most operands are a name or a literal alone, which need none of what follows; several strings are one literal.
  if (kind >= T.identifier && kind <= T.typed && next !== T.dot && next !== T.openBracket && next !== T.string) {
    if (kind !== T.identifier) return scalarLiteral(p)
    if (next !== T.openParen && next !== DATA_SCOPE) return p.takeName()
  }
  if (kind !== T.minus && kind !== T.plus) return postfix(p)
  const start = p.start
  const op = kind === T.minus ? '-' : '+'
  p.advance()
  if (op === '-' && isLongMin(p)) {
    p.advance()
    return literal(p.since(start), 'long', -LONG_MAX - 1n)
  }
  const operand = required(p, postfix(p))
  return { kind: 'unary', op, operand, span: p.since(start) }
}

/** Reads an expression that may have a name: `a = 1`, `(a, b) = f()`. */
export function namedExpression(p: Cursor): Expression | undefined {
  const { kind } = p
  if (kind === T.identifier && p.next !== T.equal && p.next !== T.minus) return rules.expression(p)
  if (isLiteral(kind)) return rules.expression(p)
  if (kind === T.openParen) return isTuple(p) ? tuple(p) : rules.expression(p)
  const length = kind === T.openBracket || kind === T.openBrace ? nameLength(p, 0) : 1
  if (length > 0 && p.peek(length) === T.equal) {
    const start = p.start
    const declared = declaredName(p) ?? (isKeyword(kind) ? reserved(p) : undefined)
    if (declared === undefined) return rules.expression(p)
    return named(p, start, [declared], false)
  }
  const hyphens = hyphenatedLength(p)
  if (hyphens > 1 && p.peek(hyphens) === T.equal) return named(p, p.start, [hyphenated(p, hyphens)], false)
  return rules.expression(p)
}

function named(p: Cursor, start: number, names: Name[], tuple: boolean): Named {
  p.expect(T.equal, "'='")
  const value = required(p, rules.expression(p))
  return { kind: 'named', names, tuple, value, span: p.since(start) }
}

/** `a-b = 1`: a name with a hyphen must stand in brackets. */
function hyphenated(p: Cursor, length: number): Name {
  const start = p.start
  for (let i = 0; i < length; i++) p.advance()
  const span = p.since(start)
  const text = p.text.slice(span.start, span.end)
  p.diagnostics.push(messages.bracketsNeeded(span, text))
  return { kind: 'name', span, name: text }
}

/** Whether `(a, b) =` stands here. */
function isTuple(p: Cursor): boolean {
  let at = 1
  for (let length = nameLength(p, at, NAME | DECLARED); length > 0; length = nameLength(p, at, NAME | DECLARED)) {
    at += length
    if (p.peek(at) !== T.comma) break
    at++
  }
  return at > 1 && p.peek(at) === T.closeParen && p.peek(at + 1) === T.equal
}

function tuple(p: Cursor): Named {
  const start = p.start
  p.advance()
  const names = commaList(p, declaredName, 'a name', SOME)
  closeParen(p)
  return named(p, start, names, true)
}

/** `toscalar(…)`, whose argument is a pipeline. */
export function withPipeline(p: Cursor): Call {
  const start = p.start
  const called = p.takeName()
  if (p.kind === KIND && p.next === T.equal) {
    p.advance()
    p.advance()
    if (p.kind === NO_OPTIMIZATION || bitsOf[p.kind]! & NAME || p.kind === T.identifier) p.advance()
    else p.fail("'nooptimization'")
  }
  const args = p.kind === T.openParen ? [parenthesized(p)] : [p.missing("'('")]
  return { kind: 'call', span: p.since(start), name: called, args }
}
registerPrimary('toscalar totable', withPipeline)

/** The internal `__contextual_datatable`, which stands for rows that an operator hands in. */
registerPrimary('__contextual_datatable', (p) => {
  const start = p.start
  const called = p.takeName()
  const id = required(p, anyLiteral(p) ?? rules.expression(p))
  rowSchema(p)
  return { kind: 'call', span: p.since(start), name: called, args: [id] }
})
