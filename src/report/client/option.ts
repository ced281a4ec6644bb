/** A chart as options of the chart library: one panel of it. */
import type { EChartsCoreOption } from 'echarts/core'
import { type Chart, type ChartSeries, MOST_AXES } from '../chart.ts'
import { plain, shortened } from '../numbers.ts'
import { axesOf } from './axes.ts'
import { colourOf, dashOf, type Look } from './look.ts'
import { tooltipOf } from './tooltip.ts'

export interface Place {
  /** The page's font: the library measures texts with it. */
  readonly font: string
  readonly look: Look
  /** Width of the panel in pixels. */
  readonly width: number
  /** One of several small panels. */
  readonly small: boolean
}

/** A library option: the library's own types of them are too deep to be of help. */
export type Option = Record<string, unknown>

/** A series that is drawn, with its place among those of values, which decides on its colour. */
export interface Shown {
  readonly series: ChartSeries
  readonly colour: string
  readonly index: number
}

/** Points that are drawn as symbols along a line; beyond, they would hide it. */
const MOST_SYMBOLS = 60
/** So many lines can be told apart at a glance. */
const MOST_SEEN = 4
const ZOOMED_FROM = 150
/** Below this width a pie has its legend below, and this radius. */
const NARROW = 620
const PIE = 110

/** Height of a panel in pixels. */
export const heightOf = (chart: Chart, { width, small }: Pick<Place, 'width' | 'small'>): number => {
  const names = chart.x.categories.length
  if (chart.kind === 'pie') return width < NARROW ? PIE * 2 + 36 + names * 25 : 360
  if (chart.kind !== 'bar') return small ? 210 : 360
  const bars = names * (chart.stack === 'none' ? Math.min(chart.series.length, 6) : 1)
  return 90 + Math.max(bars * 20, names * 24)
}

export const optionOf = (chart: Chart, panel: number, place: Place): EChartsCoreOption => {
  const { look } = place
  let index = -1
  const shown = chart.series
    .filter((s) => s.panel === panel)
    .map((series): Shown => {
      if (series.role === 'value') index++
      const at = Math.max(index, 0) + (chart.panels.length > 1 && !sameNames(chart) ? panel : 0)
      return { series, colour: colourOf(look, series, at), index: at }
    })
  const legend = chart.legend && chart.kind !== 'pie' && shown.length > 1 && !(place.small && panel > 0 && sameNames(chart))
  const zoom = chart.x.scale !== 'category' && !place.small && shown.some((s) => s.series.x.length >= ZOOMED_FROM)
  const common = {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: place.font, color: look.text, fontSize: 12, lineHeight: 17 },
    tooltip: tooltipOf(chart, shown, place),
    legend: { ...legendOf(shown, look), show: legend },
  }
  if (chart.kind === 'pie') return { ...common, legend: pieLegend(chart, shown, place), series: [pieOf(chart, shown, place)] }
  const axes = axesOf(chart, shown, place)
  const top = (legend ? 34 : 8) + (axes.named ? 22 : 6)
  return {
    ...common,
    grid: {
      left: 10,
      right: 18,
      top,
      bottom: (chart.kind === 'bar' ? 34 : 30) + (zoom ? 28 : 0),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: axes.x,
    yAxis: axes.y,
    ...(zoom ? { dataZoom: zoomOf(look) } : {}),
    series: shown.map((s) => seriesOf(chart, s, place, shown.length)),
  }
}

/** Whether all panels show series of the same names, so that one legend is enough. */
const sameNames = ({ panels, series }: Chart): boolean => {
  const names = (panel: number) =>
    series
      .filter((s) => s.panel === panel && s.role !== 'anomalies')
      .map((s) => s.name)
      .join('\n')
  return panels.every((_, i) => names(i) === names(0))
}

const legendOf = (shown: readonly Shown[], look: Look): Option => ({
  type: 'scroll',
  top: 4,
  left: 4,
  right: 8,
  itemWidth: 18,
  itemHeight: 10,
  itemGap: 14,
  icon: undefined,
  pageIconColor: look.text,
  pageIconInactiveColor: look.line,
  pageTextStyle: { color: look.muted },
  inactiveColor: look.line,
  textStyle: { color: look.text },
  // The formatter gives a text, not a template.
  formatter: (name: string) => shortened(name, 40),
  data: shown.map(({ series }) => ({ name: series.name })),
})

const zoomOf = (look: Look): Option[] => [
  { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, filterMode: 'none' },
  {
    type: 'slider',
    height: 18,
    bottom: 6,
    filterMode: 'none',
    showDetail: false,
    brushSelect: false,
    borderColor: 'transparent',
    backgroundColor: look.split,
    fillerColor: `${look.palette[0]}33`,
    dataBackground: { lineStyle: { color: look.line, width: 1 }, areaStyle: { color: look.line, opacity: 0.25 } },
    selectedDataBackground: { lineStyle: { color: look.palette[0], width: 1 }, areaStyle: { opacity: 0 } },
    handleStyle: { color: look.surface, borderColor: look.muted },
    moveHandleSize: 0,
    emphasis: { handleStyle: { borderColor: look.text } },
  },
]

/** Points as the library takes them; bars lie down. A logarithm has no place for what isn't above zero. */
const points = (chart: Chart, { x, y }: ChartSeries): (readonly [number, number | null])[] =>
  x.map((at, i) => {
    const value = y[i] ?? null
    const shown = chart.y.log && value !== null && value <= 0 ? null : value
    return chart.kind === 'bar' ? ([shown as number, at] as const) : ([at, shown] as const)
  })

