import { expect, test } from 'vitest'
import { parse } from '../../src/kql/index.ts'
import { show, showDiagnostics } from './show.ts'

const mistakes = (text: string): string[] => showDiagnostics(parse(text).diagnostics)

test.each([
  ['T | wehre a == 1', ["KQL0005 4-9 there is no operator 'wehre'; did you mean 'where'?"]],
  ['T | project-awy a', ["KQL0005 4-15 there is no operator 'project-awy'; did you mean 'project-away'?"]],
  ['T | xyzzy', ["KQL0005 4-9 there is no operator 'xyzzy'"]],
  ['T |', ['KQL0001 3-3 expected an operator, found the end of the text']],
  ['T | where', ['KQL0001 9-9 expected a condition, found the end of the text']],
  ['T | where a ==', ['KQL0001 14-14 expected an expression, found the end of the text']],
  ['T | where (a == 1', ["KQL0001 17-17 expected ')', found the end of the text"]],
  ['T | where a == 1 == 2', ["KQL0001 17-19 expected '|' or the end of the query, found '=='"]],
  ['T | where first == 1', ["KQL0008 10-15 'first' is a keyword: as a name it is written ['first']"]],
  ['T | extend a-b = 1', ["KQL0013 11-14 the name 'a-b' must be written ['a-b']"]],
  ['T | project a b', ["KQL0001 14-15 expected ',', found 'b'"]],
  ['T | take 5 let x = 1; T', ["KQL0001 11-14 expected ';', found the keyword 'let'"]],
  ['let a = 1 let b = 2; T', ["KQL0001 10-13 expected ';', found the keyword 'let'"]],
  ['datatable(a: int32)[1]', ["KQL0009 13-18 there is no type 'int32' here; did you mean 'int'?"]],
  ['T | mv-expand a to typeof(lnog)', ["KQL0009 26-30 there is no type 'lnog' here; did you mean 'long'?"]],
  ['T;;U', ["KQL0001 2-3 expected a statement, found ';'"]],
  ['T ) | take 1', ["KQL0001 2-3 expected a statement, found ')'"]],
  ["print 'a\\qb'", ["KQL0007 8-10 a string has no escape '\\q'"]],
  ['print 1 + é', ["KQL0006 10-11 the character 'é' is not part of KQL outside of strings and comments"]],
] as [string, string[]][])('%s', (text, expected) => {
  expect(mistakes(text)).toEqual(expected)
})

test('several mistakes are each reported at their place, and what is well formed stays in the tree', () => {
  const text = `let a = 1 +;
let b = (x: long) { T | wehre x };
T
| extend a +, b = 2 c, d = )
| project e f, g = , h
| summarise count() by a
| where i == "unclosed
| take 5; U | join V on ; W`
  expect(mistakes(text)).toEqual([
    "KQL0001 11-12 expected an expression, found ';'",
    "KQL0005 37-42 there is no operator 'wehre'; did you mean 'where'?",
    "KQL0001 62-63 expected an expression, found ','",
    "KQL0001 70-71 expected ',', found 'c'",
    "KQL0001 77-78 expected an expression, found ')'",
    "KQL0001 91-92 expected ',', found 'f'",
    "KQL0001 98-99 expected an expression, found ','",
    "KQL0005 104-113 there is no operator 'summarise'; did you mean 'summarize'?",
    'KQL0003 140-149 this string is not closed before the end of its line',
    "KQL0001 174-175 expected a column, found ';'",
  ])
})

test('a fix is proposed where one is near', () => {
  expect(parse('T | summerize count()').diagnostics[0]?.fix).toBe('summarize')
  expect(parse('T | where last == 1').diagnostics[0]?.fix).toBe("['last']")
  expect(parse('print 74be27de-1e4e-49d9-b579-fe0b331d3642').diagnostics[0]?.fix).toBe('guid(74be27de-1e4e-49d9-b579-fe0b331d3642)')
})

test('what is missing becomes a missing node', () => {
  expect(show(parse('T | where a == | take 1').tree)).toBe('T | where{predicate: (== a ?)} | take{count: long:1}')
  expect(show(parse('let x = ; T').tree)).toBe('let{name: x, value: ?}; T')
  expect(show(parse('T | foo | take 1').tree)).toBe('T | take{count: long:1}')
})

test('deep nesting is refused, not a stack overflow', () => {
  for (const [open, close] of [
    ['(', ')'],
    ['f(', ')'],
    ['a[', ']'],
    ['-(', ')'],
  ] as const) {
    const text = `print ${open.repeat(100_000)}1${close.repeat(100_000)}`
    expect(mistakes(text).map((line) => line.slice(0, 7))).toEqual(['KQL0010'])
  }
  expect(mistakes(`print dynamic(${'['.repeat(50_000)}${']'.repeat(50_000)})`)[0]).toContain('KQL0010')
  expect(mistakes(`T | ${'mv-apply a on ('.repeat(5_000)}take 1${')'.repeat(5_000)}`)[0]).toContain('KQL0010')
  expect(mistakes(`${'let f = () { '.repeat(5_000)}1${'}; f()'.repeat(5_000)}`)[0]).toContain('KQL0010')
  expect(mistakes(`print ${'('.repeat(100_000)}`)).not.toEqual([])
  expect(mistakes(`print ${'f('.repeat(300)}1${')'.repeat(300)}`)).toEqual([])
})

test('long chains and lists are no problem', () => {
  expect(mistakes(`T | where ${'a == 1 or '.repeat(20_000)} b`)).toEqual([])
  expect(mistakes(`T | where a in (${'1, '.repeat(50_000)}2)`)).toEqual([])
  expect(mistakes(`T ${'| extend a = 1'.repeat(10_000)}`)).toEqual([])
})
