import { expect, test } from 'vitest'
import { FINDINGS_FORMATS, type Findings } from '../../src/check/index.ts'
import { locate, messages, Source, wholeFile } from '../../src/text/index.ts'

const source = new Source('rules/a b.yaml', 'id: "x"\nquery: T | where Usr == "<&>"\n')
const at = source.text.indexOf('Usr')
const findings: Findings = {
  version: '1.2.3',
  files: ['rules/a b.yaml', 'rules/good.yaml'],
  diagnostics: [
    locate(messages.unknownColumn({ start: at, end: at + 3 }, 'Usr', 'User'), wholeFile(source)),
    locate(messages.unknownTechnique({ start: 0, end: 2 }, 'T9999'), wholeFile(source)),
  ],
}

test('json has an object a finding', () => {
  expect(JSON.parse(FINDINGS_FORMATS.json(findings))).toMatchObject([
    { path: 'rules/a b.yaml', line: 2, column: 18, endColumn: 21, code: 'KQL0103', severity: 'error', fix: 'User' },
    { line: 1, column: 1, code: 'KQL0604', severity: 'warning' },
  ])
})

test('sarif has a run with a result a finding, whose rules are declared', () => {
  const { version, runs } = JSON.parse(FINDINGS_FORMATS.sarif(findings))
  expect([version, runs.length, runs[0].tool.driver.rules]).toEqual(['2.1.0', 1, [{ id: 'KQL0103' }, { id: 'KQL0604' }]])
  expect(runs[0].results.map((r: { level: string }) => r.level)).toEqual(['error', 'warning'])
  expect(runs[0].results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'rules/a%20b.yaml' },
    region: { startLine: 2, startColumn: 18, endLine: 2, endColumn: 21 },
  })
})

test('junit has a case a file, which fails where it has an error', () => {
  const xml = FINDINGS_FORMATS.junit({ ...findings, files: [...findings.files, 'rules/<&>.yaml'] })
  expect(xml).toContain('<testsuites tests="3" failures="1">')
  expect(xml).toContain('name="rules/good.yaml"/>')
  expect(xml).toContain('name="rules/&lt;&amp;&gt;.yaml"/>')
  expect(xml).toContain('type="KQL0103"')
})

test('github has a command a finding, with line breaks and colons escaped', () => {
  const [first = '', second = ''] = FINDINGS_FORMATS.github(findings).trimEnd().split('\n')
  expect(first).toMatch(/^::error file=rules\/a b\.yaml,line=2,col=18,endLine=2,endColumn=21,title=KQL0103::there is no column 'Usr' here/)
  expect(second).toMatch(/^::warning .*%0A/)
})
