import { describe, expect, test } from 'vitest'
import type { Rule } from '../../src/load/index.ts'
import { loadRules } from '../../src/load/index.ts'
import { inFolder } from './folder.ts'

const load = (yaml: string): Promise<Rule> =>
  inFolder({ 'r.yaml': yaml }, async (folder) => {
    const { rules, diagnostics } = await loadRules([`${folder}/r.yaml`])
    expect(diagnostics).toEqual([])
    return rules[0] as Rule
  })

/** Every character that isn't white space and stands for itself is found in the file where the rule says. */
const placed = (rule: Rule, except: ReadonlySet<number> = new Set()): void => {
  for (let i = 0; i < rule.query.length; i++) {
    const c = rule.query[i] as string
    if (/\S/.test(c) && !except.has(i)) expect(`${i} ${rule.source.text[rule.sourceOffset(i)]}`).toBe(`${i} ${c}`)
  }
}

describe('the place of a query in its file', () => {
  test.each([
    ['literal', 'name: a\nquery: |\n  T\n    | where a == 1\n\n  | take 5\nid: x\n', 'T\n  | where a == 1\n\n| take 5\n'],
    ['literal, stripped', 'query: |-\n    T\n    | count\n\n\nname: a\n', 'T\n| count'],
    ['literal, kept, with a comment', 'query: |+ # the query\n  T\n  | count\n\nname: a\n', 'T\n| count\n\n'],
    ['literal, indentation given', 'query: |2\n     T\n  | count\n', '   T\n| count\n'],
    ['literal at the end of a file without line break', 'query: |\n  T\n  | count', 'T\n| count'],
    ['literal with CRLF', 'name: a\r\nquery: |\r\n  T\r\n  | count\r\n', 'T\n| count\n'],
    ['literal behind an anchor and a tag', 'query: &q !!str |\n  T\n  | count\n', 'T\n| count\n'],
    ['folded', 'query: >\n  T\n  | where a == 1\n\n    | extend b\n  | count\n', 'T | where a == 1\n\n  | extend b\n| count\n'],
    ['folded, stripped', 'query: >-\n  T\n  | count\n', 'T | count'],
    ['plain', 'query: T | where a == 1\n', 'T | where a == 1'],
    ['plain over lines', 'query: T\n   | where a == 1\n\n   | count # not the query\n', 'T | where a == 1\n| count'],
    ['single quotes', "query: 'T | where a == ''b'' and\n    c'\n", "T | where a == 'b' and c"],
    ['double quotes', 'query: "T\n   | take 1\n\n   | count"\n', 'T | take 1\n| count'],
    ['double quotes, broken line', 'query: "T | ta\\\n    ke 1"\n', 'T | take 1'],
  ])('%s', async (_, yaml, query) => {
    const rule = await load(yaml)
    expect(rule.query).toBe(query)
    placed(rule)
  })

  test('escapes in double quotes', async () => {
    const rule = await load('query: "a\\tb\\n| \\"c\\" \\x41 \\u00e9 \\U0001F600 d \\\\ e"\n')
    expect(rule.query).toBe('a\tb\n| "c" A é 😀 d \\ e')
    for (const c of ['b', '|', 'c', 'd', 'e']) expect(rule.source.text[rule.sourceOffset(rule.query.indexOf(c))]).toBe(c)
    expect(rule.sourceOffset(rule.query.indexOf('"'))).toBe(rule.source.text.indexOf('\\"'))
    expect(rule.sourceOffset(rule.query.indexOf('é'))).toBe(rule.source.text.indexOf('\\u00e9'))
  })

  test('line and column', async () => {
    const rule = await load('name: a\nquery: |\n  T\n  | count\n')
    expect(rule.position(0)).toEqual({ line: 3, column: 3 })
    expect(rule.position(rule.query.indexOf('count'))).toEqual({ line: 4, column: 5 })
  })

  test('a byte order mark is no column', async () => {
    const rule = await load('\ufeffquery: T | count\n')
    expect(rule.position(0)).toEqual({ line: 1, column: 8 })
  })

  test('an alias stands where its anchor is', async () => {
    const rule = await load('x: &q T | count\nquery: *q\n')
    expect(rule.query).toBe('T | count')
    expect(rule.position(0)).toEqual({ line: 1, column: 7 })
  })
})
