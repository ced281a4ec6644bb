/** The chart that a query's `render` asks for, from its result. */
import type { QueryResult, Render } from '../api.ts'
import { seriesDecomposeAnomalies } from '../series/index.ts'
import { anomaliesOf, type Chart, type Charted, type ChartSeries, MOST_AXES } from './chart.ts'
import { type ChartColumns, columnsOf } from './columns.ts'
import { byName, categoryOrder, largest, rearranged } from './order.ts'
import { type Properties, propertiesOf } from './properties.ts'
import { accumulated, percentages, sameSteps } from './stack.ts'
import { nameOf, numberOf } from './values.ts'

/** More series than this are no picture. */
const MOST_SERIES = 40
/** More points than this make a page that a browser opens slowly. */
const MOST_READ = 50_000
const MOST_CATEGORIES = 60
/** As many as there are colours, and one for the others. */
const MOST_SLICES = 11
const MOST_PANELS = 5

interface Line {
  readonly name: string
  readonly x: number[]
  readonly y: (number | null)[]
  readonly flags: (number | null)[]
  /** The place of its measure among the measures. */
  readonly measure: number
}

/** The chart of a result; undefined where its query has no `render`, or one of a table. */
export const chartOfResult = (result: QueryResult): Charted | undefined => {
  const { render } = result
  const properties = render && propertiesOf(render)
  if (!render || !properties) return undefined
  if (result.rows.length === 0) return { note: `render ${render.kind}: the result is empty` }
  const columns = columnsOf(result, properties, {
    timed: render.kind === 'timechart' || render.kind === 'anomalychart',
    flagged: render.kind === 'anomalychart',
  })
  if (!columns) return { note: `render ${render.kind}: the result has no columns for the axes` }
  const notes = columns.unknown.map((name) => `The result has no column '${name}'.`)
  const drawn = properties.kind === 'pie' ? pie(result, columns, notes) : lines(result, columns, properties, render, notes)
  return drawn.series.every((s) => s.y.every((y) => y === null))
    ? { note: `render ${render.kind}: no row has a value for both axes` }
    : { chart: { ...frame(result, columns, properties), ...drawn, notes } }
}

const unitOf = (result: QueryResult, at: number): string => (result.columns[at]?.type === 'timespan' ? ' (s)' : '')

const titleOf = (result: QueryResult, at: number): string => `${result.columns[at]?.name ?? ''}${unitOf(result, at)}`

/** All of a chart but what is drawn. */
const frame = (result: QueryResult, { x, ys }: ChartColumns, p: Properties): Omit<Chart, 'series' | 'notes'> => ({
  kind: p.kind,
  title: p.title,
  x: { scale: 'category', title: p.xtitle ?? titleOf(result, x), log: p.xlog, categories: [] },
  y: {
    title: p.ytitle ?? (ys.length === 1 || p.kind === 'pie' ? titleOf(result, ys[0] ?? 0) : ''),
    log: p.ylog,
    min: p.ymin,
    max: p.ymax,
  },
  stack: p.stack,
  legend: p.legend,
  panels: [''],
  ownAxes: p.split === 'axes',
})

type Drawn = Pick<Chart, 'series'> & Partial<Chart>

const lines = (result: QueryResult, columns: ChartColumns, p: Properties, render: Render, notes: string[]): Drawn => {
  const discrete = p.kind === 'bar' || (p.kind === 'column' && columns.xKind !== 'time' && columns.xKind !== 'times')
  const named = columns.xKind === 'text' || discrete
  const places = new Map<string, number>()
  const all = readLines(result, columns, notes, (cell) => {
    if (!named) return numberOf(cell)
    const name = nameOf(cell)
    if (!places.has(name)) places.set(name, places.size)
    return places.get(name) as number
  })
  const kept = largest(all, MOST_SERIES)
  if (kept.length < all.length) notes.push(`${kept.length} of ${all.length} series are drawn, those with the largest values.`)
  const read = render.sorted ? kept : byName(kept)
  const names = [...places.keys()]
  const order = render.sorted ? names.map((_, i) => i) : categoryOrder(names, columns.xKind, read)
  const sorted = named ? rearranged(read, order) : p.kind === 'scatter' ? read : read.map(inOrder)
  const summed = p.accumulate ? sorted.map((l) => ({ ...l, y: accumulated(l.y) })) : sorted
  const stacks = p.stack === 'none' || p.kind === 'line' || p.kind === 'scatter' ? summed : sameSteps(summed)
  const shown = p.stack === 'stacked100' && stacks !== summed ? percentages(stacks) : stacks
  const split = p.split === 'panels' && shown.length > 1 ? panelsOf(result, columns, shown, notes) : undefined
  if (p.split === 'axes' && shown.length > MOST_AXES) notes.push(`From the ${MOST_AXES}th on, series share an axis.`)
  const series = shown
    .map((l, i): ChartSeries & Pick<Line, 'flags'> => ({ ...l, role: 'value', panel: split?.panelOf(l, i) ?? 0 }))
    .filter((l) => l.panel < MOST_PANELS)
  const marks = render.kind === 'anomalychart' ? anomalies(series, columns, notes) : []
  const fewer = named ? cutCategories([...series, ...marks], names.length, notes) : [...series, ...marks]
  const scale = named ? 'category' : columns.xKind === 'time' || columns.xKind === 'times' ? 'time' : 'number'
  return {
    series: fewer.map(({ name, role, panel, x, y, weight }) => ({ name, role, panel, x, y, ...(weight ? { weight } : {}) })),
    ...(split ? { panels: split.titles } : {}),
    x: { ...frame(result, columns, p).x, scale, categories: order.slice(0, MOST_CATEGORIES).map((at) => names[at] as string) },
    stack: stacks === summed ? 'none' : p.stack,
  }
}

