import { expect, test } from 'vitest'
import { print, printExpression, type SqlExpr, type SqlItem, sql } from '../../src/sql/index.ts'

const { and, binary, call, column, eq, field, isIn, isNull, lambda, literal, negate, not, or } = sql
const [a, b, c] = [column('a'), column('b'), column('c')]

test.each<[string, SqlExpr]>([
  ['("a" OR "b") AND "c"', and(or(a, b), c)],
  ['"a" AND "b" OR "c"', or(and(a, b), c)],
  ['"a" AND "b" AND "c"', and(a, and(b, c))],
  ['"a" - ("b" - "c")', binary('-', a, binary('-', b, c))],
  ['"a" - "b" - "c"', binary('-', binary('-', a, b), c)],
  ['("a" = "b") = ("b" = "c")', eq(eq(a, b), eq(b, c))],
  ['("a" + "b") * "c"', binary('*', binary('+', a, b), c)],
  ['NOT ("a" OR "b")', not(or(a, b))],
  ['(NOT "a") = "b"', eq(not(a), b)],
  ['("a" = "b") IS NULL', isNull(eq(a, b))],
  ['("a" IS NULL) NOT IN (1, 2)', isIn(isNull(a), [literal(1n), literal(2n)], true)],
  ['-(-"a")', negate(negate(a))],
  ['-(-1)', negate(literal(-1n))],
  ['"a" - -1', binary('-', a, literal(-1n))],
  ['("a"."b")."c"', field(field(a, 'b'), 'c')],
  ['(-0e0)."b"', field(literal(-0), 'b')],
  ['(lambda x: "a") || "b"', binary('||', lambda(['x'], a), b)],
  ['f("a" OR "b", lambda x: "a")', call('f', or(a, b), lambda(['x'], a))],
])('parentheses stand where a part binds weaker than its place: %s', (text, e) => expect(printExpression(e)).toBe(text))

test.each<[string, SqlExpr]>([
  ['"t"""."a""b"', column('a"b', 't"')],
  ["'it''s'", literal("it's")],
  ["('a' || chr(0) || '''')", literal("a\0'")],
  ['(-9223372036854775807 - 1)', literal(-(1n << 63n))],
  ['1.5e0', literal(1.5)],
])('names and literals are quoted: %s', (text, e) => expect(printExpression(e)).toBe(text))

const items = (width: number): SqlItem[] => [{ value: a, alias: 'a' }, { value: column('x'.repeat(width)) }]

test('a list is broken where it is longer than a line', () => {
  expect(print({ kind: 'select', items: items(96) })).toBe(`SELECT "a", "${'x'.repeat(96)}"`)
  expect(print({ kind: 'select', items: items(97) })).toBe(`SELECT\n  "a",\n  "${'x'.repeat(97)}"`)
})

test('a condition has a line for each part, a comment none but its own', () => {
  const where = [and(eq(a, b), and(b, or(b, c))), not(c)]
  expect(print({ kind: 'select', items: [{ value: a, alias: 'b' }], where, comments: ['x\r\ny', 'z'] })).toBe(
    '-- x y\n-- z\nSELECT "a" AS "b"\nWHERE "a" = "b"\n  AND "b"\n  AND ("b" OR "c")\n  AND NOT "c"',
  )
})
