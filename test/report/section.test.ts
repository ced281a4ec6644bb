/** Which charts a rule gets. */
import { expect, test } from 'vitest'
import type { SeriesView } from '../../src/api.ts'
import { chartsOf } from '../../src/report/section.ts'
import { at, result } from './result.ts'

const view = (name: string): SeriesView => ({
  function: name,
  name: 'N',
  axis: 'At',
  keys: ['Door'],
  groups: [
    { keys: ['north'], axis: [at(1), at(2)], values: [1, 9], baseline: [1, 1], anomalies: [0, 1], scores: [0, 4] },
    { keys: ['south'], axis: undefined, values: [3, null], baseline: [3, 3], anomalies: undefined, scores: undefined },
    { keys: ['none'], axis: [], values: [], baseline: [], anomalies: [], scores: [] },
  ],
  more: true,
})
const [ANOMALIES, PLAIN] = [view('series_decompose_anomalies'), view('series_decompose')]
const titles = (...args: Parameters<typeof chartsOf>) => chartsOf(...args).charts.map((c) => c.title)

test('a panel for each group that has points', () => {
  const { charts } = chartsOf({ result: undefined, series: [ANOMALIES] })
  expect(charts).toMatchObject([{ kind: 'line', panels: ['north', 'south'], x: { scale: 'time', title: 'At' }, y: { title: 'N' } }])
  expect(charts[0]?.series.map((s) => [s.panel, s.role])).toEqual([
    [0, 'value'],
    [0, 'baseline'],
    [0, 'anomalies'],
    [1, 'value'],
    [1, 'baseline'],
  ])
  expect(charts[0]?.series[2]).toMatchObject({ x: [Date.UTC(2026, 0, 2)], y: [9], weight: [4] })
  expect(charts[0]?.notes).toEqual(['The 2 series with the most anomalies are drawn; there are more.'])
})

test('a decomposition is drawn unless the chart that the query asks for has it', () => {
  const arrays = [
    [
      [at(1), at(2)],
      [1, 9],
      [0, 1],
    ],
  ]
  const asked = (render: string) => result('At:dynamic N:dynamic Odd:dynamic', arrays, render)
  const series = [ANOMALIES]
  expect(titles({ result: asked('anomalychart with (title="asked")'), series })).toEqual(['asked'])
  expect(titles({ result: asked('timechart with (title="asked")'), series })).toEqual(['asked', ''])
  expect(titles({ result: asked('timechart with (title="asked")'), series: [PLAIN] })).toEqual(['asked'])
  expect(titles({ result: result('At:datetime N:long', [[at(1), 1]], 'timechart with (title="asked")'), series: [PLAIN] })).toEqual([
    'asked',
    '',
  ])
  expect(titles({ result: result('A:long', [[1]]), series })).toEqual([''])
})
