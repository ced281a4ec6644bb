import { expect, test } from 'vitest'
import { baselineOf, compareBaseline, parseBaseline, showBaseline } from '../../src/check/index.ts'
import { locate, messages, Source, wholeFile } from '../../src/text/index.ts'

const findings = (text: string, ...names: readonly string[]) => {
  const source = new Source('rules/a.kql', text)
  return names.map((name) => {
    const start = text.indexOf(name)
    return locate(messages.unusedLet({ start, end: start + name.length }, name), wholeFile(source))
  })
}
const TEXT = 'let a = 1;\nlet b = 2;\n'
const before = showBaseline(baselineOf(findings(TEXT, 'a', 'b'), 'rules/baseline.json'))
const compare = (found: ReturnType<typeof findings>, text = before) =>
  compareBaseline(found, parseBaseline(text) ?? [], { file: 'rules/baseline.json', text, checked: ['rules/a.kql'] })

test('it is sorted, an entry a line', () => {
  expect(before).toBe(`{
  "findings": [
    {"path":"a.kql","code":"KQL0522","line":"let a = 1;"},
    {"path":"a.kql","code":"KQL0522","line":"let b = 2;"}
  ]
}
`)
  expect(parseBaseline(showBaseline([]))).toEqual([])
})

test('what it has is not told, wherever the line stands now', () => {
  const { fresh, gone } = compare(findings(`// more\n\n${TEXT}`, 'a = 1', 'b = 2'))
  expect([fresh, gone]).toEqual([[], []])
})

test('what it does not have is told', () => {
  const { fresh } = compare(findings(`${TEXT}let c = 3;`, 'a', 'b', 'c'))
  expect(fresh.map((d) => d.message)).toEqual(["'c' is declared and never used"])
})

test('what is gone is to be taken out', () => {
  const { gone, kept } = compare(findings(TEXT, 'a'))
  expect(gone.map((d) => [d.code, d.path, d.position.line])).toEqual([['KQL0696', 'rules/baseline.json', 4]])
  expect(kept.map((e) => e.line)).toEqual(['let a = 1;'])
})

test('each entry stands for one finding', () => {
  const twice = showBaseline(baselineOf(findings(TEXT, 'a', 'a'), 'rules/baseline.json'))
  expect(compare(findings(TEXT, 'a'), twice).gone).toHaveLength(1)
  expect(compare(findings(TEXT, 'a', 'a', 'a'), twice).fresh).toHaveLength(1)
})

test('other texts are none', () => {
  for (const text of ['', '[]', '{"findings": [1]}', '{"findings": [{"path": "a"}]}']) expect(parseBaseline(text)).toBeUndefined()
})
