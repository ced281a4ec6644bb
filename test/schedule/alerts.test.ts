import { describe, expect, test } from 'vitest'
import type { QueryResult } from '../../src/api.ts'
import { alertsOf, type Raised } from '../../src/schedule/index.ts'
import { DETECTION, SCHEDULED, scheduledRule } from './rules.ts'

const COLUMNS: QueryResult['columns'] = [
  { name: 'Door', type: 'string' },
  { name: 'Times', type: 'long' },
  { name: 'DeviceId', type: 'string' },
  { name: 'More', type: 'dynamic' },
]

const row = (door: string, times: number | null = 1, device = '', more: unknown = null): readonly unknown[] => [door, times, device, more]

const AT = { time: '2026-01-05T12:00:00.000Z', start: '2026-01-05T10:00:00.000Z', end: '2026-01-05T12:00:00.000Z' }

const raise = (yaml: string, rows: QueryResult['rows'], at = AT): Raised => {
  const { rule, schedule, identity } = scheduledRule(yaml)
  return alertsOf(rule, schedule, { rule: identity, ...at }, { columns: COLUMNS, rows })
}

const EACH = 'eventGroupingSettings:\n  aggregationKind: AlertPerResult\n'
const MAPPINGS = `entityMappings:
  - entityType: Host
    fieldMappings:
      - identifier: HostName
        columnName: Door
      - identifier: AzureID
        columnName: DeviceId
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: Nowhere
`

