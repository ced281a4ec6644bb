import { describe, expect, test } from 'vitest'
import { cut, locate, messages, type RenderOptions, renderDiagnostic, Source, wholeFile, width } from '../../src/text/index.ts'

const shown = (text: string, marked: string, options?: RenderOptions): string => {
  const start = text.indexOf(marked)
  const diagnostic = messages.unknownColumn({ start, end: start + marked.length }, marked, undefined)
  return renderDiagnostic(locate(diagnostic, wholeFile(new Source('a.kql', text))), options)
}

describe('a diagnostic as text', () => {
  test('place, code, message, the line and a mark', () => {
    expect(shown('T\n| where Foo > 1\n', 'Foo')).toBe(`a.kql:2:9: error KQL0103: there is no column 'Foo' here
  2 | | where Foo > 1
    |         ^~~`)
  })

  test('the mark stands under its text behind tabs and wide characters', () => {
    expect(shown("T\t| where x == '日本' and\tFoo", 'Foo').split('\n').slice(1)).toEqual([
      "  1 | T    | where x == '日本' and    Foo",
      `    | ${' '.repeat(width("T    | where x == '日本' and    "))}^~~`,
    ])
  })

  test('a mark over several lines ends with the first', () => {
    expect(shown('T | where (a\n  == b)', '(a\n  == b)').split('\n').at(-1)).toBe('    |           ^~')
  })

  test('a place without width gets a caret, also at the end of the text', () => {
    const source = new Source('a.kql', 'T |')
    const diagnostic = locate(messages.expected({ start: 3, end: 3 }, 'an operator', 'the end'), wholeFile(source))
    expect(renderDiagnostic(diagnostic).split('\n').at(-1)).toBe('    |    ^')
  })

  test('a long line is shown around its mark', () => {
    const lines = shown(`${'a'.repeat(500)} Foo ${'b'.repeat(500)}`, 'Foo', { columns: 60 }).split('\n')
    expect(lines[1]).toContain(' Foo ')
    expect(width(lines[1] as string)).toBeLessThan(72)
    expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('Foo'))
  })

  test('notes follow, without an excerpt where there is no line', () => {
    const diagnostic = locate(messages.noRulesFound(), wholeFile(new Source('rules', '')))
    expect(renderDiagnostic(diagnostic)).toBe(`rules:1:1: error KQL0409: no rule files here
    note: rules are .yaml, .yml, .kql and .csl files`)
  })

  test('colours', () => {
    const colours = Object.fromEntries(['bold', 'red', 'yellow', 'cyan', 'dim'].map((c) => [c, (t: string) => `<${c}>${t}</>`]))
    const text = shown('T | where Foo', 'Foo', { colours: colours as unknown as NonNullable<RenderOptions['colours']> })
    expect(text).toBe(`<bold>a.kql:1:11:</> <red>error KQL0103:</> there is no column 'Foo' here
  <dim>1 |</> T | where Foo
  <dim>  |</>           <red>^~~</>`)
  })
})

describe('the width of a text', () => {
  test.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['\u200b', 0],
  ])('%s takes %i', (text, cells) => {
    expect(width(text)).toBe(cells)
  })

  test('cutting', () => {
    expect(cut('abcdef', 6)).toBe('abcdef')
    expect(cut('abcdef', 4)).toBe('abc…')
    expect(cut('日本語', 4)).toBe('日…')
  })
})
