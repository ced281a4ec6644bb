import { describe, expect, test } from 'vitest'
import { checkColumns, checkRules } from '../../src/check/index.ts'
import type { Rule } from '../../src/load/index.ts'
import { ruleOf, scheduled } from './rules.ts'

const QUERY = 'SigninLogs'
const found = (rule: Rule): string[] => checkRules([rule]).map((d) => `${d.position.line} ${d.code} ${d.message}`)
const withKey = (key: string, value: string): string[] => found(scheduled(QUERY, { [key]: value }))
const entity = (type: string, identifier = 'Name'): string =>
  `[{ entityType: ${type}, fieldMappings: [{ identifier: ${identifier}, columnName: A }] }]`
const many = (n: number, item: string): string => `[${Array.from({ length: n }, () => item).join(', ')}]`

describe('mappings', () => {
  test('known entities and identifiers, in any case', () => {
    expect(withKey('entityMappings', entity('Account', 'FullName'))).toEqual([])
    expect(withKey('entityMappings', entity('Url', 'url'))).toEqual([])
  })

  test.each([
    ['entityMappings', entity('Acount'), "9 KQL0618 there is no entity type 'Acount'; did you mean 'Account'?"],
    ['entityMappings', entity('Host', 'Hostname2'), "9 KQL0619 the entity Host has no identifier 'Hostname2'; did you mean 'HostName'?"],
    ['entityMappings', '{ Account: A }', '9 KQL0620 entityMappings must be a list'],
    ['entityMappings', '[Account]', '9 KQL0620 an entity mapping must be a mapping with entityType and fieldMappings'],
    ['entityMappings', '[{ entityType: IP }]', '9 KQL0620 fieldMappings must be a list of identifier and columnName'],
    [
      'entityMappings',
      '[{ entityType: IP, fieldMappings: [{ identifier: Address }] }]',
      '9 KQL0620 a field mapping must be a mapping with identifier and columnName',
    ],
    [
      'entityMappings',
      many(11, '{ entityType: IP, fieldMappings: [{ identifier: Address, columnName: A }] }'),
      '9 KQL0611 there are 11 entity mappings, but at most 10 are allowed',
    ],
    [
      'entityMappings',
      `[{ entityType: Account, fieldMappings: ${many(4, '{ identifier: Name, columnName: A }')} }]`,
      '9 KQL0611 there are 4 identifiers of one entity, but at most 3 are allowed',
    ],
    ['customDetails', '[A]', '9 KQL0620 customDetails must be a mapping of names to columns'],
    ['customDetails', '{ A: [B] }', "9 KQL0620 the custom detail 'A' must be the name of a column"],
    [
      'customDetails',
      `{ ${Array.from({ length: 21 }, (_, i) => `k${i}: A`).join(', ')} }`,
      '9 KQL0611 there are 21 custom details, but at most 20 are allowed',
    ],
    ['alertDetailsOverride', '{ alertNameFormat: x }', "9 KQL0603 a key of alertDetailsOverride can't be 'alertNameFormat'"],
    [
      'alertDetailsOverride',
      '{ alertDisplayNameFormat: "{{A}} {{B}} {{C}} {{D}}" }',
      '9 KQL0622 alertDisplayNameFormat names 4 columns, but the service fills in 3 at most',
    ],
    [
      'alertDetailsOverride',
      '{ alertDynamicProperties: [{ alertProperty: AlertLnk, value: A }] }',
      "9 KQL0603 alertProperty can't be 'AlertLnk'; did you mean 'AlertLink'?",
    ],
    ['eventGroupingSettings', '{ aggregationKind: PerResult }', "9 KQL0603 aggregationKind can't be 'PerResult'"],
    [
      'incidentConfiguration',
      '{ groupingConfiguration: { matchingMethod: Selected, groupByEntities: [IP] } }',
      "9 KQL0623 incidents are grouped by the entity IP, which entityMappings doesn't map",
    ],
    [
      'incidentConfiguration',
      '{ groupingConfiguration: { lookbackDuration: 5 hours } }',
      "9 KQL0606 '5 hours' is no duration for lookbackDuration: write it as 5h or PT5H",
    ],
    ['suppressionDuration', 'soon', "9 KQL0606 'soon' is no duration for suppressionDuration: write it as 5h or PT5H"],
    ['severty', 'High', "9 KQL0615 the key 'severty' is not one that rules of this kind have; did you mean 'severity'?"],
  ])('%s: %s', (key, value, finding) => {
    expect(withKey(key, value)).toEqual([finding])
  })
})

