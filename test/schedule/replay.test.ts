import { describe, expect, test } from 'vitest'
import type { Engine, QueryResult } from '../../src/api.ts'
import { type Memory, NO_MEMORY, type Outcome, replay } from '../../src/schedule/index.ts'
import { KqlError, messages } from '../../src/text/index.ts'
import { DETECTION, SCHEDULED, scheduledRule } from './rules.ts'

const hour = (h: number): string => new Date(Date.UTC(2026, 0, 5, h)).toISOString()
const RANGE = { from: Date.parse(hour(0)), to: Date.parse(hour(6)) }

/** An engine whose result depends on the hour: the devices that are found then, or a failure. */
const engineOf = (found: Readonly<Record<number, readonly string[] | 'fails'>>) => {
  const asked: string[] = []
  const shared: unknown[] = []
  const options: unknown[] = []
  const engine = {
    schedule: async (_: string, runOptions: unknown) => {
      options.push(runOptions)
      return {
        share: async (first: string, last: string) => {
          shared.push(`${new Date(first).getUTCHours()}-${new Date(last).getUTCHours()}`)
          return Date.parse(last) - Date.parse(first) <= 2 * 3_600_000
        },
        release: async () => shared.push('released'),
        at: async (now: string): Promise<QueryResult> => {
          asked.push(now)
          const devices = found[new Date(now).getUTCHours()] ?? []
          if (devices === 'fails') throw new KqlError([messages.engineFailed('out of luck')])
          return { columns: [{ name: 'DeviceId', type: 'string' }], rows: devices.map((d) => [d]) }
        },
      }
    },
  }
  return { engine: engine as unknown as Engine, asked, options, shared }
}

const outcomes = async (
  yaml: string,
  found: Parameters<typeof engineOf>[0],
  memory: Memory = NO_MEMORY,
): Promise<{
  readonly all: readonly Outcome[]
  readonly asked: readonly string[]
  readonly options: readonly unknown[]
  readonly shared: readonly unknown[]
}> => {
  const { engine, asked, options, shared } = engineOf(found)
  const all: Outcome[] = []
  for await (const outcome of replay(engine, scheduledRule(yaml), RANGE, memory)) all.push(outcome)
  return { all, asked, options, shared }
}

const brief = ({ run }: Outcome): string => `${new Date(run.time).getUTCHours()} ${run.status} ${run.alerts}+${run.repeated}`

describe('the runs of a rule', () => {
  test('come at their times, each over its period', async () => {
    const { all, asked, options } = await outcomes(SCHEDULED, { 3: ['d'] })
    expect(all.map(brief)).toEqual([
      '1 finished 0+0',
      '2 finished 0+0',
      '3 finished 1+0',
      '4 finished 0+0',
      '5 finished 0+0',
      '6 finished 0+0',
    ])
    expect(asked).toEqual([1, 2, 3, 4, 5, 6].map(hour))
    expect(all[2]?.run).toMatchObject({ start: hour(1), end: hour(3), rows: 1 })
    expect(all[2]?.alerts[0]).toMatchObject({ time: hour(3), start: hour(1), end: hour(3) })
    expect(options).toMatchObject([{ period: 7200, delay: 0 }])
  })

  test('are not carried out as long as an alert suppresses them', async () => {
    const { all, asked } = await outcomes(`${SCHEDULED}suppressionEnabled: true\nsuppressionDuration: 2h\n`, {
      2: ['d'],
      3: ['d'],
      4: ['d'],
    })
    expect(all.map(brief)).toEqual([
      '1 finished 0+0',
      '2 finished 1+0',
      '3 suppressed 0+0',
      '4 finished 1+0',
      '5 suppressed 0+0',
      '6 finished 0+0',
    ])
    expect(asked).toEqual([1, 2, 4, 6].map(hour))
  })

  test('may fail; those after it come all the same', async () => {
    const { all } = await outcomes(SCHEDULED, { 2: 'fails', 3: ['d'] })
    expect(all.map(brief).slice(0, 3)).toEqual(['1 finished 0+0', '2 failed 0+0', '3 finished 1+0'])
    expect(all[1]?.run.error).toContain('out of luck')
  })

  test('that are known are left out, and suppress as they did', async () => {
    const suppressing = `${SCHEDULED}suppressionEnabled: true\nsuppressionDuration: 2h\n`
    const found = { 2: ['d'], 3: ['d'], 4: ['d'] }
    const whole = await outcomes(suppressing, found)
    for (let known = 0; known <= 6; known++) {
      const finished = new Map(whole.all.slice(0, known).map(({ run }) => [run.time, run.alerts > 0]))
      const rest = await outcomes(suppressing, found, { finished, found: new Map() })
      expect(rest.all).toEqual(whole.all.slice(known))
      expect(rest.options).toHaveLength(known < 6 ? 1 : 0)
    }
    const before = await outcomes(suppressing, { 1: ['d'] }, { finished: new Map([[hour(0), true]]), found: new Map() })
    expect(before.all.map(brief).slice(0, 2)).toEqual(['1 suppressed 0+0', '2 finished 0+0'])
  })
})

test('runs share what they read as far as it can be held', async () => {
  expect((await outcomes(SCHEDULED, {})).shared).toEqual(['1-6', '1-3', '4-6', 'released'])
  expect(
    (await outcomes(SCHEDULED.replace('queryFrequency: 1h', 'queryFrequency: 3h').replace('queryPeriod: 2h', 'queryPeriod: 3h'), {}))
      .shared,
  ).toEqual(['released'])
})

describe('a custom detection', () => {
  const found = { 1: ['a'], 2: ['a', 'b'], 3: ['b'], 6: ['a'] }

  test('raises an alert once while runs go on finding it', async () => {
    // Its period is four hours: what was last found at 2 is new at 6.
    const { all } = await outcomes(DETECTION, found)
    expect(all.map(brief)).toEqual([
      '1 finished 1+0',
      '2 finished 1+1',
      '3 finished 0+1',
      '4 finished 0+0',
      '5 finished 0+0',
      '6 finished 1+0',
    ])
    expect(all[1]?.again).toEqual([all[0]?.alerts[0]?.group])
  })

  test('goes on where it was', async () => {
    const whole = (await outcomes(DETECTION, found)).all
    for (let known = 1; known <= 6; known++) {
      const finished = new Map<string, boolean>()
      const groups = new Map<string, { first: string; last: string }>()
      for (const { run, alerts, again } of whole.slice(0, known)) {
        finished.set(run.time, run.alerts > 0)
        for (const { group } of alerts) groups.set(group, { first: run.time, last: run.time })
        for (const group of again) groups.set(group, { first: groups.get(group)?.first ?? '', last: run.time })
      }
      expect((await outcomes(DETECTION, found, { finished, found: groups })).all).toEqual(whole.slice(known))
    }
  })
})
