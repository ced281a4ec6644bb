import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { durationSeconds, showDuration } from '../../src/check/duration.ts'
import { checkColumns, checkRules } from '../../src/check/index.ts'
import { loadRules, type Rule } from '../../src/load/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kqlc-check-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const GOOD: Readonly<Record<string, string>> = {
  id: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  name: 'A rule',
  kind: 'Scheduled',
  severity: 'Medium',
  queryFrequency: '1h',
  queryPeriod: '1d',
  triggerOperator: 'gt',
  triggerThreshold: '0',
  tactics: '[InitialAccess]',
  relevantTechniques: '[T1078]',
  version: '1.0.0',
  query: 'T | take 1',
}

/** The rule with some keys changed; an empty value leaves the key out. */
const ruleWith = async (changes: Readonly<Record<string, string>>, name = 'rule'): Promise<Rule> => {
  const keys = Object.entries({ ...GOOD, ...changes }).filter(([, value]) => value !== '')
  const path = join(folder, `${name}.yaml`)
  writeFileSync(path, keys.map(([key, value]) => `${key}: ${value}\n`).join(''))
  const { rules } = await loadRules([path])
  return rules[0] as Rule
}

const found = async (changes: Readonly<Record<string, string>>): Promise<string[]> =>
  checkRules([await ruleWith(changes)]).map((d) => `${d.code} ${d.excerpt}`)

describe('metadata', () => {
  test('a good rule has no findings', async () => {
    expect(await found({})).toEqual([])
  })

  test.each([
    ['an id that is no GUID', { id: 'rule-1' }, 'KQL0600 id: rule-1'],
    ['a missing key', { severity: '' }, `KQL0602 id: ${GOOD.id}`],
    ['a severity that there is not', { severity: 'Severe' }, 'KQL0603 severity: Severe'],
    ['a tactic that there is not', { tactics: '[InitalAccess]', relevantTechniques: '' }, 'KQL0603 tactics: [InitalAccess]'],
    ['a technique that there is not', { relevantTechniques: '[T9999]' }, 'KQL0604 relevantTechniques: [T9999]'],
    ['a technique of another tactic', { relevantTechniques: '[T1486]' }, 'KQL0605 relevantTechniques: [T1486]'],
    ['a duration that is none', { queryPeriod: '1 day' }, 'KQL0606 queryPeriod: 1 day'],
    ['a period beyond the limit', { queryPeriod: '15d' }, 'KQL0607 queryPeriod: 15d'],
    ['a period shorter than the frequency', { queryFrequency: 'PT2H', queryPeriod: '1h' }, 'KQL0608 queryPeriod: 1h'],
    ['a trigger that there is not', { triggerOperator: 'more' }, 'KQL0603 triggerOperator: more'],
    ['a threshold out of range', { triggerThreshold: '10001' }, 'KQL0609 triggerThreshold: 10001'],
    ['a version that is none', { version: 'v1' }, 'KQL0613 version: v1'],
  ])('%s is found at its line', async (_, changes, finding) => {
    expect(await found(changes as Record<string, string>)).toEqual([finding])
  })

  test('two rules with one id', async () => {
    const [a, b] = [await ruleWith({}, 'a'), await ruleWith({}, 'b')]
    expect(checkRules([a, b]).map((d) => [d.code, d.path])).toEqual([['KQL0601', b.path]])
  })

  test('an NRT rule has no schedule of its own', async () => {
    expect(await found({ kind: 'NRT', queryFrequency: '', queryPeriod: '', triggerOperator: '', triggerThreshold: '' })).toEqual([])
  })
})

describe('what a rule says of its result', () => {
  const columns = [{ name: 'Who', type: 'string' } as const, { name: 'Host', type: 'string' } as const]
  const codes = async (changes: Readonly<Record<string, string>>) =>
    checkColumns(await ruleWith(changes), columns).map((d) => `${d.code} ${d.message}`)

  test('columns that are there', async () => {
    const entityMappings = '[{ entityType: Account, fieldMappings: [{ identifier: Name, columnName: Who }] }]'
    expect(
      await codes({ entityMappings, customDetails: '{ Machine: Host }', alertDetailsOverride: '{ alertDisplayNameFormat: "By {{Who}}" }' }),
    ).toEqual([])
  })

  test('columns that are not', async () => {
    const entityMappings = '[{ entityType: Account, fieldMappings: [{ identifier: Name, columnName: Whom }] }]'
    expect(
      await codes({
        entityMappings,
        customDetails: '{ Machine: Device }',
        alertDetailsOverride: '{ alertDisplayNameFormat: "By {{User}}" }',
      }),
    ).toEqual([
      "KQL0610 an entity mapping names the column 'Whom', which the query's result doesn't have; did you mean 'Who'?",
      "KQL0610 the custom detail 'Machine' names the column 'Device', which the query's result doesn't have",
      "KQL0610 'alertDisplayNameFormat' names the column 'User', which the query's result doesn't have",
    ])
  })
})

test.each([
  ['5h', 18_000],
  ['90m', 5400],
  ['PT1H30M', 5400],
  ['P1D', 86_400],
  ['P', undefined],
  ['5 h', undefined],
  ['PT', undefined],
])('the duration %s', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds)
})

test('durations are shown in the largest unit that fits', () => {
  expect([300, 86_400, 5400, 61].map(showDuration)).toEqual(['5m', '1d', '90m', '61s'])
})
