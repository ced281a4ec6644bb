/** One series as a strip of the terminal: its line, dotted what was expected, circles where it stands out. */
import { width } from '../../text/index.ts'
import type { Chart, ChartSeries } from '../chart.ts'
import { short } from '../numbers.ts'
import { canvas } from './canvas.ts'
import type { Paint } from './index.ts'
import { oneLine } from './one-line.ts'

export interface Strip {
  readonly value: ChartSeries
  readonly baseline: ChartSeries | undefined
  readonly anomalies: ChartSeries | undefined
}

type Range = readonly [number, number]

const rangeOf = (list: Iterable<number | null>): Range | undefined => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of list) {
    if (value === null) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return least > most ? undefined : [least, most]
}

/** Times at the ends and in the middle of the axis: with the day, and the time of day where the axis is short. */
const placeText = (chart: Chart, at: number, [from, to]: Range): string => {
  if (chart.x.scale === 'category') return oneLine(chart.x.categories[Math.round(at)] ?? '')
  if (chart.x.scale === 'number') return short(at)
  const iso = new Date(at).toISOString()
  const days = (to - from) / 86_400_000
  if (days === 0) return iso.slice(0, 19).replace('T', ' ')
  if (days > 60) return iso.slice(0, 10)
  return days > 0.01 ? iso.slice(5, 16).replace('T', ' ') : iso.slice(11, 19)
}

/** Texts below the axis: at its left, middle and right end, as many as there is room for. */
const ticks = (chart: Chart, range: Range, columns: number): string => {
  const [from, to] = range
  const [left, middle, right] = [from, (from + to) / 2, to].map((at) => placeText(chart, at, range)) as [string, string, string]
  if (from === to) return left
  const gap = columns - width(left) - width(right)
  if (gap < 2) return left
  if (gap < width(middle) + 4) return left + ' '.repeat(gap) + right
  const before = Math.floor((columns - width(middle)) / 2) - width(left)
  return left + ' '.repeat(Math.max(before, 1)) + middle + ' '.repeat(Math.max(gap - Math.max(before, 1) - width(middle), 1)) + right
}

/** Dots of a bar: some of the room up to the next one. */
const barWidth = (places: readonly number[], [from, to]: Range, dots: number): number => {
  const sorted = [...new Set(places)].sort((a, b) => a - b)
  const gap = Math.min(...sorted.slice(1).map((x, i) => x - (sorted[i] as number)))
  const bars = Number.isFinite(gap) ? (to - from) / gap + 1 : 1
  return Math.max(1, Math.min(Math.floor((dots / bars) * 0.7), 16))
}

/** The lines of a strip of so many columns in all and so many rows of dots. */
export const stripLines = (chart: Chart, { value, baseline, anomalies }: Strip, columns: number, rows: number, paint: Paint): string[] => {
  const xs = rangeOf(value.x)
  const ys = rangeOf([...value.y, ...(baseline?.y ?? [])])
  if (!xs || !ys) return ['(no values)']
  // Zero belongs to the picture unless all lies far from it.
  const low = chart.y.min ?? (ys[0] < ys[1] && ys[0] > 0.6 * ys[1] ? ys[0] : Math.min(ys[0], 0))
  const high = chart.y.max ?? Math.max(ys[1], low === ys[1] ? ys[1] + 1 : ys[1])
  const labels = [high, (high + low) / 2, low].map(short)
  const margin = Math.max(...labels.map(width))
  const room = Math.max(columns - margin - 2, 8)
  const picture = canvas(room, rows)
  const expected = canvas(room, rows)
  const wide = chart.kind === 'column' ? barWidth(value.x, xs, picture.width) : 1
  const dotX = (x: number) => (xs[0] === xs[1] ? 0 : Math.round(((x - xs[0]) / (xs[1] - xs[0])) * (picture.width - wide)))
  const dotY = (y: number) => Math.round((1 - (Math.min(Math.max(y, low), high) - low) / (high - low || 1)) * (picture.height - 1))
  const dots = (s: ChartSeries) =>
    s.x.map((x, i) => (s.y[i] === null || s.y[i] === undefined ? undefined : ([dotX(x), dotY(s.y[i] as number)] as const)))
  const draw = (s: ChartSeries, on: typeof picture, skip?: (x: number) => boolean) => {
    let last: readonly [number, number] | undefined
    for (const dot of dots(s)) {
      if (dot && (chart.kind === 'line' || chart.kind === 'area')) on.line(last ?? dot, dot, skip)
      else if (dot) on.set(...dot)
      if (dot && (chart.kind === 'area' || chart.kind === 'column'))
        for (let i = 0; i < wide; i++) on.line([dot[0] + i, dot[1]], [dot[0] + i, on.height - 1])
      last = dot
    }
  }
  if (baseline) draw(baseline, expected, (x) => x % 4 > 0)
  draw(value, picture)
  const marks = new Map<string, string>()
  for (const [i, dot] of anomalies ? dots(anomalies).entries() : [])
    if (dot) marks.set(`${dot[0] >> 1},${dot[1] >> 2}`, paint.anomaly((anomalies?.weight?.[i] ?? 1) < 0 ? '○' : '●'))
  const lines: string[] = []
  for (let row = 0; row < rows; row++) {
    const label = row === 0 ? labels[0] : row === rows - 1 ? labels[2] : row === rows >> 1 && rows > 4 ? labels[1] : ''
    let line = `${' '.repeat(margin - width(label ?? ''))}${paint.axis(label ?? '')} ${paint.axis(label ? '┤' : '│')}`
    for (let column = 0; column < room; column++) {
      const own = picture.at(column, row)
      const below = expected.at(column, row)
      line += marks.get(`${column},${row}`) ?? (own !== ' ' ? paint.value(own) : below !== ' ' ? paint.baseline(below) : ' ')
    }
    lines.push(line.trimEnd())
  }
  lines.push(`${' '.repeat(margin + 1)}${paint.axis(`└${'─'.repeat(room)}`)}`)
  lines.push(`${' '.repeat(margin + 2)}${paint.axis(ticks(chart, xs, room))}`)
  return lines
}
