import { describe, expect, test } from 'vitest'
import type { LoadedRules } from '../../src/load/index.ts'
import { loadRules } from '../../src/load/index.ts'
import { inFolder } from './folder.ts'

const load = (yaml: string, name = 'some rule.yaml'): Promise<LoadedRules> =>
  inFolder({ [name]: yaml }, (folder) => loadRules([`${folder}/${name}`]))

const faults = async (yaml: string): Promise<string[]> =>
  (await load(yaml)).diagnostics.map((d) => `${d.position.line}:${d.position.column} ${d.code} ${d.message}`)

describe('the kinds of rules', () => {
  test('a scheduled analytic rule', async () => {
    const { rules } = await load(`id: 1c2
name: Many failures
kind: Scheduled
description: |
  Says what.
severity: Medium
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 3
tactics: [CredentialAccess]
relevantTechniques:
  - T1110
entityMappings:
  - entityType: Account
customDetails: { Who: User }
ownKey: { kept: true }
query: T | count
`)
    expect(rules[0]).toMatchObject({
      kind: 'Scheduled',
      id: '1c2',
      name: 'Many failures',
      description: 'Says what.\n',
      severity: 'Medium',
      queryFrequency: '1h',
      queryPeriod: '1d',
      triggerOperator: 'gt',
      triggerThreshold: 3,
      tactics: ['CredentialAccess'],
      techniques: ['T1110'],
      entityMappings: [{ entityType: 'Account' }],
      customDetails: { Who: 'User' },
      query: 'T | count',
    })
    expect(rules[0]?.data.ownKey).toEqual({ kept: true })
  })

  test.each([
    ['NRT', 'kind: NRT\nquery: T\n'],
    ['Hunting', 'name: a\nquery: T\n'],
    ['Scheduled', 'name: a\nqueryFrequency: 1h\nquery: T\n'],
    ['Exploration', 'Id: 1\nDisplayName: b\nInputEntityType: Host\nQuery: T\n'],
    ['CustomDetection', 'displayName: a\nqueryCondition:\n  queryText: T\n'],
  ])('%s', async (kind, yaml) => {
    const { rules, diagnostics } = await load(yaml)
    expect(diagnostics).toEqual([])
    expect(rules.map((rule) => [rule.kind, rule.query])).toEqual([[kind, 'T']])
  })

  test('a custom detection', async () => {
    const { rules } = await load(`displayName: Shown
queryCondition:
  queryText: |
    T
    | count
schedule: { period: 3H }
detectionAction:
  alertTemplate:
    title: Title
    severity: high
    category: Execution
    mitreTechniques: [T1059, T1204]
`)
    expect(rules[0]).toMatchObject({
      name: 'Shown',
      severity: 'high',
      tactics: ['Execution'],
      techniques: ['T1059', 'T1204'],
      queryFrequency: '3H',
    })
    expect(rules[0]?.position(2)).toEqual({ line: 5, column: 5 })
  })

  test('a file of plain KQL is named after itself', async () => {
    const { rules } = await load('T\n| count\n', 'deep dive.kql')
    expect(rules[0]).toMatchObject({ kind: 'Query', name: 'deep dive', query: 'T\n| count\n' })
    expect(rules[0]?.position(4)).toEqual({ line: 2, column: 3 })
  })

  test('several documents in a file', async () => {
    const { rules } = await load('name: a\nquery: A\n---\nname: b\nquery: B\n---\n# nothing\n')
    expect(rules.map((rule) => [rule.document, rule.name, rule.position(0).line])).toEqual([
      [0, 'a', 2],
      [1, 'b', 5],
    ])
  })

  test('values know their places', async () => {
    const { rules } = await load('query: T\nentityMappings:\n  - entityType: Host\n    fieldMappings:\n      - columnName: Gone\n')
    const rule = rules[0]
    const at = (...path: (string | number)[]) => {
      const span = rule?.locate(path)
      return rule?.source.text.slice(span?.start, span?.end)
    }
    expect(at('entityMappings', 0, 'fieldMappings', 0, 'columnName')).toBe('Gone')
    expect(at('entityMappings', 0, 'fieldMappings', 0, 'absent')).toBe('c')
    expect(at('entityMappings')).toBe('entityMappings')
  })
})

describe('what is wrong with a file', () => {
  test.each([
    ['a query that is missing', 'name: a\nseverity: Low\n', ['1:1 KQL0403 this rule has no query']],
    ['a misspelt key', 'name: a\nseverity: Low\nqery: T\n', ["3:1 KQL0403 this rule has no query; is 'qery' meant to be it?"]],
    ['an empty query', 'name: a\nquery: ""\n', ['2:8 KQL0404 the query is empty']],
    ['a query that is no text', 'name: a\nquery: [T]\n', ['2:1 KQL0405 query must be text']],
    [
      'a kind without query',
      'id: 1\nname: a\nkind: Fusion\n',
      ['3:7 KQL0407 a rule of kind Fusion has no query, there is nothing to compile'],
    ],
    ['another file', 'on: push\n', ['1:1 KQL0406 there is no rule in this file']],
    ['an empty file', '', ['1:1 KQL0406 there is no rule in this file']],
    ['a key that comes twice', 'query: T\nquery: U\n', ['2:1 KQL0401 the YAML is malformed: Map keys must be unique']],
    ['an alias without anchor', 'query: *q\n', ['1:8 KQL0401 the YAML is malformed: this alias has no anchor']],
    ['a quote left open', 'name: "a\nquery: T\n', ['3:1 KQL0401 the YAML is malformed: Missing closing "quote']],
  ])('%s', async (_, yaml, expected) => {
    expect(await faults(yaml)).toEqual(expected)
  })

  test('a broken document leaves the others', async () => {
    const { rules, diagnostics } = await load('name: [\n---\nname: b\nquery: B\n')
    expect(rules.map((rule) => rule.name)).toEqual(['b'])
    expect(diagnostics.length).toBeGreaterThan(0)
  })

  test('bytes that are no text', async () => {
    await inFolder({ 'a.kql': Buffer.from([0x54, 0xff, 0xfe]), 'b.kql': Buffer.from('\ufeffT', 'utf16le') }, async (folder) => {
      const { rules, diagnostics } = await loadRules([folder])
      expect(diagnostics.map((d) => d.message)).toEqual(["can't be read: this is not UTF-8 text"])
      expect(rules.map((rule) => rule.query)).toEqual(['T'])
    })
  })
})
