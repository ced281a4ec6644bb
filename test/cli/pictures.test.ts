/** `--report` and `--chart` of run and query. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { QueryResult } from '../../src/api.ts'
import type { Library } from '../../src/cli/context.ts'
import * as library from '../../src/index.ts'
import { inFolder } from '../load/folder.ts'
import { kqlc } from './fake.ts'
import { runCommand } from './terminal.ts'

const BARS: QueryResult = {
  columns: [
    { name: 'Door', type: 'string' },
    { name: 'Opened', type: 'long' },
  ],
  rows: [['north', 4]],
  render: { kind: 'barchart', properties: {} },
}
const RULE = (name: string, query = 'T') => `name: ${name}\nseverity: Low\ndescription: about ${name}\nquery: |\n  ${query}\n`

describe('--chart', () => {
  test('goes to standard error: what is piped stays the result', async () => {
    const plain = await kqlc(['query', 'T', '--format', 'csv'], { answer: BARS })
    const { out, err, code } = await kqlc(['query', 'T', '--format', 'csv', '--chart'], { answer: BARS, columns: 40 })
    expect([code, out]).toEqual([0, plain.out])
    expect(err).toMatch(/^north 4 █+\n$/)
    expect((await kqlc(['query', '--help'])).out).toMatch(/--chart.*on standard error/)
  })

  test('each rule has its chart', async () => {
    await inFolder({ 'a.yaml': RULE('A'), 'b.yaml': RULE('B') }, async (folder) => {
      const { out, err } = await kqlc(['run', folder, '--format', 'ndjson', '--chart'], { answer: BARS })
      expect(err.match(/^north 4 █/gm)).toHaveLength(2)
      expect(out).not.toContain('█')
    })
  })
})

describe('--report', () => {
  test('one page of all rules, those that fail too; the output is as without it', async () => {
    await inFolder({ 'a.yaml': RULE('A'), 'b.yaml': RULE('B', 'wrong'), 'c.yaml': RULE('C') }, async (folder) => {
      const plain = await kqlc(['run', folder, '--format', 'json'])
      const { code, out, opened } = await kqlc([
        'run',
        folder,
        '--format',
        'json',
        '--report',
        `${folder}/new/page.html`,
        '--now',
        '2026-01-05',
      ])
      expect([code, out]).toEqual([1, plain.out])
      expect(opened).toEqual([{ now: '2026-01-05T00:00:00Z' }])
      expect(readdirSync(`${folder}/new`)).toEqual(['page.html'])
      const { now, sections } = JSON.parse(readFileSync(`${folder}/new/page.html`, 'utf8'))
      expect(now).toBe('2026-01-05T00:00:00.000Z')
      expect(sections.map((s: { name: string; rows?: number }) => [s.name, s.rows])).toEqual([
        ['A', 2],
        ['B', undefined],
        ['C', 2],
      ])
      expect(sections[1].html).toContain('b.yaml:5:3: error KQL')
      expect(sections[0].html).toContain('about A')
    })
  })

  test('the time of the run is fixed where none is given', async () => {
    await inFolder({}, async (folder) => {
      const { opened } = await kqlc(['query', 'T', '--report', `${folder}/page.html`])
      const { now, sections } = JSON.parse(readFileSync(`${folder}/page.html`, 'utf8'))
      expect(opened).toEqual([{ now }])
      expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(600_000)
      expect(sections[0].name).toBe('Query')
    })
  })

  test('no page where the store can not be opened; a folder, Parquet are mistakes of the user', async () => {
    await inFolder({}, async (folder) => {
      mkdirSync(`${folder}/is-one`)
      expect((await kqlc(['query', 'T', '--data', 'none', '--report', `${folder}/page.html`])).code).toBe(2)
      const wrong = await kqlc(['query', 'T', '--report', `${folder}/is-one`])
      expect([wrong.code, wrong.opened, wrong.err]).toEqual([2, [], expect.stringContaining('this is a folder')])
      expect((await kqlc(['query', 'T', '--report', 'x.html', '--format', 'parquet', '-o', `${folder}/x.parquet`])).code).toBe(2)
      expect((await kqlc(['query', 'T', '--report', `${folder}/page.html/\0/x`])).code).toBe(2)
      expect(existsSync(`${folder}/page.html`)).toBe(false)
      expect(readdirSync(folder)).toEqual(['is-one'])
    })
  })
})

test('bars are in the order that a query gives its rows', async () => {
  const real = library as unknown as Library
  const bars = async (kql: string) => {
    const { err } = await runCommand(
      ['query', `datatable(Door:string, N:long)["b", 2, "a", 3, "c", 1] | ${kql} render barchart`, '--chart'],
      real,
    )
    return err.match(/^\w/gm)
  }
  expect(await bars('')).toEqual(['a', 'b', 'c'])
  expect(await bars('sort by Door desc |')).toEqual(['c', 'b', 'a'])
  expect(await bars('top 2 by N asc |')).toEqual(['c', 'b'])
})

test('a real page of a real rule, with the series that its result has lost', async () => {
  const query = [
    'range i from 0 to 47 step 1 | mv-expand range(1, iff(i == 30, 30, 2 + i % 2), 1)',
    '| make-series Opened = count() on At = datetime(2026-01-01) + i * 1h from datetime(2026-01-01) to datetime(2026-01-03) step 1h',
    '| extend flag = series_decompose_anomalies(Opened) | mv-expand At to typeof(datetime), flag to typeof(long) | where flag > 0 | project At',
  ].join('\n')
  const page = (text: string) => JSON.parse(/<script type="application\/json">(.*?)<\/script>/.exec(text)?.[1] ?? 'null')
  await inFolder({ 'doors.kql': query }, async (folder) => {
    const real = library as unknown as Library
    const args = ['run', `${folder}/doors.kql`, '--chart', '--report', `${folder}/page.html`, '--format', 'csv']
    const { code, out, err } = await runCommand(args, real, { columns: 80 })
    expect([code, out]).toEqual([0, 'At\r\n2026-01-02T06:00:00.0000000Z\r\n'])
    expect(err).toMatch(/Opened over At \(UTC\) {2}⠄⠄ baseline {2}● anomaly above/)
    const { series } = page(readFileSync(`${folder}/page.html`, 'utf8'))
    const marks = series.find((s: { role: string }) => s.role === 'anomalies')
    expect(marks).toMatchObject({ x: [Date.UTC(2026, 0, 2, 6)], y: [30] })
    expect(series.map((s: { x: number[] }) => s.x.length)).toEqual([48, 48, 1])
  })
})
