/** What a chart says about the point under the pointer: text that is drawn, never markup. */
import type { Chart } from '../chart.ts'
import { moment, plain, shortened } from '../numbers.ts'
import type { Option, Place, Shown } from './option.ts'

interface Hover {
  readonly seriesIndex: number
  readonly dataIndex: number
  readonly name?: string
  readonly value?: unknown
  readonly percent?: number
  /** The series' colour as the library writes it in such a text. */
  readonly marker?: unknown
}

/** A name as text: braces are the library's marks of style in what it draws. */
const safe = (text: string): string => text.replaceAll('{', '{\u2060')

/** Values that are listed for one position. */
const MOST_LINES = 12

export const tooltipOf = (chart: Chart, shown: readonly Shown[], { look }: Place): Option => {
  const byItem = chart.kind === 'pie' || chart.kind === 'scatter'
  return {
    trigger: byItem ? 'item' : 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: look.surface,
    borderColor: look.line,
    borderWidth: 1,
    padding: 10,
    textStyle: { color: look.text, fontSize: 12, lineHeight: 18 },
    axisPointer: {
      type: chart.kind === 'bar' || chart.kind === 'column' ? 'shadow' : 'line',
      lineStyle: { color: look.muted },
      snap: true,
    },
    formatter: (hover: Hover | readonly Hover[]) => {
      const list = Array.isArray(hover) ? (hover as readonly Hover[]) : [hover as Hover]
      return chart.kind === 'pie' ? ofSlice(chart, list) : ofPosition(chart, shown, list)
    },
  }
}

const ofSlice = (chart: Chart, [hover]: readonly Hover[]): string =>
  hover ? `${safe(shortened(chart.x.categories[hover.dataIndex] ?? '', 80))}\n${plain(Number(hover.value))} (${hover.percent} %)` : ''

const ofPosition = (chart: Chart, shown: readonly Shown[], list: readonly Hover[]): string => {
  const [first] = list
  const at = first && shown[first.seriesIndex]?.series.x[first.dataIndex]
  if (at === undefined) return ''
  const { scale, title, categories } = chart.x
  const place = scale === 'time' ? `${moment(at)} UTC` : scale === 'number' ? `${title} ${plain(at)}` : shortened(categories[at] ?? '', 80)
  const lines = list.flatMap(({ seriesIndex, dataIndex, marker }) => {
    const colour = typeof marker === 'string' ? marker : ''
    const series = shown[seriesIndex]?.series
    const value = series?.y[dataIndex]
    if (!series || value === null || value === undefined) return []
    const weight = series.weight?.[dataIndex]
    if (weight !== undefined) return [{ value: Number.POSITIVE_INFINITY, text: `${colour}${anomaly(weight)}` }]
    return [{ value, text: `${colour}${safe(shortened(series.name, 48))}: ${plain(value)}${chart.stack === 'stacked100' ? ' %' : ''}` }]
  })
  const most = lines.length > MOST_LINES ? lines.sort((a, b) => b.value - a.value).slice(0, MOST_LINES) : lines
  const rest = lines.length - most.length
  return [safe(place), ...most.map((l) => l.text), ...(rest > 0 ? [`${rest} more`] : [])].join('\n')
}

const anomaly = (weight: number): string => {
  const size = Math.abs(weight)
  return `anomaly ${weight > 0 ? 'above' : 'below'} the baseline${size === 1 ? '' : `, score ${plain(size)}`}`
}