describe('a run raises', () => {
  test('nothing below its threshold', () => {
    expect(raise(SCHEDULED, [])).toEqual({ alerts: [], dropped: 0 })
    expect(raise(SCHEDULED.replace('Threshold: 0', 'Threshold: 2'), [row('a'), row('b')]).alerts).toEqual([])
  })

  test('one alert for all rows, which says what the rule says', () => {
    const { alerts } = raise(SCHEDULED, [row('a'), row('b')])
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toMatchObject({
      ...AT,
      rule: { id: '0b7b7a52-1c2d-4e3f-8a57-0b6f6f0b7a01', name: 'Doors forced', version: '1.2.3' },
      title: 'Doors forced',
      description: 'Somebody forced a.',
      severity: 'Medium',
      tactics: ['Collection'],
      techniques: ['T1114'],
      rowCount: 2,
      rows: [row('a'), row('b')],
      columns: COLUMNS,
    })
  })

  test('one alert where the rule is triggered by there being no rows', () => {
    const { alerts } = raise(`${SCHEDULED.replace('Operator: gt', 'Operator: lt').replace('Threshold: 0', 'Threshold: 1')}${EACH}`, [])
    expect(alerts.map((a) => [a.rowCount, a.description])).toEqual([[0, 'Somebody forced .']])
  })

  test('an alert a row, equal rows too', () => {
    const { alerts } = raise(`${SCHEDULED}${EACH}`, [row('a'), row('b'), row('a')])
    expect(alerts.map((a) => a.description)).toEqual(['Somebody forced a.', 'Somebody forced b.', 'Somebody forced a.'])
    expect(new Set(alerts.map((a) => a.id)).size).toBe(3)
  })

  test.each([
    ['Scheduled', 150],
    ['NRT', 30],
  ])('no more than the limit of a rule of kind %s, %i: the last stands for all', (kind, most) => {
    const rule = `${SCHEDULED.replace('Scheduled', kind)}${EACH}`
    const rows = Array.from({ length: most + 1 }, (_, i) => row(`door ${i}`))
    expect(raise(rule, rows.slice(1)).alerts.map((a) => a.rowCount)).toEqual(Array.from({ length: most }, () => 1))
    const { alerts } = raise(rule, rows)
    expect(alerts).toHaveLength(most)
    expect([alerts.at(-2)?.rowCount, alerts.at(-1)?.rowCount, alerts.at(-1)?.rows.length]).toEqual([1, most + 1, Math.min(most + 1, 100)])
  })

  test('alerts whose ids depend on rule, time and rows alone', () => {
    const ids = (yaml: string, rows: QueryResult['rows'], time = AT.time) => raise(yaml, rows, { ...AT, time }).alerts.map((a) => a.id)
    const first = ids(`${SCHEDULED}${EACH}`, [row('a'), row('b')])
    expect(ids(`${SCHEDULED}${EACH}`, [row('b'), row('a')])).toEqual(first.toReversed())
    expect(ids(`${SCHEDULED}${EACH}`, [row('a')], '2026-01-05T13:00:00.000Z')).not.toEqual(first.slice(0, 1))
    expect(first[0]).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('an alert has', () => {
  test('distinct entities with the identifiers that are filled', () => {
    const { alerts } = raise(`${SCHEDULED}${MAPPINGS}`, [row('a'), row('', 1, ''), row('a', 2), row('a', 2, 'd1')])
    expect(alerts[0]?.entities).toEqual([
      { type: 'Host', identifiers: { HostName: 'a' } },
      { type: 'Host', identifiers: { HostName: 'a', AzureID: 'd1' } },
    ])
  })

  test('500 entities at most, of each mapping the same share', () => {
    const second = '  - entityType: Process\n    fieldMappings:\n      - {identifier: ProcessId, columnName: Times}\n'
    const rows = Array.from({ length: 600 }, (_, i) => row(`door ${i}`, i))
    const types = (yaml: string) => raise(yaml, rows).alerts[0]?.entities.map((e) => e.type) ?? []
    expect(types(`${SCHEDULED}${MAPPINGS}`)).toHaveLength(500)
    const both = types(`${SCHEDULED}${MAPPINGS}${second}`)
    expect([both.filter((t) => t === 'Host').length, both.filter((t) => t === 'Process').length]).toEqual([250, 250])
  })

  test('the entities that a column lists', () => {
    const list = [{ $id: '1', Type: 'account', Name: 'ada', Sid: null }, { Type: 'ip', Address: '192.0.2.1' }, { $ref: '1' }, 7]
    const { alerts } = raise(`${SCHEDULED}sentinelEntitiesMappings:\n  - columnName: More\n`, [
      row('a', 1, '', list),
      row('b', 1, '', JSON.stringify(list)),
      row('c', 1, '', '[broken'),
    ])
    expect(alerts[0]?.entities).toEqual([
      { type: 'account', identifiers: { Name: 'ada' } },
      { type: 'ip', identifiers: { Address: '192.0.2.1' } },
    ])
  })

  test('custom details with their distinct values, 50 at most', () => {
    const details = 'customDetails:\n  Which: Door\n  HowOften: Times\n  None: Nowhere\n  __proto__: Door\n'
    const rows = Array.from({ length: 60 }, (_, i) => row(`door ${i}`, i % 2 === 0 ? 5 : null))
    const [alert] = raise(`${SCHEDULED}${details}`, rows).alerts
    expect(alert?.details.Which).toHaveLength(50)
    expect(alert?.details.HowOften).toEqual(['5'])
    expect(Object.keys(alert?.details ?? {}).sort()).toEqual(['HowOften', 'Which', '__proto__'])
  })

  test('the words that the result gives it', () => {
    const override = `alertDetailsOverride:
  alertDisplayNameFormat: "{{Door}} forced {{ Times }} times: {{Nowhere}}"
  alertDescriptionFormat: "More: {{More}}."
  alertSeverityColumnName: DeviceId
  alertTacticsColumnName: More
  alertDynamicProperties:
    - {alertProperty: ProviderName, value: Door}
    - {alertProperty: RemediationSteps, value: Nowhere}
`
    const [alert] = raise(`${SCHEDULED}${override}`, [row('a', 3, 'high', ['Impact', 'Execution']), row('b', 4, 'Low')]).alerts
    expect(alert).toMatchObject({
      title: 'a forced 3 times: {{Nowhere}}',
      description: 'More: ["Impact","Execution"].',
      severity: 'High',
      tactics: ['Impact', 'Execution'],
      properties: { ProviderName: 'a' },
    })
    const [other] = raise(`${SCHEDULED}${override}`, [row('x'.repeat(300), null, 'dreadful', 'Impact, Discovery')]).alerts
    expect(other).toMatchObject({ severity: 'Medium', tactics: ['Impact', 'Discovery'] })
    expect(other?.title).toHaveLength(256)
  })
})

describe('a custom detection', () => {
  test('raises an alert for each set of assets and words', () => {
    const { alerts, dropped } = raise(DETECTION, [row('a', 1, 'd1'), row('b', 1, 'd2'), row('c', 1, 'd1')])
    expect(dropped).toBe(0)
    expect(alerts.map((a) => [a.title, a.severity, a.rowCount])).toEqual([
      ['Opened on d1', 'Low', 2],
      ['Opened on d2', 'Low', 1],
    ])
    expect(alerts[0]).toMatchObject({
      tactics: ['Exfiltration'],
      techniques: ['T1567'],
      entities: [{ type: 'Device', identifiers: { deviceId: 'd1' } }],
    })
  })

  test('raises 150 alerts at most', () => {
    const { alerts, dropped } = raise(
      DETECTION,
      Array.from({ length: 153 }, (_, i) => row('a', 1, `d${i}`)),
    )
    expect([alerts.length, dropped]).toEqual([150, 3])
  })
})
