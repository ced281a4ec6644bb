import { expect, test } from 'vitest'
import { parse } from '../../src/kql/index.ts'
import { show } from './show.ts'

const shown = (text: string): string => {
  const { tree, diagnostics } = parse(`print ${text}`)
  expect(diagnostics).toEqual([])
  return show(tree).slice('print{columns: ['.length, -2)
}

test.each([
  ['a or b and c or d', '(or (or a (and b c)) d)'],
  ['a == b or c != d and e <> f', '(or (== a b) (and (!= c d) (!= e f)))'],
  ['a < b == c', '(== (< a b) c)'],
  ['a == b < c', '(== a (< b c))'],
  ['a + b * c - d / e % f', '(- (+ a (* b c)) (% (/ d e) f))'],
  ['a + b has c * d', '(+ a (* (has b c) d))'],
  ['a has "x" == true', '(== (has a string:"x") bool:true)'],
  ['a - b - c', '(- (- a b) c)'],
  ['-a + -b', '(+ (- a) (- b))'],
  ['-f(x).y', '(- f(x).y)'],
  ['"a" "b".c + d', '(+ string:"ab".c d)'],
  ['"a" "b"[0], 1.c', 'string:"ab"[long:0], long:1.c'],
  ['(a or b) and c', '(and (or a b) c)'],
  ['a in (1, 2) and b !in~ ("x")', '(and (in a [long:1, long:2]) (!in~ b [string:"x"]))'],
  ['a has_any (b) or c has_all ("x", d)', '(or (has_any a [b]) (has_all c [string:"x", d]))'],
  ['a in (T | project b)', '(in a [T | project{columns: [b]}])'],
  ['a in (union A, B)', '(in a [union{inputs: [A, B]}])'],
  ['a in ((T))', '(in a [T])'],
  ['a + 1 between (b .. c + 1)', 'between{negated: false, operand: (+ a long:1), low: b, high: (+ c long:1)}'],
  ['a !between (1..2)', 'between{negated: true, operand: a, low: long:1, high: long:2}'],
  ['a notcontains "x"', '(!contains a string:"x")'],
  ['a containscs b', '(contains_cs a b)'],
  ['a notcontainscs b', '(!contains_cs a b)'],
  ['a matches regex b', '(matches regex a b)'],
  ['a =~ b and c !~ d', '(and (=~ a b) (!~ c d))'],
  ['* has "x" or * == 1', '(or (has * string:"x") (== * long:1))'],
  ['a:"x"', '(: a string:"x")'],
  ['a.b.c', 'a.b.c'],
  ["a['b'].c[0][-1]", 'a[string:"b"].c[long:0][(- long:1)]'],
  ["a.['b c']", "a.['b c']"],
  ['a.f(1).g(2).h', 'a.f(long:1).g(long:2).h'],
  ['$left.a == $right.b', '(== $left.a $right.b)'],
  ["['a b'] + ['c' 'd']", "(+ ['a b'] ['cd'])"],
  ["['f g'](1)", "['f g'](long:1)"],
  ['f(*, x = 1, (a, b) = g(), *)', 'f(*, x=long:1, (a, b)=g(), *)'],
  ['toscalar(T | count) + 1', '(+ toscalar(T | count{}) long:1)'],
  ['totable(T)', 'totable(T)'],
  ['typeof(long)', 'typeof{types: ["long"]}'],
  ['typeof(*)', 'typeof{types: ["*"]}'],
  ['typeof(a: string, b: int)', 'typeof{columns: [{name: a, type: "string"}, {name: b, type: "int"}]}'],
  ['cluster("c").database("d").T', 'cluster(string:"c").database(string:"d").T'],
  ['x = 1, (y) = f(), (a, b) = g()', 'x=long:1, (y)=f(), (a, b)=g()'],
  ['{Client} + 1', '(+ {Client} long:1)'],
  ['count() + count', '(+ count() count)'],
] as [string, string][])('%s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('spans cover the text of their nodes, parentheses of operands included', () => {
  const text = 'T | where (a + 1) * b == f(x, "y") and c.d[0] in (1, 2)'
  const spans: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const node = value as Record<string, unknown> & { span?: { start: number; end: number } }
    if (typeof node.kind === 'string' && node.span) spans.push(`${node.kind}: ${text.slice(node.span.start, node.span.end)}`)
    for (const [key, child] of Object.entries(node)) if (key !== 'span') visit(child)
  }
  visit(parse(text).tree)
  expect(spans).toEqual([
    `query: ${text}`,
    `expression: ${text}`,
    `pipeline: ${text}`,
    'name: T',
    'where: where (a + 1) * b == f(x, "y") and c.d[0] in (1, 2)',
    'binary: (a + 1) * b == f(x, "y") and c.d[0] in (1, 2)',
    'binary: (a + 1) * b == f(x, "y")',
    'binary: (a + 1) * b',
    'binary: a + 1',
    'name: a',
    'literal: 1',
    'name: b',
    'call: f(x, "y")',
    'name: f',
    'name: x',
    'literal: "y"',
    'in: c.d[0] in (1, 2)',
    'index: c.d[0]',
    'member: c.d',
    'name: c',
    'name: d',
    'literal: 0',
    'literal: 1',
    'literal: 2',
  ])
})
