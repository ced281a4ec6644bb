import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine, RunOptions } from '../../src/api.ts'
import { openEngine } from '../../src/index.ts'
import { type Fixture, openFixture, rejection } from './fixture.ts'

let fixture: Fixture
let engine: Engine

/** A row each ten minutes of a day, numbered; the same times in different columns and stored types. */
const EVENTS = (time: string, columns: string) =>
  `SELECT ${columns} FROM (SELECT i AS N, TIMESTAMP '2026-01-05' + to_minutes(i * 10) AS t, '{"k' || (i % 2) || '":1}' AS Bag FROM range(144) r(i)) ORDER BY ${time}`

beforeAll(async () => {
  fixture = await openFixture()
  await fixture.copy('store/Plain_CL.parquet', EVENTS('t', 't AS TimeGenerated, N, Bag'), '(ROW_GROUP_SIZE 2048)')
  await fixture.copy('store/Zoned_CL.parquet', EVENTS('t', "t AT TIME ZONE 'UTC' AS TimeGenerated, N"))
  await fixture.copy('store/DeviceEvents.parquet', EVENTS('t', "t AS Timestamp, 'd' || N AS DeviceId"))
  await fixture.copy('store/Both_CL.parquet', EVENTS('t', 't AS TimeGenerated, t + INTERVAL 1 HOUR AS Timestamp, N'))
  await fixture.copy('store/Timeless_CL.parquet', EVENTS('t', 't AS Since, N'))
  await fixture.copy('store/Lines_CL.csv', EVENTS('t', "strftime(t, '%Y-%m-%dT%H:%M:%SZ') AS TimeGenerated, N"))
  await fixture.copy(
    'store/Cases_CL.parquet',
    EVENTS('t', `t AS TimeGenerated, N, 'a' AS "ISP", CASE WHEN N % 2 = 0 THEN 'b' ELSE 'c' END AS "Isp_b"`),
  )
  await fixture.copy(
    'store/Many_CL.parquet',
    `SELECT i AS N, TIMESTAMP '2026-01-05 01:00' + to_microseconds(i) AS TimeGenerated FROM range(500001) r(i)`,
  )
  await fixture.write('store/Texts_CL.csv', 'TimeGenerated,N\nyesterday,1\nnever,2\n')
  engine = await openEngine({ data: join(fixture.folder, 'store'), now: '2026-01-05T12:00:00Z' })
})
afterAll(async () => {
  await engine.close()
  await fixture.close()
})

const HOUR: RunOptions = { period: 3600 }

const rows = async (kql: string, now: string, options: RunOptions = HOUR): Promise<readonly (readonly unknown[])[]> =>
  (await (await engine.schedule(kql, options)).at(now)).rows

const SPAN = 'summarize count(), min(N), max(N)'

