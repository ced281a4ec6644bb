import { expect, test } from 'vitest'
import { applyComments, applySeverities } from '../../src/check/index.ts'
import { type LocatedDiagnostic, locate, messages, Source, wholeFile } from '../../src/text/index.ts'

/** Findings at places of a text: each name is found where it stands first. */
const left = (text: string, ...findings: readonly [string, (span: { start: number; end: number }) => Parameters<typeof locate>[0]][]) => {
  const source = new Source('a.yaml', text)
  const found = findings.map(([at, message]): LocatedDiagnostic => {
    const start = text.indexOf(at)
    return locate(message({ start, end: start + at.length }), wholeFile(source))
  })
  return applyComments(found, [source]).map((d) => `${d.position.line}:${d.position.column} ${d.code}`)
}

const join = (span: { start: number; end: number }) => messages.joinWithoutKind(span, ['k'])
const star = (span: { start: number; end: number }) => messages.literalStar(span, '==')

test('a comment at the end of a line', () => {
  expect(left('| join (B) on k // kqlc-disable KQL0523 one is enough\n', ['join', join])).toEqual([])
  expect(left('| join (B) on k // kqlc-disable KQL0530\n', ['join', join])).toEqual(['1:3 KQL0523', '1:33 KQL0697'])
})

test('comments above a line, several codes', () => {
  const text = '  // kqlc-disable KQL0523, KQL0530\n  // because\n\n  | join (B | where a == "*x") on k\n'
  expect(left(text, ['join', join], ['"*x"', star])).toEqual([])
  expect(left(`${text}| more`, ['more', star])).toEqual(['5:3 KQL0530', '1:19 KQL0697', '1:28 KQL0697'])
})

test('a comment for the whole file, in YAML', () => {
  expect(left('# kqlc-disable-file KQL0523\na: |\n  | join (B) on k\n', ['join', join])).toEqual([])
  expect(left('# kqlc-disable-file KQL0523\na: 1\n')).toEqual(['1:21 KQL0697'])
})

test('a comment of YAML for the next line', () => {
  expect(left('# kqlc-disable KQL0530\nid: x\n', ['id', star])).toEqual([])
})

test('severities of the settings', () => {
  const source = new Source('a.yaml', 'ab')
  const found = [join, star].map((message) => locate(message({ start: 0, end: 1 }), wholeFile(source)))
  expect(applySeverities(found, { KQL0523: 'error', KQL0530: 'off' }).map((d) => [d.code, d.severity])).toEqual([['KQL0523', 'error']])
  expect(applySeverities(found)).toEqual(found)
})
