/** make-series of many groups, and forms that cases can't show. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, openEngine } from '../../src/index.ts'
import { openPortable, type Portable } from './portable.ts'

const NOW = '2026-01-05T12:00:00Z'
let portable: Portable
beforeAll(async () => {
  portable = await openPortable(NOW)
})
afterAll(() => portable.close())

describe('many groups', () => {
  const GROUPS = 40_000
  const POINTS = 24
  // A row in every hour that is a multiple of 1 + group mod 5.
  const rows = `range i from 0 to ${GROUPS * POINTS - 1} step 1
    | extend Group = i / ${POINTS}, Hour = i % ${POINTS}
    | where Hour % (1 + Group % 5) == 0`

  it('are spread over the axis in little memory', async () => {
    await portable.connection.run("SET memory_limit = '400MB'")
    const { rows: all } = await portable.query(`${rows}
      | make-series Total = count(), Hours = sum(Hour) default = -1 on Hour from 0 to ${POINTS} step 1 by Group
      | where array_length(Total) == ${POINTS} and array_length(Hours) == ${POINTS} and array_length(Hour) == ${POINTS}
      | extend Every = 1 + Group % 5
      | summarize Groups = count(), Events = sum(toint(series_sum(Total))), Last = sum(toint(Hours[${POINTS - 1}])), First = sum(toint(Hours[0])) by Every
      | sort by Every asc`)
    await portable.connection.run('RESET memory_limit')
    expect(all).toEqual(
      [1, 2, 3, 4, 5].map((every) => {
        const groups = GROUPS / 5
        return [every, groups, groups * Math.ceil(POINTS / every), groups * (every === 1 ? POINTS - 1 : -1), 0]
      }),
    )
  })

  it('hold the same values as their bins', async () => {
    const few = rows.replace(String(GROUPS * POINTS - 1), String(50 * POINTS - 1))
    const dense = await portable.query(`${few}
      | make-series Total = sum(i) default = long(null) on Hour from 0 to ${POINTS} step 1 by Group
      | mv-expand Total to typeof(long), Hour to typeof(long)
      | where isnotnull(Total)
      | project Group, Hour, Total
      | sort by Group asc, Hour asc`)
    const sparse = await portable.query(`${few} | summarize Total = sum(i) by Group, Hour | sort by Group asc, Hour asc`)
    expect(dense.rows.length).toBeGreaterThan(300)
    expect(dense.rows).toEqual(sparse.rows)
  })
})

describe('the axis', () => {
  it('is one for all groups where a bound is missing, with a warning', () => {
    const query = 'datatable(t:long, k:string)[1,"a"] | make-series count() on t to 5 step 1 by k'
    const found = compile(query).diagnostics
    expect(found.map((d) => [d.code, d.severity, query.slice(d.span.start, d.span.end)])).toEqual([['KQL0393', 'warning', 'make-series']])
    expect(found[0]?.message).toContain("without 'from'")
  })

  it('may be as long as the limit and no longer, also where only the data tells', async () => {
    const engine = await openEngine({ now: NOW })
    const series = (last: number) =>
      `datatable(t:long)[0, ${last}] | make-series Total = count() on t from 0 to toscalar(print ${last}) step 1 | project array_length(Total)`
    try {
      expect((await engine.query(series(1_048_576))).rows).toEqual([[1_048_576]])
      await expect(engine.query(series(1_048_577))).rejects.toThrow('more than 1,048,576 values')
    } finally {
      await engine.close()
    }
  })
})