const seriesOf = (chart: Chart, { series, colour, index }: Shown, place: Place, lines: number): Option => {
  const base = {
    name: series.name,
    data: points(chart, series),
    color: colour,
    yAxisIndex: chart.ownAxes ? Math.min(index, MOST_AXES - 1) : 0,
    // Among many, pointing at a series or at its name in the legend makes the others pale.
    emphasis: { focus: lines <= MOST_SEEN || chart.kind === 'bar' || chart.kind === 'column' ? 'none' : 'series' },
    blur: { lineStyle: { opacity: 0.15 }, itemStyle: { opacity: 0.15 }, areaStyle: { opacity: 0.08 } },
  }
  if (series.role === 'anomalies') return anomaliesOf(base, series, place)
  if (chart.kind === 'scatter')
    return {
      ...base,
      type: 'scatter',
      symbolSize: series.x.length > 500 ? 5 : 8,
      itemStyle: { opacity: 0.75 },
      large: series.x.length > 3000,
    }
  const stack = chart.stack === 'none' ? {} : { stack: 'all', stackStrategy: 'samesign' }
  if (chart.kind === 'bar' || chart.kind === 'column')
    return {
      ...base,
      ...stack,
      type: 'bar',
      yAxisIndex: 0,
      barMaxWidth: chart.kind === 'bar' ? 22 : 46,
      barMinHeight: 1,
      barCategoryGap: '22%',
      barGap: '6%',
    }
  return {
    ...base,
    ...stack,
    type: 'line',
    lineStyle: { width: series.role === 'baseline' ? 1.5 : 1.8, type: dashOf(place.look, series, index) },
    ...symbolsOf(series, lines),
    sampling: series.x.length > 4000 ? 'lttb' : undefined,
    connectNulls: false,
    z: series.role === 'baseline' ? 2 : 3,
    ...(chart.kind === 'area' ? { areaStyle: { opacity: chart.stack === 'none' ? 0.22 : 0.65 } } : {}),
  }
}

/** Points of short lines are marked. A point without neighbours would not be seen in a line, and is marked always. */
const symbolsOf = ({ x, y, role }: ChartSeries, lines: number): Option => {
  const has = (i: number) => y[i] !== null && y[i] !== undefined
  const lonely = new Set(x.flatMap((_, i) => (has(i) && !has(i - 1) && !has(i + 1) ? [i] : [])))
  const few = role === 'value' && lines <= 3 && x.length <= MOST_SYMBOLS
  return {
    symbol: role === 'baseline' && lonely.size === 0 ? 'none' : 'circle',
    showSymbol: few || lonely.size > 0,
    showAllSymbol: true,
    symbolSize: (_: unknown, p: { dataIndex: number }) => (lonely.has(p.dataIndex) ? 7 : few ? 4 : 0),
  }
}

/** Full circles lie above what was expected, hollow ones below. */
const anomaliesOf = (base: Option, series: ChartSeries, { look, small }: Place): Option => ({
  ...base,
  type: 'scatter',
  symbol: 'circle',
  symbolSize: small ? 9 : 12,
  z: 10,
  itemStyle: { color: look.anomaly, borderColor: look.surface, borderWidth: 2, opacity: 1 },
  data: (base.data as unknown[]).map((value, i) =>
    (series.weight?.[i] ?? 1) < 0 ? { value, itemStyle: { color: look.surface, borderColor: look.anomaly, borderWidth: 2.5 } } : value,
  ),
})

/** Where there is no room for labels around a pie, the legend below it has their texts. */
const pieOf = (chart: Chart, [first]: readonly Shown[], { look, width }: Place): Option => {
  const values = first?.series.y ?? []
  const texts = sliceTexts(chart, first)
  const narrow = width < NARROW
  return {
    type: 'pie',
    radius: narrow ? [PIE * 0.46, PIE * 0.92] : ['34%', '68%'],
    center: narrow ? ['50%', PIE + 8] : ['50%', '52%'],
    data: values.map((value, i) => ({
      value: value ?? 0,
      // Names are keys to the library: two slices may look alike.
      name: String(i),
      itemStyle: { color: look.palette[i] ?? look.baseline },
    })),
    itemStyle: { borderColor: look.surface, borderWidth: 1.5 },
    label: { show: !narrow, color: look.text, lineHeight: 17, formatter: (p: { dataIndex: number }) => texts[p.dataIndex] },
    labelLine: { lineStyle: { color: look.line } },
  }
}

const sliceTexts = (chart: Chart, shown: Shown | undefined): string[] => {
  const values = shown?.series.y ?? []
  const sum = values.reduce((total: number, v) => total + (v ?? 0), 0) || 1
  return values.map((v, i) => `${shortened(chart.x.categories[i] ?? '', 36)}  ${plain(v ?? 0)} (${((100 * (v ?? 0)) / sum).toFixed(1)} %)`)
}

const pieLegend = (chart: Chart, [first]: readonly Shown[], { look, width }: Place): Option => {
  const texts = sliceTexts(chart, first)
  return {
    show: chart.legend && width < NARROW,
    type: 'plain',
    orient: 'vertical',
    top: PIE * 2 + 24,
    left: 0,
    itemWidth: 12,
    itemHeight: 12,
    itemGap: 8,
    textStyle: { color: look.text },
    formatter: (name: string) => texts[Number(name)] ?? '',
    data: texts.map((_, i) => ({ name: String(i) })),
  }
}
