import { describe, expect, test } from 'vitest'
import { identityOf, periodOf, runTimes, scheduleOf, triggers } from '../../src/schedule/index.ts'
import { DETECTION, ruleOf, SCHEDULED, scheduleIn } from './rules.ts'

const HOUR = 3600

const faults = (yaml: string): readonly string[] => {
  const found = scheduleOf(ruleOf(yaml))
  return 'faults' in found ? found.faults.map((d) => `${d.position.line} ${d.code} ${d.severity}`) : []
}

describe('the schedule of a rule', () => {
  test('of kind Scheduled is what it says', () => {
    expect(scheduleIn(ruleOf(SCHEDULED))).toEqual({
      frequency: HOUR,
      period: 2 * HOUR,
      delay: 0,
      trigger: { operator: 'gt', threshold: 0 },
      suppression: undefined,
      grouping: 'all',
      mostAlerts: 150,
      once: false,
      timeColumns: ['TimeGenerated', 'Timestamp'],
    })
  })

  test('suppression counts where it is enabled, grouping as written', () => {
    const more = 'suppressionDuration: PT5H\neventGroupingSettings:\n  aggregationKind: AlertPerResult\n'
    expect(scheduleIn(ruleOf(`${SCHEDULED}suppressionEnabled: true\n${more}`))).toMatchObject({ suppression: 5 * HOUR, grouping: 'each' })
    expect(scheduleIn(ruleOf(`${SCHEDULED}suppressionEnabled: false\n${more}`)).suppression).toBeUndefined()
  })

  test('of kind NRT is every minute over a minute, with no threshold', () => {
    const rule = ruleOf(SCHEDULED.replace('Scheduled', 'NRT').replace(/query(Frequency|Period).*\n/g, ''))
    expect(scheduleIn(rule)).toMatchObject({ frequency: 60, period: 60, mostAlerts: 30, trigger: { operator: 'gt', threshold: 0 } })
  })

  test.each([
    ['0', 60, 60],
    ['1H', HOUR, 4 * HOUR],
    ['3h', 3 * HOUR, 12 * HOUR],
    ['12H', 12 * HOUR, 48 * HOUR],
    ['24H', 24 * HOUR, 720 * HOUR],
  ])('of a custom detection every %s', (written, frequency, period) => {
    const schedule = scheduleIn(ruleOf(DETECTION.replace('1H', written)))
    expect(schedule).toMatchObject({ frequency, period, grouping: 'same', once: true })
    expect(schedule.timeColumns[0]).toBe('Timestamp')
  })

  test('is refused at its place', () => {
    expect(faults(SCHEDULED.replace('queryPeriod: 2h\n', ''))).toEqual(['2 KQL0761 error'])
    expect(faults(SCHEDULED.replace('queryPeriod: 2h', 'queryPeriod: soon'))).toEqual(['9 KQL0606 error'])
    expect(faults(SCHEDULED.replace('queryFrequency: 1h', 'queryFrequency: 0h'))).toEqual(['8 KQL0607 error'])
    expect(faults(SCHEDULED.replace('queryPeriod: 2h', 'queryPeriod: 15d'))).toEqual(['9 KQL0607 error'])
    expect(faults(SCHEDULED.replace('triggerOperator: gt', 'triggerOperator: more'))).toEqual(['10 KQL0603 error'])
    expect(faults(`${SCHEDULED}suppressionEnabled: true\n`)).toEqual(['2 KQL0761 error'])
    expect(faults(DETECTION.replace('1H', '2H'))).toEqual(['6 KQL0603 error'])
    expect(faults(DETECTION.replace(/schedule:\n.*\n/, ''))).toEqual(['2 KQL0761 error'])
  })

  test('is none for what no service runs by itself', () => {
    expect(faults('id: x\nname: hunt\nquery: T\n')).toEqual(['1 KQL0760 warning'])
  })
})

test('runs follow the beginning of a range in whole frequencies, up to its end', () => {
  const times = (from: string, to: string) =>
    [...runTimes({ frequency: HOUR }, Date.parse(from), Date.parse(to))].map((t) => new Date(t).toISOString().slice(11, 16))
  expect(times('2026-01-05T10:30Z', '2026-01-05T12:30Z')).toEqual(['11:30', '12:30'])
  expect(times('2026-01-05T10:30Z', '2026-01-05T12:29Z')).toEqual(['11:30'])
  expect(times('2026-01-05T10:30Z', '2026-01-05T11:00Z')).toEqual([])
})

test('the periods of consecutive runs meet where period and frequency are the same', () => {
  const schedule = { period: HOUR, delay: 300 }
  expect(periodOf(schedule, 7_200_000)).toEqual({ start: 3_300_000, end: 6_900_000 })
  expect(periodOf(schedule, 7_200_000 + HOUR * 1000).start).toBe(6_900_000)
})

test('a trigger compares the number of rows', () => {
  const fires = (operator: 'gt' | 'lt' | 'eq' | 'ne') => [0, 1, 2].map((rows) => triggers({ operator, threshold: 1 }, rows))
  expect(fires('gt')).toEqual([false, false, true])
  expect(fires('lt')).toEqual([true, false, false])
  expect(fires('eq')).toEqual([false, true, false])
  expect(fires('ne')).toEqual([true, false, true])
})

describe('the identity of a rule', () => {
  const hash = (yaml: string, delay = 0) => {
    const rule = ruleOf(yaml)
    const found = scheduleOf(rule, { delay })
    return 'schedule' in found ? identityOf(rule, found.schedule).hash : ''
  }

  test('changes with what it does, not with comments', () => {
    expect(hash(`# seen by nobody\n${SCHEDULED}`)).toBe(hash(SCHEDULED))
    expect(hash(SCHEDULED.replace('where Forced', 'where not(Forced)'))).not.toBe(hash(SCHEDULED))
    expect(hash(SCHEDULED.replace('Medium', 'High'))).not.toBe(hash(SCHEDULED))
    expect(hash(SCHEDULED, 300)).not.toBe(hash(SCHEDULED))
  })

  test('is the name where there is no id; a list that holds itself is no obstacle', () => {
    const rule = ruleOf(`${DETECTION}more: &more\n  - *more\n`)
    expect(identityOf(rule, scheduleIn(rule))).toMatchObject({ id: 'Doors opened', version: undefined })
  })
})
