/** Categories as lying bars of block characters. */
import { cut, width } from '../../text/index.ts'
import type { Chart } from '../chart.ts'
import { plain } from '../numbers.ts'
import type { Paint } from './index.ts'
import { oneLine } from './one-line.ts'

/** Eighths of a character. */
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const MOST_BARS = 30

const bar = (share: number, columns: number): string => {
  const eighths = Math.max(Math.round(share * columns * 8), share > 0 ? 1 : 0)
  return '█'.repeat(eighths >> 3) + PARTS[eighths & 7]
}

export const barLines = (chart: Chart, columns: number, paint: Paint): string[] => {
  const values = chart.series.filter((s) => s.role === 'value')
  const several = values.length > 1
  const bars = chart.x.categories.flatMap((category, at) =>
    values.flatMap((s) => {
      const i = s.x.indexOf(at)
      const value = i < 0 ? null : (s.y[i] ?? null)
      return value === null ? [] : [{ name: several ? `${category} ${s.name}` : category, value }]
    }),
  )
  const shown = bars.slice(0, MOST_BARS)
  const most = Math.max(...shown.map((b) => Math.abs(b.value)), 0)
  const numbers = shown.map((b) => plain(b.value))
  const right = Math.max(...numbers.map(width), 1)
  const names = shown.map((b) => cut(oneLine(b.name), Math.floor(columns / 3)))
  const left = Math.max(...names.map(width), 1)
  const room = Math.max(columns - left - right - 3, 4)
  const lines = shown.map((b, i) => {
    const [name = '', number = ''] = [names[i], numbers[i]]
    const pad = `${' '.repeat(left - width(name))} ${' '.repeat(right - width(number))}`
    return `${name}${pad}${number} ${paint.value(bar(most === 0 ? 0 : Math.abs(b.value) / most, room))}`.trimEnd()
  })
  return bars.length > shown.length ? [...lines, paint.axis(`… ${bars.length - shown.length} more`)] : lines
}
