/** The axes of a panel: scales, ticks, titles. */
import { type Chart, MOST_AXES } from '../chart.ts'
import { moment, short, shortened } from '../numbers.ts'
import type { Look } from './look.ts'
import type { Option, Place, Shown } from './option.ts'

export interface Axes {
  readonly x: Option
  readonly y: Option | Option[]
  /** Whether a title stands above the y axis. */
  readonly named: boolean
}

const lines = (look: Look): Option => ({
  axisLine: { show: true, onZero: false, lineStyle: { color: look.line } },
  axisTick: { show: true, lineStyle: { color: look.line } },
  axisLabel: { color: look.muted, hideOverlap: true },
  splitLine: { show: false },
})

/** Pixels in which a label, perhaps shortened, can be read as it lies. */
const ROOMY = 110
/** Pixels that a character of a label takes on average. */
const CHARACTER = 7.4

const DAY = 86_400_000

/** The day of times that lie so close together that the ticks may not tell it. */
const dayOf = (shown: readonly Shown[]): string => {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { series } of shown)
    for (const x of series.x) {
      first = Math.min(first, x)
      last = Math.max(last, x)
    }
  return last - first < DAY ? `, ${moment(first).slice(0, 14)}` : ''
}

/** The axis of positions: times, numbers or categories. */
const positions = (chart: Chart, shown: readonly Shown[], { look, width, small }: Place): Option => {
  const { scale, title, log, categories } = chart.x
  const lying = chart.kind === 'bar'
  const base = lines(look)
  const name = {
    name: shortened(title, 60) + (scale === 'time' ? ` (UTC${dayOf(shown)})` : ''),
    nameLocation: lying ? 'start' : 'middle',
    nameGap: lying ? 10 : 30,
    nameTextStyle: { color: look.muted, ...(lying ? { align: 'left', padding: [0, 0, 0, -4] } : {}) },
  }
  if (scale === 'category')
    return { ...base, ...name, type: 'category', data: [...categories], ...categoryAxis(categories, lying, width, look) }
  const label = { color: look.muted, hideOverlap: true }
  if (scale === 'time')
    return {
      ...base,
      ...name,
      type: 'time',
      splitNumber: Math.max(2, Math.round(width / (small ? 90 : 110))),
      axisLabel: { ...label, formatter: TIMES },
    }
  return { ...base, ...name, type: log ? 'log' : 'value', scale: true, axisLabel: { ...label, formatter: short } }
}

/** Days stand out among hours, months among days. */
const TIMES = {
  year: '{yyyy}',
  month: '{MMM} {yyyy}',
  day: '{MMM} {d}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
  second: '{HH}:{mm}:{ss}',
  millisecond: '{HH}:{mm}:{ss}.{SSS}',
  none: '{yyyy}-{MM}-{dd} {HH}:{mm}:{ss}',
}

const categoryAxis = (categories: readonly string[], lying: boolean, width: number, look: Look): Option => {
  const longest = categories.reduce((most, c) => Math.max(most, [...c].length), 0)
  if (lying) {
    const room = Math.max(12, Math.floor(Math.min(width * 0.38, 320) / CHARACTER))
    return {
      inverse: true,
      axisTick: { show: false },
      axisLabel: { color: look.text, interval: 0, formatter: (name: string) => shortened(name, room) },
    }
  }
  const each = (width - 80) / Math.max(categories.length, 1)
  const turned = Math.min(longest * CHARACTER, ROOMY) > each
  return {
    axisTick: { show: true, alignWithLabel: true, lineStyle: { color: look.line } },
    axisLabel: {
      color: look.text,
      interval: (turned ? 16 : 60) < each ? 0 : 'auto',
      rotate: turned ? 40 : 0,
      formatter: (name: string) => shortened(name, turned ? 24 : Math.max(Math.floor(each / CHARACTER) - 1, 8)),
    },
    nameGap: turned ? Math.min(longest, 24) * CHARACTER * 0.64 + 26 : 30,
  }
}

/** Whether a line would lie flat far above zero: then the axis need not begin there. */
const farFromZero = (shown: readonly Shown[]): boolean => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { series } of shown)
    for (const y of series.y) {
      if (y === null) continue
      least = Math.min(least, y)
      most = Math.max(most, y)
    }
  return least > 0 && least < most && least > 0.6 * most
}

const measures = (chart: Chart, shown: readonly Shown[], look: Look, title: string): Option => {
  const { log, min, max } = chart.y
  const percent = chart.stack === 'stacked100'
  const free = chart.kind === 'scatter' || (chart.kind === 'line' && farFromZero(shown))
  return {
    type: log ? 'log' : 'value',
    ...lines(look),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: look.split } },
    splitNumber: 4,
    axisLabel: { color: look.muted, hideOverlap: true, formatter: percent ? (v: number) => `${v} %` : short },
    name: title,
    scale: free && min === undefined,
    // A logarithm has no zero to begin at.
    ...(min === undefined || (log && min <= 0) ? {} : { min }),
    ...(max === undefined ? (percent ? { max: 100, interval: 25 } : {}) : { max }),
  }
}

export const axesOf = (chart: Chart, shown: readonly Shown[], place: Place): Axes => {
  const { look } = place
  const x = positions(chart, shown, place)
  const title = chart.stack === 'stacked100' ? [chart.y.title, 'share in %'].filter(Boolean).join(', ') : chart.y.title
  const above = { nameLocation: 'end', nameGap: 12, nameTextStyle: { color: look.muted, align: 'left', padding: [0, 0, 0, -2] } }
  if (chart.kind === 'bar') {
    const below = { nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: look.muted } }
    return { x: { ...measures(chart, shown, look, title), ...below }, y: { ...x, name: '' }, named: false }
  }
  if (!chart.ownAxes) return { x, y: { ...measures(chart, shown, look, shortened(title, 60)), ...above }, named: title !== '' }
  const own = shown.filter((s) => s.series.role === 'value').slice(0, MOST_AXES)
  const y = own.map((s, i) => ({
    ...measures(chart, [s], look, shortened(s.series.name, 16)),
    ...above,
    nameTextStyle: { color: s.colour, align: i === 0 ? 'left' : 'right' },
    position: i === 0 ? 'left' : 'right',
    offset: i < 2 ? 0 : (i - 1) * 58,
    axisLine: { show: true, lineStyle: { color: s.colour } },
    axisLabel: { color: s.colour, formatter: short },
    splitLine: { show: i === 0, lineStyle: { color: look.split } },
  }))
  return { x, y, named: true }
}
