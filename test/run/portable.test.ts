/** Portable SQL gives what the engine gives, through a connection on which nothing is registered. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiledText } from '../../src/cli/header.ts'
import { compile, type Engine, loadRules, openEngine, writeDemo } from '../../src/index.ts'
import { openPortable, type Portable } from './portable.ts'

const NOW = '2026-01-01T00:00:00Z'
const RULE = join(import.meta.dirname, '../../rules/MailItemsAccessedTimeSeries[Solarigate].yaml')

let folder: string
let now: string
let engine: Engine
let portable: Portable
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kqlc-portable-'))
  now = (await writeDemo(folder, { rows: 60_000, days: 15, seed: 1 })).now
  engine = await openEngine({ now: NOW })
  portable = await openPortable(NOW)
})
afterAll(async () => {
  await engine.close()
  portable.close()
  await rm(folder, { recursive: true, force: true })
})

type Rows = readonly (readonly unknown[])[]
const texts = (rows: Rows): string[] => rows.map((r) => JSON.stringify(r)).sort()
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g

/** The same rows in whatever order, numbers to 1e-9: sums are added up in other orders. */
const expectSame = (got: Rows, want: Rows): void => {
  const [a, b] = [texts(got), texts(want)]
  expect(a.map((t) => t.replace(NUMBER, '#'))).toEqual(b.map((t) => t.replace(NUMBER, '#')))
  const numbers = (lines: string[]) => lines.flatMap((t) => [...t.matchAll(NUMBER)].map(([n]) => Number(n)))
  const expected = numbers(b)
  for (const [i, x] of numbers(a).entries()) {
    const y = expected[i]!
    if (x === y) continue
    expect(Math.abs(x - y), `${x} instead of ${y}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(y)))
  }
}

it('a file runs on a plain DuckDB with the same rows', async () => {
  const rule = (await loadRules([RULE])).rules[0]!
  const result = compile(rule.query, { portable: true })
  expect(result.functions).toEqual([])
  const store = await openEngine({ data: folder, now })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const expected = await store.query(rule.query)
    expect(expected.rows.length).toBe(5)
    for (const table of await store.tables()) await connection.run(table.sql)
    await connection.run(`SET VARIABLE kql_now = TIMESTAMP '${now.replace('T', ' ').replace('Z', '')}'`)
    const reader = await connection.runAndReadAll(compiledText(rule, result))
    const names = reader.columnNames()
    const at = ['Timestamp', 'Total', 'baseline', 'anomalies', 'score', 'AccountDisplayName', 'ReportId', 'RawEventData']
    const cells = (rows: Rows, columns: readonly string[]) => rows.map((row) => at.map((name) => row[columns.indexOf(name)]))
    expect(names.length).toBe(expected.columns.length)
    const iso = (v: unknown) => (v instanceof Date ? `${v.toISOString().slice(0, 19)}.0000000Z` : typeof v === 'bigint' ? Number(v) : v)
    const json = (v: unknown, name: string | undefined) => (name === 'RawEventData' && typeof v === 'string' ? JSON.parse(v) : iso(v))
    const got = reader.getRowsJS().map((row) => row.map((v, i) => json(v, names[i])))
    const columns = expected.columns.map((c) => c.name)
    expectSame(cells(got, names), cells(expected.rows, columns))
  } finally {
    connection.closeSync()
    instance.closeSync()
    await store.close()
  }
})

it('a series that is null is filled with nothing', async () => {
  const filled = ['series_fill_linear(y)', 'series_fill_forward(y)', 'series_fill_backward(y)', 'series_fill_const(y, 0)']
  const kql = `datatable(y: dynamic)[dynamic(null), dynamic([1, null, 3])] | project ${filled.join(', ')}`
  const { rows } = await portable.query(kql)
  expect(rows).toEqual((await engine.query(kql)).rows)
  expect(rows[0]).toEqual([null, null, null, null])
})

describe('functions without a macro', () => {
  const refused = (kql: string) => compile(kql, { portable: true }).diagnostics.map((d) => [d.code, kql.slice(d.span.start, d.span.end)])

  it('are refused where they stand, each once', () => {
    expect(refused('print a = parse_url("http://example.org"), b = strlen(punycode_to_string("a"))')).toEqual([
      ['KQL0392', 'parse_url("http://example.org")'],
      ['KQL0392', 'punycode_to_string("a")'],
    ])
  })

  it('are found behind the macros of others, and behind conversions', () => {
    expect(refused('range x from 1.0 to 2.0 step 0.1 | extend y = tostring(x)')).toEqual([['KQL0392', 'tostring(x)']])
    expect(refused('range x from 1.0 to 2.0 step 0.1 | extend y = strcat(x, "a")').map(([code]) => code)).toEqual(['KQL0392'])
  })

  it('are named in the header of a file that is not portable', async () => {
    const rule = (await loadRules([RULE])).rules[0]!
    const head = compiledText(rule, compile(rule.query)).split('\n\n')[0]
    expect(head).toContain('-- functions: series_decompose_anomalies; registered with a connection of @duckdb/node-api by')
    expect(head).toContain("registerFunctions(connection, ['series_decompose_anomalies'])")
    expect(compiledText(rule, compile(rule.query, { portable: true })).split('\n\n')[0]).not.toContain('functions')
  })
})

// Results of the real engine that are kept outside the project; without them there is nothing to check here.
const shared = process.env.KQLC_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url))
const cases = existsSync(`${shared}/truth/cases.jsonl`)
  ? readFileSync(`${shared}/truth/cases.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line.includes('series'))
      .map((line) => JSON.parse(line) as { id: string; kql: string; rejected?: unknown })
      .filter((c) => !c.rejected && /\bseries_|make-series/.test(c.kql) && !c.kql.includes('rand('))
  : []

describe.runIf(cases.length > 0)('recorded queries', () => {
  let same = 0
  it.each(cases.map((c) => [c.id, c.kql]))('%s', async (_, kql) => {
    const { diagnostics } = compile(kql, { now: NOW, portable: true })
    const errors = diagnostics.filter((d) => d.severity === 'error')
    for (const e of errors) expect(e.message).toMatch(/'series_(?:fir|iir|fft|ifft|fit_2lines|fit_poly)|^'tostring'/)
    if (errors.length > 0) return
    expectSame((await portable.query(kql)).rows, (await engine.query(kql)).rows)
    same++
  })
  afterAll(() => {
    console.log(`recorded queries with series that portable SQL answers as the engine does: ${same} of ${cases.length}`)
    expect(same).toBeGreaterThan(cases.length / 2)
  })
})
