/** Charts in the terminal. */
import { describe, expect, test } from 'vitest'
import type { SeriesView } from '../../src/api.ts'
import { drawCharts } from '../../src/report/index.ts'
import { width } from '../../src/text/index.ts'
import { at, result } from './result.ts'

const plain = { columns: 60, colours: false }
const HOURS = Array.from({ length: 40 }, (_, i) => i)
const VIEW: SeriesView = {
  function: 'series_decompose_anomalies',
  name: 'Total',
  axis: 'At',
  keys: [],
  groups: [
    {
      keys: [],
      axis: HOURS.map((h) => at(1 + Math.floor(h / 24), h % 24)),
      values: HOURS.map((h) => (h === 20 ? 100 : h === 30 ? 0 : 50)),
      baseline: HOURS.map(() => 50),
      anomalies: HOURS.map((h) => (h === 20 ? 1 : h === 30 ? -1 : 0)),
      scores: HOURS.map(() => 3),
    },
  ],
  more: false,
}

describe('a line', () => {
  test('anomalies are marked at their place, above and below', () => {
    const text = drawCharts({ result: undefined, series: [VIEW] }, plain)
    const lines = text.trimEnd().split('\n')
    expect(lines[0]).toBe('Total over At (UTC)  ⠄⠄ baseline  ● anomaly above  ○ below')
    expect(lines.slice(1).filter((l) => l.includes('●'))).toEqual([lines[1]])
    expect(lines.slice(1).filter((l) => l.includes('○'))).toEqual([lines[8]])
    expect(lines[1]).toMatch(/^100 ┤/)
    expect(lines[8]).toMatch(/^ {2}0 ┤/)
    // The 20th of 39 steps is in the middle.
    expect(Math.abs((lines[1]?.indexOf('●') ?? 0) - 5 - 27)).toBeLessThan(2)
    expect(lines.at(-1)).toMatch(/^ {5}01-01 00:00 +01-01 19:30 +01-02 15:00$/)
    expect(lines.every((l) => width(l) <= 60)).toBe(true)
  })

  test('colours add nothing that is not there without them', () => {
    const coloured = drawCharts({ result: undefined, series: [VIEW] }, { columns: 60, colours: true })
    expect(coloured).toContain('\u001b[31m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(drawCharts({ result: undefined, series: [VIEW] }, plain))
  })

  test('one point, no points, a flat line', () => {
    const draw = (rows: readonly (readonly unknown[])[]) =>
      drawCharts({ result: result('At:datetime N:long', rows, 'timechart'), series: [] }, plain)
    expect(draw([[at(1), 5]])).toMatch(/5 ┤[\u2801-\u28ff]/)
    expect(draw([])).toBe('render timechart: the result is empty\n')
    expect(
      draw([
        [at(1), 0],
        [at(2), 0],
      ]),
    ).toMatch(/0 ┤[\u2801-\u28ff]+/)
  })

  test('names steer no terminal', () => {
    const evil = '\u001b[2J\r\n\u0007'
    const rows = [
      [`a${evil}`, 1, evil],
      [`b${evil}`, 2, evil],
    ]
    const drawn = drawCharts({ result: result('G:string N:long H:string', rows, 'linechart'), series: [] }, plain)
    expect(drawn).toContain('a [2J')
    expect(drawn.replaceAll('\n', '')).toMatch(/^\P{Cc}+$/u)
  })

  test('many series are strips below each other, the rest is counted', () => {
    const rows = HOURS.map((i) => [at(1), `g${i}`, i])
    expect(drawCharts({ result: result('At:datetime G:string N:long', rows, 'timechart'), series: [] }, plain)).toContain(
      '… 34 more series',
    )
  })
})

test('categories are bars, as long as their values', () => {
  const rows = [
    ['first', 40],
    ['second\u001b[31m', 20],
    ['none', 0],
  ]
  const text = drawCharts({ result: result('G:string N:long', rows, 'columnchart with (title="Bars")'), series: [] }, plain)
  const [title, ...bars] = text.trimEnd().split('\n')
  expect(title).toBe('Bars')
  const blocks = bars.map((l) => l.replace(/[^█]/g, '').length)
  expect(Math.abs((blocks[0] ?? 0) - 2 * (blocks[1] ?? 0))).toBeLessThan(2)
  expect(blocks[2]).toBe(0)
  expect(text).not.toContain('\u001b')
})

test('nothing where there is nothing to draw', () => {
  expect(drawCharts({ result: result('A:long', [[1]]), series: [] }, plain)).toBe('')
})