describe('a scheduled query', () => {
  test.each(['Plain_CL', 'Zoned_CL', 'Both_CL', 'Lines_CL'])(
    'sees of %s the events of its period, the beginning included',
    async (table) => {
      const query = await engine.schedule(`${table} | ${SPAN}`, HOUR)
      const at = async (now: string) => (await query.at(now)).rows[0]
      expect(await at('2026-01-05T02:00:00Z')).toEqual([6, 6, 11])
      expect(await at('2026-01-05T02:00:00.001Z')).toEqual([6, 7, 12])
      expect(await at('2026-01-05T12:05:00Z')).toEqual([6, 67, 72])
      expect(await at('2026-01-07T00:00:00Z')).toEqual([0, null, null])
      expect(await at('2026-01-05T02:00:00Z')).toEqual([6, 6, 11])
    },
  )

  test('goes by the time column that a table has, in the order that is asked for', async () => {
    expect(await rows('DeviceEvents | summarize count(), min(DeviceId)', '2026-01-05T02:00:00Z')).toEqual([[6, 'd10']])
    expect(await rows(`Both_CL | ${SPAN}`, '2026-01-05T02:00:00Z', { ...HOUR, timeColumns: ['Timestamp', 'TimeGenerated'] })).toEqual([
      [6, 0, 5],
    ])
    expect(await rows(`Timeless_CL | ${SPAN}`, '2026-01-05T02:00:00Z')).toEqual([[144, 0, 143]])
  })

  test('ends its period before the run where it is to, and now() is the run', async () => {
    expect(await rows(`Plain_CL | ${SPAN} | extend now()`, '2026-01-05T02:00:00Z', { period: 3600, delay: 600 })).toEqual([
      [6, 5, 10, '2026-01-05T02:00:00.0000000Z'],
    ])
  })

  test('without a period sees everything', async () => {
    expect(await rows('Plain_CL | where TimeGenerated < ago(1h) | count', '2026-01-05T02:00:00Z', {})).toEqual([[6]])
  })

  test.each([
    ['in variables', 'let a = Plain_CL | where N % 2 == 0; a | join kind=inner a on N | count', 3],
    ['in functions', 'let f = (n: long) { Plain_CL | where N > n }; f(8) | count', 3],
    ['in toscalar', 'print toscalar(Plain_CL | count)', 6],
    ['in in', 'print iff(5 in ((Plain_CL | project N)), 1, 0)', 0],
    ['in unions', 'union Plain_CL, Zoned_CL, Timeless_CL | count', 156],
    ['in unions of all that fit a pattern', 'union *oned_CL | count', 6],
    ['that materialize', 'let m = materialize(Plain_CL | project N); m | union m | count', 12],
    ['in search', 'search in (Plain_CL) "k1" | count', 3],
    ['after a limit of its own', 'Plain_CL | top 3 by N desc | summarize min(N)', 9],
    ['in joins of different tables', 'Plain_CL | join kind=leftouter Zoned_CL on N | where isnotnull(N1) | count', 6],
    [
      'in make-series',
      'Plain_CL | make-series c = count() on TimeGenerated from ago(2h) to now() step 1h | project tolong(c[0]) + 10 * tolong(c[1])',
      60,
    ],
  ])('is limited %s too', async (_, kql, expected) => {
    expect(await rows(kql, '2026-01-05T02:00:00Z')).toEqual([[expected]])
  })

  test('names a table as it is called where only part of it is shown', async () => {
    expect(await rows('Plain_CL | search "k1" | distinct $table', '2026-01-05T02:00:00Z')).toEqual([['Plain_CL']])
  })

  test('learns the columns that depend on data at each time', async () => {
    const query = await engine.schedule(
      'Plain_CL | where N == tolong(datetime_part("Hour", now())) * 6 + 5 or N == 10 | project Bag = todynamic(Bag) | evaluate bag_unpack(Bag)',
      HOUR,
    )
    expect((await query.at('2026-01-05T02:00:00Z')).columns.map((c) => c.name)).toEqual(['k0'])
    const other = await engine.schedule('Plain_CL | where N == 11 | project Bag = todynamic(Bag) | evaluate bag_unpack(Bag)', HOUR)
    expect((await other.at('2026-01-05T02:00:00Z')).columns.map((c) => c.name)).toEqual(['k1'])
  })

  test('gives its rows in one order', async () => {
    const sorted = await rows('Plain_CL | summarize count() by Key = -N, Bag', '2026-01-05T02:00:00Z')
    expect(sorted.map((r) => r[0])).toEqual([-11, -10, -9, -8, -7, -6])
    const own = await rows('Plain_CL | project Bag, N | sort by Bag desc', '2026-01-05T02:00:00Z')
    expect(own.map((r) => r[1])).toEqual([7, 9, 11, 6, 8, 10])
  })

  test('does not mind others in between', async () => {
    const [a, b] = [await engine.schedule(`Zoned_CL | ${SPAN}`, HOUR), await engine.schedule(`Zoned_CL | ${SPAN}`, { period: 7200 })]
    expect((await a.at('2026-01-05T03:00:00Z')).rows).toEqual([[6, 12, 17]])
    expect((await b.at('2026-01-05T04:00:00Z')).rows).toEqual([[12, 12, 23]])
    expect((await engine.query('Zoned_CL | where TimeGenerated < datetime(2026-01-05T01:00:00Z) | count')).rows).toEqual([[6]])
    expect((await a.at('2026-01-05T03:00:00Z')).rows).toEqual([[6, 12, 17]])
  })

  test('is rejected for its errors', async () => {
    expect(await rejection(engine.schedule('Plain_CL | where M > 1', HOUR))).toMatch(/^KQL0100/)
    const query = await engine.schedule('Plain_CL | count', HOUR)
    expect(await rejection((async () => query.at('yesterday'))())).toMatch(/^KQL0481/)
  })
})

