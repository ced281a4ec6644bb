import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, expect, test } from 'vitest'
import { type AlertStore, openAlertStore } from '../../src/alerts/index.ts'
import { MIGRATIONS } from '../../src/alerts/migrations.ts'
import { alertsOf, type Outcome } from '../../src/schedule/index.ts'
import { inFolder } from '../load/folder.ts'
import { rejection } from '../run/fixture.ts'
import { SCHEDULED, scheduledRule } from '../schedule/rules.ts'
import { dump } from './dump.ts'

const hour = (h: number): string => new Date(Date.UTC(2026, 0, 5, h)).toISOString()
const RANGE = { from: Date.parse(hour(0)), to: Date.parse(hour(10)) }

const EACH =
  'eventGroupingSettings: {aggregationKind: AlertPerResult}\nentityMappings:\n  - {entityType: Host, fieldMappings: [{identifier: HostName, columnName: Door}]}\n'
const RULE = scheduledRule(`${SCHEDULED}${EACH}`)
const CHANGED = scheduledRule(`${SCHEDULED.replace('Medium', 'High')}${EACH}`)

const outcome = (h: number, doors: readonly string[], { rule, schedule, identity } = RULE): Outcome => {
  const at = { rule: identity, time: hour(h), start: hour(h - 2), end: hour(h) }
  const { alerts } = alertsOf(rule, schedule, at, { columns: [{ name: 'Door', type: 'string' }], rows: doors.map((d) => [d]) })
  const run = { ...at, status: 'finished', rows: doors.length, alerts: alerts.length, repeated: 0, dropped: 0, error: undefined } as const
  return { run, alerts, again: [], diagnostics: [] }
}

const failed = (h: number): Outcome => {
  const { run } = outcome(h, [])
  return { run: { ...run, status: 'failed', error: 'out of luck' }, alerts: [], again: [], diagnostics: [] }
}

const withStore = (body: (store: AlertStore, path: string) => Promise<void> | void) =>
  inFolder({}, async (folder) => {
    const path = join(folder, 'alerts.db')
    const store = await openAlertStore(path)
    try {
      await body(store, path)
    } finally {
      store.close()
    }
  })

const titles = (store: AlertStore, filter = {}) => [...store.alerts(filter)].map((a) => `${new Date(a.time).getUTCHours()} ${a.rows[0]}`)