/** The rows as lines: one for each measure of each group, in the order in which they come. */
const readLines = (result: QueryResult, columns: ChartColumns, notes: string[], position: (cell: unknown) => number | null): Line[] => {
  const { x, xKind, ys, series, anomalies } = columns
  const found = new Map<string, Line>()
  let points = 0
  const lineOf = (row: readonly unknown[], measure: number): Line => {
    const group = series.map((at) => nameOf(row[at])).join(', ')
    const own = ys.length > 1 || group === '' ? titleOf(result, ys[measure] as number) : ''
    const name = [group, own].filter(Boolean).join(': ')
    const known = found.get(name)
    if (known) return known
    const line: Line = { name, x: [], y: [], flags: [], measure }
    found.set(name, line)
    return line
  }
  const arrays = xKind === 'times' || xKind === 'numbers'
  const list = (cell: unknown): readonly unknown[] => (arrays ? (Array.isArray(cell) ? cell : []) : [cell])
  for (const row of result.rows) {
    if (points >= MOST_READ) break
    const at = list(row[x])
    for (const [measure, y] of ys.entries()) {
      const line = lineOf(row, measure)
      const values = list(row[y])
      const flags = list(row[anomalies[measure] ?? -1])
      for (let i = 0; i < at.length && points < MOST_READ; i++) {
        const place = position(at[i])
        if (place === null) continue
        line.x.push(place)
        line.y.push(numberOf(values[i]))
        line.flags.push(numberOf(flags[i]))
        points++
      }
    }
  }
  if (points >= MOST_READ) notes.push(`Only the first ${MOST_READ.toLocaleString('en')} points are drawn.`)
  return [...found.values()]
}

/** Rows may come in any order; a line goes from left to right. */
const inOrder = (line: Line): Line => {
  if (line.x.every((x, i) => i === 0 || x >= (line.x[i - 1] as number))) return line
  const order = line.x.map((_, i) => i).sort((a, b) => (line.x[a] as number) - (line.x[b] as number))
  const pick = <T>(list: readonly T[]): T[] => order.map((i) => list[i] as T)
  return { ...line, x: pick(line.x), y: pick(line.y), flags: pick(line.flags) }
}

/** A panel for each measure or, where there is one measure, for each group. */
const panelsOf = (result: QueryResult, { ys }: ChartColumns, found: readonly Line[], notes: string[]) => {
  const titles = ys.length > 1 ? ys.map((y) => titleOf(result, y)) : found.map((l) => l.name)
  if (titles.length > MOST_PANELS) notes.push(`${MOST_PANELS} of ${titles.length} panels are drawn.`)
  return { titles: titles.slice(0, MOST_PANELS), panelOf: (line: Line, i: number) => (ys.length > 1 ? line.measure : i) }
}

/** Marked points of an anomaly chart: those of the columns that the query names, else those that the decomposition finds. */
const anomalies = (series: readonly (ChartSeries & Pick<Line, 'flags'>)[], columns: ChartColumns, notes: string[]): ChartSeries[] => {
  if (columns.anomalies.length > 0) return series.flatMap((s) => anomaliesOf(s, s.flags, undefined) ?? [])
  notes.push('The query names no anomaly columns: the marked points are those of series_decompose_anomalies with its defaults.')
  return series.flatMap((s) => {
    const found = seriesDecomposeAnomalies(Float64Array.from(s.y, (y) => y ?? Number.NaN))
    return (found && anomaliesOf(s, [...found.flag], [...found.score])) ?? []
  })
}

const cutCategories = <T extends ChartSeries>(series: readonly T[], categories: number, notes: string[]): T[] => {
  if (categories <= MOST_CATEGORIES) return [...series]
  notes.push(`The first ${MOST_CATEGORIES} of ${categories} values of the axis are drawn.`)
  return series.map((s) => {
    const kept = s.x.flatMap((x, i) => (x < MOST_CATEGORIES ? [i] : []))
    return { ...s, x: kept.map((i) => s.x[i] as number), y: kept.map((i) => s.y[i] as number | null) }
  })
}

/** Slices by name, the largest first, small ones together. */
const pie = (result: QueryResult, { x, ys }: ChartColumns, notes: string[]): Drawn => {
  const sums = new Map<string, number>()
  for (const row of result.rows) {
    const value = numberOf(row[ys[0] ?? -1])
    const name = nameOf(row[x])
    if (value !== null && value > 0) sums.set(name, (sums.get(name) ?? 0) + value)
    else if (value !== null && value < 0 && notes.length === 0) notes.push('Negative values have no slice.')
  }
  const slices = [...sums].sort((a, b) => b[1] - a[1])
  const kept = slices.length > MOST_SLICES ? slices.slice(0, MOST_SLICES - 1) : slices
  const rest = slices.slice(kept.length)
  if (rest.length > 0) kept.push([`${rest.length} others`, rest.reduce((sum, [, value]) => sum + value, 0)])
  const title = titleOf(result, x)
  return {
    series: [{ name: title, role: 'value', panel: 0, x: kept.map((_, i) => i), y: kept.map(([, value]) => value) }],
    x: { scale: 'category', title, log: false, categories: kept.map(([name]) => name) },
  }
}