describe('the schedule', () => {
  test.each([
    [
      { queryFrequency: '30m', queryPeriod: '3d' },
      '5 KQL0617 the rule looks back 3d every 30m: over more than 2d it can run once an hour at most',
    ],
    [{ queryFrequency: '1m' }, '5 KQL0607 queryFrequency is 1m, but must be from 5m to 14d'],
    [{ triggerThreshold: 'many' }, '8 KQL0609 triggerThreshold is many, but must be a whole number from 0 to 10000'],
    [{ kind: 'Sheduled' }, "3 KQL0603 kind can't be 'Sheduled'; did you mean 'Scheduled'?"],
    [{ name: 'n'.repeat(257) }, "2 KQL0616 'name' has 257 characters, but at most 256 are allowed"],
  ])('%o', (changes, finding) => {
    expect(found(scheduled(QUERY, changes as Record<string, string>))).toEqual([finding])
  })

  test('what is allowed', () => {
    expect(
      found(scheduled(QUERY, { queryFrequency: 'PT1H', queryPeriod: 'P14D', triggerOperator: 'GreaterThan', triggerThreshold: '"5"' })),
    ).toEqual([])
  })
})

test('a key that is not known is told once for all rules', () => {
  const rules = ['a', 'b', 'c'].map((_, i) => scheduled(QUERY, { owner: 'me', id: `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f${i}` }))
  const diagnostics = checkRules(rules)
  expect(diagnostics.map((d) => [d.code, d.severity, d.notes])).toEqual([
    ['KQL0615', 'warning', ['it is kept as it is; 2 more rules have it']],
  ])
})

const DETECTION = `displayName: A detection
queryCondition:
  queryText: |
    DeviceProcessEvents | take 5
schedule:
  period: "1H"
detectionAction:
  alertTemplate:
    title: Something
    severity: medium
    category: Execution
    impactedAssets:
      - "@odata.type": "#microsoft.graph.security.impactedDeviceAsset"
        identifier: deviceId
`

describe("Defender's custom detections", () => {
  const columns = (names: readonly string[]) => names.map((name) => ({ name, type: 'string' }) as const)
  const inResult = (names: readonly string[], tables: readonly string[]) =>
    checkColumns(ruleOf(DETECTION), columns(names), tables).map((d) => `${d.position.line} ${d.code} ${d.message}`)

  test('a good one', () => {
    expect(found(ruleOf(DETECTION))).toEqual([])
    expect(inResult(['Timestamp', 'ReportId', 'DeviceId'], ['DeviceProcessEvents'])).toEqual([])
  })

  test('the period, the severity and what is required', () => {
    expect(found(ruleOf(DETECTION.replace('1H', '2H')))).toEqual(["6 KQL0603 schedule.period can't be '2H'; did you mean '1H'?"])
    expect(found(ruleOf(DETECTION.replace('medium', 'Sever')))).toEqual(["10 KQL0603 severity can't be 'Sever'"])
    expect(found(ruleOf(DETECTION.replace('    category: Execution\n', '')))).toEqual([
      "8 KQL0602 a rule of kind CustomDetection needs 'detectionAction.alertTemplate.category'",
    ])
  })

  test('columns that the service needs', () => {
    expect(inResult(['DeviceName'], ['DeviceProcessEvents'])).toEqual([
      "14 KQL0610 an impacted asset names the column 'DeviceId', which the query's result doesn't have",
      "3 KQL0612 the query's result needs the column Timestamp or TimeGenerated: the service dates the alert by it",
      "3 KQL0612 the query's result needs the column ReportId: the service finds the record by it",
      "3 KQL0612 the query's result needs the column DeviceId: the service finds records of device tables by it, ReportId and Timestamp",
    ])
    // Sentinel's tables have no ids of records.
    expect(inResult(['TimeGenerated', 'DeviceId'], ['SigninLogs'])).toEqual([])
  })
})

test('a column of a type that an identifier has no use for', () => {
  const rule = scheduled(QUERY, {
    entityMappings:
      '[{ entityType: Process, fieldMappings: [{ identifier: CommandLine, columnName: T }, { identifier: CreationTimeUtc, columnName: T }] }]',
  })
  expect(checkColumns(rule, [{ name: 'T', type: 'datetime' }]).map((d) => `${d.code} ${d.message}`)).toEqual([
    "KQL0621 'T' is a datetime, which is no CommandLine",
  ])
})
