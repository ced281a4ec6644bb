/** The chart of a series that a query decomposes: the series, what was expected, and the points that stand out. */
import type { SeriesView } from '../api.ts'
import { anomaliesOf, type Chart, type ChartSeries } from './chart.ts'
import { nameOf, numberOf } from './values.ts'

const FORECAST = 'series_decompose_forecast'

/** Undefined where no group has a point. */
export const chartOfSeries = (view: SeriesView): Chart | undefined => {
  const groups = view.groups.filter((g) => g.values.length > 0)
  if (groups.length === 0) return undefined
  const name = view.name ?? 'series'
  const numbers = (list: readonly unknown[] | undefined) => list?.map(numberOf)
  const isTime = groups.some((g) => typeof g.axis?.[0] === 'string' && g.axis[0].endsWith('Z'))
  const series = groups.flatMap((g, panel): ChartSeries[] => {
    const x = g.values.map((_, i) => numberOf(g.axis?.[i] ?? i) ?? i)
    const value: ChartSeries = { name, role: 'value', panel, x, y: g.values.map(numberOf) }
    const baseline: ChartSeries = {
      name: view.function === FORECAST ? 'forecast' : 'baseline',
      role: 'baseline',
      panel,
      x,
      y: g.baseline.map(numberOf),
    }
    const marks = anomaliesOf(value, numbers(g.anomalies) ?? [], numbers(g.scores))
    return [value, baseline, ...(marks ? [marks] : [])]
  })
  return {
    kind: 'line',
    title: '',
    x: { scale: isTime ? 'time' : 'number', title: view.axis ?? 'bin', log: false, categories: [] },
    y: { title: name, log: false },
    stack: 'none',
    legend: true,
    panels: view.keys.length === 0 ? groups.map(() => '') : groups.map((g) => g.keys.map(nameOf).join(', ')),
    ownAxes: false,
    series,
    notes: view.more
      ? [
          `The ${groups.length} series ${series.some((s) => s.role === 'anomalies') ? 'with the most anomalies' : ''} are drawn; there are more.`.replace(
            '  ',
            ' ',
          ),
        ]
      : [],
  }
}