describe('runs that share what they read', () => {
  const times = Array.from({ length: 6 }, (_, h) => `2026-01-05T0${h + 1}:30:00Z`)

  /** The rows of the runs, each by itself and sharing; the last is outside of what is shared. */
  const both = async (kql: string, options = HOUR) => {
    const query = await engine.schedule(kql, options)
    const all = async () => {
      const results: unknown[] = []
      for (const time of times) results.push((await query.at(time)).rows)
      return results
    }
    const alone = await all()
    const possible = await query.share(times[0] ?? '', times[4] ?? '')
    const shared = await all()
    await query.release()
    expect(await all()).toEqual(alone)
    return { alone, possible, shared }
  }

  test.each([
    'Plain_CL | where N % 3 == 1 | project N, TimeGenerated, Bag',
    'Plain_CL | summarize count(), max(TimeGenerated)',
    'Zoned_CL | where N > 12 | summarize count(), max(N)',
    'Lines_CL | where N != 20 | summarize make_list(N)',
    'DeviceEvents | where DeviceId endswith "5" or DeviceId has "d7" | summarize make_set(DeviceId)',
    'let a = Plain_CL | where N % 2 == 0; Plain_CL | where N > 10 | join kind=leftouter a on N | project N, N1',
    'Plain_CL | join kind=leftouter (Plain_CL | where N % 2 == 0 | project N, M = N) on N | summarize max(N), countif(isnull(M))',
    'Plain_CL | where N in ((Zoned_CL | where N % 4 == 0 | project N)) | project N',
    'Plain_CL | where TimeGenerated < ago(30m) and N > 3 | summarize min(N), max(N)',
    'Plain_CL | extend M = N * 2 | where M > 20 and N < 40 | project M',
    'Plain_CL | extend N = N + 1 | where N > 20 | project N',
    'union (Plain_CL | where N > 5), (Plain_CL | where N < 20), Zoned_CL | summarize count(), sum(N)',
    'Plain_CL | top 2 by N desc | where N % 2 == 0 | project N',
    'search in (Plain_CL) "k1" | summarize count(), max(N) by $table',
    'Plain_CL | where todynamic(Bag).k0 == 1 | project k = todynamic(Bag).k0, N',
    'print x = toscalar(Plain_CL | where N > 5 | count)',
    'Cases_CL | where Isp_b == "b" | project ISP, Isp_b, N',
  ])('find the same: %s', async (kql) => {
    const { alone, possible, shared } = await both(kql)
    expect(possible).toBe(true)
    expect(shared).toEqual(alone)
    expect(new Set(alone.map((rows) => JSON.stringify(rows))).size).toBeGreaterThan(1)
  })

  test('end their periods before the runs', async () => {
    const { alone, possible, shared } = await both('Zoned_CL | project N', { period: 3600, delay: 900 })
    expect([possible, shared]).toEqual([true, alone])
  })

  test.each([
    'Timeless_CL | summarize count(), max(N)',
    'Texts_CL | summarize count(), max(TimeGenerated)',
    'Plain_CL | where N % 2 == 1 | project Bag = todynamic(Bag) | evaluate bag_unpack(Bag)',
    'Many_CL | where N >= 0 | count',
  ])('do not where nothing can be, or too much would be held: %s', async (kql) => {
    const { alone, possible, shared } = await both(kql)
    expect([possible, shared]).toEqual([false, alone])
  })

  test('do not mind others in between', async () => {
    const [a, b] = [
      await engine.schedule('Plain_CL | where N % 2 == 0 | project N', HOUR),
      await engine.schedule('Plain_CL | where N % 2 == 1 | project N', HOUR),
    ]
    const at = '2026-01-05T02:00:00Z'
    expect(await a.share(at, at)).toBe(true)
    expect(await b.share(at, at)).toBe(true)
    expect((await a.at(at)).rows).toEqual([[6], [8], [10]])
    expect((await engine.query('Plain_CL | count')).rows).toEqual([[144]])
    expect((await b.at(at)).rows).toEqual([[7], [9], [11]])
    expect((await a.at(at)).rows).toEqual([[6], [8], [10]])
  })
})
