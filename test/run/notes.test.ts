/** Warnings that only the rows of a query can give. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-05T12:00:00Z' })
})
afterAll(() => engine.close())

const notes = async (kql: string) =>
  ((await engine.query(kql)).diagnostics ?? [])
    .filter((d) => d.code === 'KQL0396')
    .map((d) => [kql.slice(d.span.start, d.span.end), d.severity, /on (\d+) series/.exec(d.message)?.[1]])

/** Series that are flat but for one point, constant ones, and one with a spread. */
const SERIES = `datatable(y:dynamic)[
  dynamic([1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,9]), dynamic([0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,-5]),
  dynamic([3,3,3,3]), dynamic([1,2,3,4,5,6,7,8,9,10])]`

describe('series without spread', () => {
  it('are counted where a point stands out and scores 0 all the same', async () => {
    expect(await notes(`${SERIES} | extend s = series_outliers(y)`)).toEqual([['series_outliers', 'warning', '2']])
    expect(await notes(`${SERIES} | extend (f, s, b) = series_decompose_anomalies(y, 1.5, 0, 'none')`)).toEqual([
      ['series_decompose_anomalies', 'warning', '2'],
    ])
  })

  it('are forgotten with the next query, and not said of others', async () => {
    await notes(`${SERIES} | extend s = series_outliers(y)`)
    expect(await notes(`${SERIES} | take 0 | extend s = series_outliers(y)`)).toEqual([])
    expect(await notes('print y = dynamic([3, 3, 3, 3]) | extend s = series_outliers(y)')).toEqual([])
    expect(await notes('print y = dynamic([1, 2, 3, 4, 5, 60]) | extend s = series_outliers(y)')).toEqual([])
  })
})
