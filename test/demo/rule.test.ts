import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoEvents } from '../../src/demo/index.ts'
import { loadRules, openEngine, type QueryResult, writeDemo } from '../../src/index.ts'
import { DAY, flaggedHours } from './by-hand.ts'

const OPTIONS = { rows: 60_000, days: 15, seed: 1 }
const RULE = join(import.meta.dirname, '../../rules/MailItemsAccessedTimeSeries[Solarigate].yaml')

let folder: string
let now: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kqlc-demo-'))
  now = (await writeDemo(folder, OPTIONS)).now
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = async (at: string): Promise<QueryResult> => {
  const { rules } = await loadRules([RULE])
  const engine = await openEngine({ data: folder, now: at })
  try {
    return await engine.query(rules[0]!.query)
  } finally {
    await engine.close()
  }
}

/** A result's rows with the columns of these names, sorted. */
const only = ({ columns, rows }: QueryResult, names: readonly string[]): unknown[][] => {
  const at = names.map((name) => columns.findIndex((c) => c.name === name))
  return rows.map((row) => at.map((i) => row[i])).sort((a, b) => (String(a) < String(b) ? -1 : 1))
}

const iso = (micros: number): string => `${new Date(micros / 1000).toISOString().slice(0, 19)}.0000000Z`

describe('the rule of the demo', () => {
  it('finds what loops over the events find', async () => {
    const time = Date.parse(now) * 1000
    const { flagged } = flaggedHours(demoEvents(OPTIONS.rows, OPTIONS.days, OPTIONS.seed), time)
    const seen = flagged.filter(({ hour }) => hour > time - 2 * DAY)
    const expected = seen.flatMap(({ hour, total, baseline, events }) =>
      events.map((event) => [
        iso(hour),
        total,
        Math.trunc(baseline),
        1,
        event.ReportId,
        event.AccountDisplayName,
        iso(event.Timestamp),
        event.Isp,
      ]),
    )
    expect(expected.length).toBe(5)
    const result = await run(now)
    const names = ['Timestamp', 'Total', 'baseline', 'anomalies', 'ReportId', 'AccountDisplayName', 'Timestamp1', 'Isp']
    expect(only(result, names)).toEqual(expected.sort((a, b) => (String(a) < String(b) ? -1 : 1)))
    const scores = new Map(seen.map(({ hour, score }) => [iso(hour), score]))
    for (const [hour, score] of only(result, ['Timestamp', 'score'])) expect(score).toBeCloseTo(scores.get(hour as string)!, 9)
  })

  it('yields 52 columns, the table’s own with its time renamed', async () => {
    const { columns } = await run(now)
    expect(columns.length).toBe(52)
    expect(columns.slice(0, 6)).toEqual([
      { name: 'Timestamp', type: 'datetime' },
      { name: 'Total', type: 'real' },
      { name: 'baseline', type: 'long' },
      { name: 'anomalies', type: 'real' },
      { name: 'score', type: 'real' },
      { name: 'AccountDisplayName', type: 'string' },
    ])
    expect(columns.filter((c) => c.name.startsWith('Timestamp')).map((c) => c.name)).toEqual(['Timestamp', 'Timestamp1'])
  })

  it('finds nothing late in the evening', async () => {
    expect((await run('2026-01-31T23:30:00Z')).rows).toEqual([])
  })
})
