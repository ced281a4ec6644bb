import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ajv from 'ajv-draft-04'
import { describe, expect, test } from 'vitest'
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
  const [{ tool, results }] = runs
  expect([version, runs.length]).toEqual(['2.1.0', 1])
  expect(tool.driver.rules.map((r: { id: string; shortDescription: { text: string } }) => [r.id, r.shortDescription.text])).toEqual([
    ['KQL0103', 'A column that is not there.'],
    ['KQL0604', "A technique that ATT&CK doesn't have."],
  ])
  expect(results.map((r: { level: string; ruleIndex: number }) => [r.level, r.ruleIndex])).toEqual([
    ['error', 0],
    ['warning', 1],
  ])
  expect(results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'rules/a%20b.yaml' },
    region: { startLine: 2, startColumn: 18, endLine: 2, endColumn: 21 },
  })
})

describe('the schema of SARIF', () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas/sarif-2.1.0.json'), 'utf8'))
  // Formats of texts (uri, date-time) are not part of a validation in this version of the standard.
  const validate = new ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
  const valid = (sarif: string) => (validate(JSON.parse(sarif)) ? [] : validate.errors)

  test('takes what is written', () => {
    const nowhere = locate(messages.noSuchPath(), wholeFile(new Source('C:\\rules\\missing.yaml', '')))
    const info = locate(messages.joinWithoutKind({ start: 0, end: 4 }, ['Id']), wholeFile(source))
    expect(valid(FINDINGS_FORMATS.sarif(findings))).toEqual([])
    expect(valid(FINDINGS_FORMATS.sarif({ ...findings, diagnostics: [] }))).toEqual([])
    expect(valid(FINDINGS_FORMATS.sarif({ ...findings, diagnostics: [nowhere, info, ...findings.diagnostics] }))).toEqual([])
  })

  test('refuses what is not', () => {
    expect(valid(FINDINGS_FORMATS.sarif(findings).replace('"level": "error"', '"level": "fatal"'))).not.toEqual([])
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
