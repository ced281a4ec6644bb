/** Charts for the terminal, in Unicode characters; they say the same with and without colours. */
import picocolors from 'picocolors'
import { cut } from '../../text/index.ts'
import type { Chart } from '../chart.ts'
import { chartsOf, type ReportEntry } from '../section.ts'
import { barLines } from './bars.ts'
import { oneLine } from './one-line.ts'
import { type Strip, stripLines } from './strip.ts'

export interface DrawOptions {
  /** Characters of a line. */
  readonly columns: number
  readonly colours: boolean
}

type Colour = (text: string) => string

export interface Paint {
  readonly value: Colour
  readonly baseline: Colour
  readonly anomaly: Colour
  readonly axis: Colour
  readonly title: Colour
}

/** Strips of one chart; more is the work of the page. */
const MOST_STRIPS = 6
const WIDEST = 160

const paintOf = (colours: boolean): Paint => {
  const c = picocolors.createColors(colours)
  return { value: c.cyan, baseline: c.yellow, anomaly: (text) => c.bold(c.red(text)), axis: c.dim, title: c.bold }
}

const stripsOf = ({ series }: Chart): Strip[] =>
  series
    .filter((s) => s.role === 'value')
    .map((value) => ({
      value,
      baseline: series.find((s) => s.role === 'baseline' && s.panel === value.panel),
      anomalies: series.find((s) => s.role === 'anomalies' && s.panel === value.panel),
    }))

const markKeys = (anomalies: Strip['anomalies'], paint: Paint): string[] => {
  const below = anomalies?.weight?.some((w) => w < 0)
  const above = anomalies?.weight?.some((w) => w > 0)
  return [above ? `${paint.anomaly('●')} anomaly above` : '', below ? `${paint.anomaly('○')} ${above ? '' : 'anomaly '}below` : '']
}

const chartLines = (chart: Chart, columns: number, paint: Paint): string[] => {
  const heading = chart.title === '' ? [] : [paint.title(cut(oneLine(chart.title), columns))]
  const notes = chart.notes.map((note) => paint.axis(cut(oneLine(note), columns)))
  const lying = chart.x.scale === 'category' && chart.kind !== 'line' && chart.kind !== 'area' && chart.kind !== 'scatter'
  if (lying) return [...heading, ...barLines(chart, columns, paint), ...notes]
  const strips = stripsOf(chart)
  const shown = strips.slice(0, MOST_STRIPS)
  const over = ` over ${chart.x.title}${chart.x.scale === 'time' ? ' (UTC)' : ''}`
  const lines = shown.flatMap((strip) => {
    const { value, baseline, anomalies } = strip
    const name = cut(
      oneLine([...new Set([chart.panels[value.panel], value.name, chart.y.title])].filter(Boolean).join(': ') + over),
      Math.max(columns - 30, 20),
    )
    const key = [baseline ? `${paint.baseline('⠄⠄')} ${baseline.name}` : '', ...markKeys(anomalies, paint)].filter(Boolean)
    return [[paint.title(name), ...key].join('  '), ...stripLines(chart, strip, columns, shown.length > 1 ? 4 : 8, paint)]
  })
  const more = strips.length - shown.length
  return [...heading, ...lines, ...(more > 0 ? [paint.axis(`… ${more} more series`)] : []), ...notes]
}

/** The charts of a result as lines of text; empty where there are none. */
export const drawCharts = (entry: Pick<ReportEntry, 'result' | 'series'>, { columns, colours }: DrawOptions): string => {
  const paint = paintOf(colours)
  const { charts, notes } = chartsOf(entry)
  const blocks = [
    ...charts.map((chart) => chartLines(chart, Math.min(columns, WIDEST) - 1, paint)),
    ...notes.map((note) => [paint.axis(oneLine(note))]),
  ]
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')
}
