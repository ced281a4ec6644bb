import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoEvents, writeDemo } from '../../src/demo/index.ts'
import { openDatabase, openStore } from '../../src/run/index.ts'
import { seriesDecomposeAnomalies, seriesPeriodsDetect } from '../../src/series/index.ts'
import { print } from '../../src/sql/index.ts'
import { DAY, flaggedHours, isTarget } from './by-hand.ts'

const hourOf = (daysAgo: number, hour: number): number => Date.UTC(2026, 0, 31 - daysAgo, hour) * 1000
const NOON = Date.UTC(2026, 0, 31, 12) * 1000

describe('the events', () => {
  it.each([
    [300_000, 1],
    [60_000, 7],
    [60_000, 1],
    [12_000, 3],
  ])('of %d rows, seed %d hold what is planted', (rows, seed) => {
    const { series, flagged } = flaggedHours(demoEvents(rows, 15, seed, []), NOON)
    expect(seriesPeriodsDetect(series, 4, 100, 1).periods[0]).toBe(24)
    expect(seriesDecomposeAnomalies(series, { trend: 'linefit' })?.period).toBe(24)
    expect(flagged.map(({ hour, events }) => [hour, events.length])).toEqual([
      [hourOf(2, 9), 2],
      [hourOf(2, 15), 3],
      [hourOf(2, 17), 0],
      [hourOf(2, 19), 2],
    ])
  })

  it('come in the order of time, as many as asked for and the planted ones, on as many days', () => {
    let last = 0
    let count = 0
    const days = new Set<number>()
    for (const event of demoEvents(20_000, 20, 1, [])) {
      expect(event.Timestamp >= last).toBe(true)
      last = event.Timestamp
      days.add(Math.floor(last / DAY))
      count++
    }
    expect(count).toBeGreaterThan(20_000)
    expect(count).toBeLessThan(22_000)
    expect(days.size).toBe(20)
    expect(last).toBeLessThan(NOON)
  })

  it('hold each of the decoys on a flagged hour', () => {
    const onTheHour = [...demoEvents(30_000, 15, 1, [])].filter((event) => event.Timestamp === hourOf(2, 15))
    expect(onTheHour.length).toBe(8)
    expect(onTheHour.filter(isTarget).length).toBe(3)
  })
})

describe('the store', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kqlc-demo-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('holds exactly the events', async () => {
    const written = await writeDemo(folder, { rows: 3000, days: 4, seed: 5 })
    expect(written).toMatchObject({ table: 'CloudAppEvents', now: '2026-01-31T12:00:00.000Z' })
    expect(written.files.map((file) => file.slice(folder.length + 1))).toEqual(
      ['28', '29', '30', '31'].map((day) => join('CloudAppEvents', `day=2026-01-${day}`, 'part-000.parquet')),
    )
    const events = [...demoEvents(3000, 4, 5)]
    expect(written.rows).toBe(events.length)
    const database = await openDatabase({ threads: 1 })
    try {
      const store = await openStore({ data: folder }, database)
      const { columns } = (await store.schema('CloudAppEvents'))!
      const view = print(
        await store.view(
          'CloudAppEvents',
          columns.map((_, i) => `c${i}`),
        ),
      )
      const cells = columns.map((c, i) => (c.type === 'datetime' ? `epoch_us(c${i})` : `c${i}::VARCHAR`))
      const rows = await database.rows(`SELECT ${cells.join(', ')} FROM (${view})`)
      const wanted = events.map((event) =>
        columns.map(({ name, type }) => (name in event ? (type === 'datetime' ? BigInt(event[name]!) : event[name]) : null)),
      )
      expect(rows).toEqual(wanted)
    } finally {
      await database.close()
    }
  })

  it('is the same for the same options, another for another seed, and replaces what was there', async () => {
    const bytes = async (seed: number): Promise<string> => {
      const { files } = await writeDemo(folder, { rows: 2000, days: 2, seed })
      expect(files.length).toBe(2)
      return (await readFile(files[0]!)).toString('base64')
    }
    const first = await bytes(1)
    expect(await bytes(2)).not.toBe(first)
    expect(await bytes(1)).toBe(first)
  })
})
