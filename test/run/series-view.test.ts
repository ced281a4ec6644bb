/** The series that queries decompose, as the engine reads them beside the result. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-31T12:00:00Z' })
})
afterAll(() => engine.close())

/** Two doors, one event an hour for two days; the south door has 30 in one hour. */
const DOORS = `
let Doors = range i from 0 to 47 step 1
| extend Door = dynamic(["north", "south"])
| mv-expand Door to typeof(string)
| extend Times = iff(Door == "south" and i == 30, 30, 1 + i % 2)
| mv-expand range(1, Times, 1)
| project At = datetime(2026-01-01) + i * 1h, Door;
let Series = Doors | make-series Opened = count() on At from datetime(2026-01-01) to datetime(2026-01-03) step 1h by Door;
`

describe('engine.series', () => {
  test('a result that keeps nothing of the arrays', async () => {
    const kql = `${DOORS}
      let Alerts = Series
      | extend (flag, score, expected) = series_decompose_anomalies(Opened)
      | mv-expand At to typeof(datetime), flag to typeof(long)
      | where flag == 1;
      Alerts | join kind=inner Doors on Door, At | summarize count() by Door`
    const [view, ...others] = await engine.series(kql)
    expect(others).toEqual([])
    expect(view).toMatchObject({ function: 'series_decompose_anomalies', name: 'Opened', axis: 'At', keys: ['Door'], more: false })
    expect(view?.groups.map((g) => g.keys)).toEqual([['south'], ['north']])
    const [south] = view?.groups ?? []
    expect(south?.axis?.[0]).toBe('2026-01-01T00:00:00.0000000Z')
    expect([south?.values.length, south?.baseline.length, south?.scores?.length]).toEqual([48, 48, 48])
    expect(south?.values[30]).toBe(30)
    expect(south?.anomalies?.flatMap((flag, i) => (flag ? [i] : []))).toEqual([30])
    const rows = await engine.query(kql)
    expect(rows.rows).toEqual([['south', 30]])
  })

  test('what the query filters below the decomposition is not in the view, what it filters above is', async () => {
    const kql = (below: string, above: string) => `${DOORS} Series ${below} | extend f = series_decompose_anomalies(Opened) ${above}`
    const doors = async (text: string) => (await engine.series(text))[0]?.groups.map((g) => g.keys[0])
    expect(await doors(kql('| where Door == "north"', ''))).toEqual(['north'])
    expect(await doors(kql('', '| where Door == "north"'))).toEqual(['south', 'north'])
  })

  test('decompositions inside of subqueries and of renamed columns', async () => {
    const kql = `${DOORS}
      let Odd = Series | project-rename When = At, Seen = Opened | extend d = series_decompose_anomalies(series_abs(Seen))
      | where array_sum(d) > 0 | project Door;
      Doors | where Door in (Odd) | summarize count()`
    expect(await engine.series(kql)).toMatchObject([{ name: undefined, axis: 'When', keys: ['Door'] }])
  })

  test('an axis of numbers, no axis, another function', async () => {
    const numbers =
      'range n from 0 to 19 step 1 | make-series y = sum(n % 3) on n from 0 to 20 step 1 | extend f = series_decompose_anomalies(y)'
    expect((await engine.series(numbers))[0]).toMatchObject({ axis: 'n', groups: [{ keys: [] }] })
    const bare = 'print y = dynamic([1, 2, 1, 2, 1, 40, 1, 2]) | extend (b, s, t, r) = series_decompose(y)'
    const [view] = await engine.series(bare)
    expect(view).toMatchObject({ function: 'series_decompose', name: 'y', axis: undefined })
    expect(view?.groups[0]).toMatchObject({ values: [1, 2, 1, 2, 1, 40, 1, 2], anomalies: undefined, scores: undefined })
  })

  test('a view of each call; each shared one once', async () => {
    const kql = `${DOORS}
      let D = Series | extend f = series_decompose_anomalies(Opened);
      D | join kind=inner (D | extend (b, s, t, r) = series_decompose_forecast(Opened, 3)) on Door | project Door`
    expect((await engine.series(kql)).map((v) => v.function)).toEqual(['series_decompose_anomalies', 'series_decompose_forecast'])
  })

  test('many groups: those with the most anomalies, and that there are more', async () => {
    const kql = `range g from 1 to 40 step 1
      | extend y = iff(g == 33, dynamic([1, 2, 1, 2, 1, 40, 1, 2, 1, 2, 1, 2]), dynamic([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]))
      | extend f = series_decompose_anomalies(y) | take 1`
    const [view] = await engine.series(kql)
    expect([view?.groups.length, view?.more, view?.groups[0]?.keys]).toEqual([12, true, [33]])
  })

  test('none in a query without decomposition; the faults of a query', async () => {
    expect(await engine.series('print x = 1')).toEqual([])
    await expect(engine.series('print x = nothing')).rejects.toMatchObject({ diagnostics: [{ code: 'KQL0100' }] })
  })
})
