import type { Span } from '../text/index.ts'
import type { BinaryOperator, Expression, In, InOperator } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { bitsOf, keyword } from './keywords.ts'
import * as T from './kinds.ts'
import { commaList, SOME } from './list.ts'
import { required, star, unary } from './primary.ts'
import { rules } from './recursion.ts'
import { beginsQuery } from './registry.ts'
import { closeParen } from './types.ts'

// The levels of precedence, the loosest first. Facts of the official grammar: string operators bind tighter than `*`, and neither they nor
// comparisons chain (`a == b == c` is an error, `a < b == c` is not).
const OR = 1
const AND = 2
const EQUALITY = 3
const RELATIONAL = 4
const ADDITIVE = 5
const MULTIPLICATIVE = 6
const STRING = 7

const LEVEL = new Uint8Array(bitsOf.length)
const OPERATOR: (BinaryOperator | undefined)[] = []
const IN: (InOperator | undefined)[] = []

function infix(level: number, operators: Readonly<Record<string, BinaryOperator>>): void {
  for (const [text, operator] of Object.entries(operators)) {
    const kind = keyword(text)
    LEVEL[kind] = level
    OPERATOR[kind] = operator
  }
}

const symbols: readonly (readonly [number, number, BinaryOperator])[] = [
  [T.equalEqual, EQUALITY, '=='],
  [T.notEqual, EQUALITY, '!='],
  [T.less, RELATIONAL, '<'],
  [T.lessEqual, RELATIONAL, '<='],
  [T.greater, RELATIONAL, '>'],
  [T.greaterEqual, RELATIONAL, '>='],
  [T.plus, ADDITIVE, '+'],
  [T.minus, ADDITIVE, '-'],
  [T.star, MULTIPLICATIVE, '*'],
  [T.slash, MULTIPLICATIVE, '/'],
  [T.percent, MULTIPLICATIVE, '%'],
  [T.equalTilde, STRING, '=~'],
  [T.notTilde, STRING, '!~'],
  [T.colon, STRING, ':'],
]
for (const [kind, level, operator] of symbols) {
  LEVEL[kind] = level
  OPERATOR[kind] = operator
}

infix(OR, { or: 'or' })
infix(AND, { and: 'and' })
const same = [
  'has',
  'has_cs',
  'hasprefix',
  'hasprefix_cs',
  'hassuffix',
  'hassuffix_cs',
  'startswith',
  'startswith_cs',
  'endswith',
  'endswith_cs',
]
for (const word of [...same, 'contains', 'contains_cs'])
  infix(STRING, { [word]: word as BinaryOperator, [`!${word}`]: `!${word}` as BinaryOperator })
infix(STRING, {
  containscs: 'contains_cs',
  notcontains: '!contains',
  notcontainscs: '!contains_cs',
  like: 'like',
  notlike: 'notlike',
  likecs: 'likecs',
  notlikecs: 'notlikecs',
  'matches regex': 'matches regex',
})
for (const word of ['in', '!in', 'in~', '!in~', 'has_any', 'has_all'] as const) {
  LEVEL[keyword(word)] = EQUALITY
  IN[keyword(word)] = word
}
const IN_WORD = keyword('in')
const RANGE = keyword('range')
const BETWEEN = keyword('between')
const NOT_BETWEEN = keyword('!between')
LEVEL[BETWEEN] = EQUALITY
LEVEL[NOT_BETWEEN] = EQUALITY

/** Reads an expression that is no pipeline and has no name. */
export function expression(p: Cursor): Expression | undefined {
  const { kind, next } = p
  // The most frequent ones: a lone name or literal.
  if ((next === T.comma || next === T.closeParen || next === T.bar) && kind >= T.identifier && kind <= T.typed) return unary(p)
  if (!p.enter()) return { kind: 'missing', span: p.since(p.start) }
  const found = binary(p, OR)
  p.leave()
  return found
}
rules.expression = expression

/** Reads operands and the operators between them that bind at least as tightly as `lowest`. */
function binary(p: Cursor, lowest: number): Expression | undefined {
  const first = p.at
  let left = operand(p, lowest)
  if (left === undefined) return undefined
  // An operator that doesn't chain lowers what may follow.
  let highest = STRING
  for (;;) {
    const { kind } = p
    const level = LEVEL[kind]!
    if (level < lowest || level > highest || level === 0) return left
    if (level === EQUALITY && OPERATOR[kind] === undefined) {
      if (kind === IN_WORD && p.next === RANGE) return left
      left = kind === BETWEEN || kind === NOT_BETWEEN ? between(p, first, left) : inList(p, first, left)
    } else {
      const opSpan = p.span
      p.advance()
      const right = required(p, binary(p, level + 1))
      left = { kind: 'binary', op: OPERATOR[kind]!, opSpan, left, right, span: p.from(first) }
    }
    highest = level === EQUALITY || level === RELATIONAL || level === STRING ? level - 1 : level
  }
}

/** An operand: `*` is one before `==` and before string operators. */
function operand(p: Cursor, lowest: number): Expression | undefined {
  if (p.kind !== T.star) return unary(p)
  const next = p.next
  const level = LEVEL[next]!
  return (next === T.equalEqual && lowest <= EQUALITY) || (level === STRING && lowest <= STRING) ? star(p) : undefined
}

function between(p: Cursor, first: number, left: Expression): Expression {
  const negated = p.kind === NOT_BETWEEN
  p.advance()
  p.expect(T.openParen, "'('")
  const low = required(p, expression(p))
  p.expect(T.dotDot, "'..'")
  const high = required(p, expression(p))
  closeParen(p)
  return { kind: 'between', negated, operand: left, low, high, span: p.from(first) }
}

function inList(p: Cursor, first: number, left: Expression): In {
  const op = IN[p.kind]!
  const opSpan: Span = p.span
  p.advance()
  let list: Expression[] = []
  if (p.expect(T.openParen, "'('")) {
    list = elements(p)
    closeParen(p)
  }
  return { kind: 'in', op, opSpan, left, list, span: p.from(first) }
}

/** The elements of an `in` list, or the one pipeline that yields them. */
function elements(p: Cursor): Expression[] {
  if (beginsQuery(p)) return [required(p, rules.pipeline(p))]
  const start = p.start
  const list = commaList(p, expression, 'an expression', SOME)
  const [source] = list
  if (p.kind !== T.bar || list.length !== 1 || source === undefined) return list
  return [rules.pipe(p, start, source)]
}
