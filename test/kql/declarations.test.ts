import { describe, expect, test } from 'vitest'
import { declaredFunctions, declaredTables } from '../../src/kql/index.ts'

const functions = (text: string) =>
  declaredFunctions(text).functions?.map((f) => [
    f.name,
    text.slice(f.parameters.start, f.parameters.end),
    text.slice(f.body.start, f.body.end),
  ])
const codes = (text: string) => declaredFunctions(text).diagnostics.map((d) => d.code)

describe('functions', () => {
  test('of commands, whatever their properties hold', () => {
    const text = `// two of them
.create-or-alter function with (docstring = "a ) b", skipvalidation=true) Big(n:long = 3, T:(*)) {
  T | where x > n // }
}
.create function ifnotexists ['odd name']() { print x = "}" }`
    expect(functions(text)).toEqual([
      ['Big', '(n:long = 3, T:(*))', '{\n  T | where x > n // }\n}'],
      ['odd name', '()', '{ print x = "}" }'],
    ])
  })

  test('of let statements that nothing follows', () => {
    const text = 'let A = (x:long) { x + 1 };\nlet B = view () { T };'
    expect(functions(text)).toEqual([
      ['A', '(x:long)', '{ x + 1 }'],
      ['B', '()', '{ T }'],
    ])
  })

  test('a query declares none', () => {
    expect(functions('let A = (x:long) { x + 1 };\nprint A(2)')).toBe(undefined)
    expect(functions('T | take 1')).toBe(undefined)
  })

  test('mistakes', () => {
    expect(codes('.drop function F')).toEqual(['KQL0001'])
    expect(codes('.create table T (a:string)')).toEqual(['KQL0001'])
    expect(codes('.create function F() { T ')).toEqual(['KQL0001'])
    expect(codes('.create function F() { T } T')).toEqual(['KQL0001'])
  })
})

describe('tables', () => {
  const tables = (text: string) =>
    declaredTables(text).tables.map((t) => [t.name, t.merge, t.columns.map((c) => `${c.name.name}:${c.type}`).join()])

  test('of commands and in short', () => {
    expect(tables('.create table A (x:string, y:date)\n.create-merge table B (z:double) with (folder="f")')).toEqual([
      ['A', false, 'x:string,y:datetime'],
      ['B', true, 'z:real'],
    ])
    expect(tables("A: (x:string)\n['b c'] (['d e']:dynamic);\n")).toEqual([
      ['A', false, 'x:string'],
      ['b c', false, 'd e:dynamic'],
    ])
    expect(tables('.create tables A (x:long), B (y:long)')).toEqual([
      ['A', false, 'x:long'],
      ['B', false, 'y:long'],
    ])
  })

  test('mistakes', () => {
    for (const text of ['', 'A', 'A (x)', '.drop table A', '.create function A (x:long)']) {
      expect(declaredTables(text).diagnostics.length, text).toBeGreaterThan(0)
    }
  })
})