describe('a store of alerts', () => {
  test('gives back what it was given', async () => {
    await withStore(async (store, path) => {
      const { run, alerts } = outcome(3, ['a', 'b'])
      expect(store.record({ run, alerts, again: [], diagnostics: [] })).toBe(true)
      store.close()
      const again = await openAlertStore(path, { existing: true })
      expect([...again.alerts()].sort((a, b) => (a.description < b.description ? -1 : 1))).toEqual(
        alerts.map((a) => ({ ...a, lastFound: a.time })),
      )
      expect(again.runs()).toEqual([run])
      again.close()
    })
  })

  test('takes a run once', async () => {
    await withStore((store, path) => {
      store.record(outcome(3, ['a']))
      const before = dump(path)
      expect(store.record(outcome(3, ['a', 'b']))).toBe(false)
      expect(dump(path)).toBe(before)
    })
  })

  test('takes a run that had failed', async () => {
    await withStore((store) => {
      store.record(failed(3))
      expect(store.runs().map((r) => [r.status, r.error])).toEqual([['failed', 'out of luck']])
      expect(store.begin(RULE.identity, RULE.schedule, RANGE).finished.size).toBe(0)
      expect(store.record(outcome(3, ['a']))).toBe(true)
      expect(store.runs().map((r) => [r.status, r.error])).toEqual([['finished', undefined]])
    })
  })

  test('keeps all of a run or nothing', async () => {
    await withStore((store, path) => {
      const [first] = outcome(3, ['a']).alerts
      const before = dump(path)
      // The second alert has the id of the first.
      const broken = outcome(3, ['a', 'b'])
      expect(() => store.record({ ...broken, alerts: broken.alerts.map((a) => ({ ...a, id: first?.id ?? '' })) })).toThrow(/KQL0773/)
      expect(dump(path)).toBe(before)
      expect(store.record(broken)).toBe(true)
    })
  })

  test('knows the runs of a range, and those before it that may suppress', async () => {
    await withStore((store) => {
      for (const h of [1, 2, 3]) store.record(outcome(h, h === 2 ? ['a'] : []))
      const { finished } = store.begin(RULE.identity, RULE.schedule, { from: Date.parse(hour(2)), to: Date.parse(hour(9)) })
      expect([...finished]).toEqual([[hour(3), false]])
      const suppressing = { ...RULE.schedule, suppression: 3600 }
      const more = store.begin(RULE.identity, suppressing, { from: Date.parse(hour(2)), to: Date.parse(hour(9)) })
      expect([...more.finished]).toEqual([
        [hour(2), true],
        [hour(3), false],
      ])
    })
  })

  test('drops in the range what another text of the rule found', async () => {
    await withStore((store) => {
      for (const h of [1, 2, 3]) store.record(outcome(h, ['a']))
      const later = { from: Date.parse(hour(1)), to: Date.parse(hour(9)) }
      expect(store.begin(CHANGED.identity, CHANGED.schedule, later).finished.size).toBe(0)
      expect(titles(store)).toEqual(['1 a'])
      store.record(outcome(2, ['b'], CHANGED))
      expect(titles(store)).toEqual(['1 a', '2 b'])
      expect(store.begin(CHANGED.identity, CHANGED.schedule, later, true).finished.size).toBe(0)
      expect(titles(store)).toEqual(['1 a'])
    })
  })

  test('remembers when a group was found again', async () => {
    await withStore((store) => {
      store.record(outcome(1, ['a', 'b']))
      const group = outcome(1, ['a']).alerts[0]?.group ?? ''
      store.record({ ...outcome(2, []), again: [group] })
      expect([...store.alerts()].map((a) => [String(a.rows[0]), a.lastFound]).sort()).toEqual([
        ['a', hour(2)],
        ['b', hour(1)],
      ])
      const { found } = store.begin(
        RULE.identity,
        { ...RULE.schedule, period: 3600 },
        { from: Date.parse(hour(2)), to: Date.parse(hour(9)) },
      )
      expect([...found]).toEqual([[group, { first: hour(1), last: hour(2) }]])
    })
  })

  test('finds alerts by rule, time and severity', async () => {
    await withStore((store) => {
      for (const h of [1, 2, 3]) store.record(outcome(h, [`door ${h}`]))
      expect(titles(store, { rule: 'FORCED' })).toHaveLength(3)
      expect(titles(store, { rule: '0B7B7A52-1c2d-4e3f-8a57-0b6f6f0b7a01' })).toHaveLength(3)
      expect(titles(store, { rule: 'opened' })).toEqual([])
      expect(titles(store, { rule: '%' })).toEqual([])
      expect(titles(store, { from: hour(2) })).toEqual(['2 door 2', '3 door 3'])
      expect(titles(store, { to: '2026-01-05T02:00:00Z' })).toEqual(['1 door 1', '2 door 2'])
      expect(titles(store, { severity: 'medium' })).toHaveLength(3)
      expect(titles(store, { severity: 'High' })).toEqual([])
    })
  })

  test('shows an alert by how its id begins', async () => {
    await withStore((store) => {
      const one = outcome(1, ['a'])
      store.record(one)
      expect(store.alert((one.alerts[0]?.id ?? '').slice(0, 6)).description).toBe('Somebody forced a.')
      expect(() => store.alert('x')).toThrow(/KQL0774/)
      store.record(
        outcome(
          2,
          Array.from({ length: 9 }, (_, i) => String(i)),
        ),
      )
      expect(() => store.alert('')).toThrow(/KQL0775/)
    })
  })
})

describe('what is no store', () => {
  test('is refused, and stays as it is', async () => {
    await inFolder({ 'text.db': 'this is text, and more than a page of it would be no better\n'.repeat(20) }, async (folder) => {
      expect(await rejection(openAlertStore(join(folder, 'text.db')))).toMatch(/^KQL0771: .*text\.db is no store of alerts/)
      expect(await rejection(openAlertStore(join(folder, 'none.db'), { existing: true }))).toMatch(/^KQL0771: .*there is no such file/)
      expect(await rejection(openAlertStore(join(folder, 'no', 'such', 'folder.db')))).toMatch(/^KQL0773/)
      const other = new Libsql(join(folder, 'other.db'))
      other.exec('CREATE TABLE theirs (x)')
      other.close()
      expect(await rejection(openAlertStore(join(folder, 'other.db')))).toMatch(/^KQL0771: .*another program/)
    })
  })

  test('or comes from a later kqlc', async () => {
    await withStore(async (store, path) => {
      store.close()
      const database = new Libsql(path)
      database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
      database.close()
      expect(await rejection(openAlertStore(path))).toMatch(/^KQL0772/)
    })
  })

  test('an empty file is a new store', async () => {
    await inFolder({}, async (folder) => {
      const path = join(folder, 'new.db')
      writeFileSync(path, '')
      const store = await openAlertStore(path)
      expect(store.record(outcome(1, ['a']))).toBe(true)
      store.close()
    })
  })
})
