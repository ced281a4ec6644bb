/** The properties of a `render`, read from how they are written. */
import type { Render } from '../api.ts'
import { isStringStart, stringValue } from '../kql/index.ts'
import type { Chart, ChartKind } from './chart.ts'

export interface Properties {
  readonly kind: ChartKind
  readonly stack: Chart['stack']
  readonly title: string
  readonly xtitle: string | undefined
  readonly ytitle: string | undefined
  readonly xcolumn: string | undefined
  readonly ycolumns: readonly string[]
  readonly series: readonly string[]
  readonly anomalycolumns: readonly string[]
  readonly ymin: number | undefined
  readonly ymax: number | undefined
  readonly xlog: boolean
  readonly ylog: boolean
  readonly legend: boolean
  readonly accumulate: boolean
  readonly split: 'none' | 'axes' | 'panels'
}

const KINDS: Readonly<Record<string, ChartKind>> = {
  timechart: 'line',
  linechart: 'line',
  anomalychart: 'line',
  areachart: 'area',
  stackedareachart: 'area',
  barchart: 'bar',
  columnchart: 'column',
  piechart: 'pie',
  scatterchart: 'scatter',
}

/** A string literal's value, anything else as it is written. */
const textOf = (written: string | undefined): string | undefined => {
  const text = written?.trim()
  return text !== undefined && isStringStart(text, 0) ? stringValue(text) : text
}

const NAME = /\[\s*(?:"([^"]*)"|'([^']*)')\s*\]|"([^"]*)"|'([^']*)'|([^,\s]+)/g

const namesOf = (written: string | undefined): string[] =>
  [...(written ?? '').matchAll(NAME)].map((m) => m.slice(1).find((part) => part !== undefined) ?? '')

const numberIn = (written: string | undefined): number | undefined => {
  const text = textOf(written) ?? ''
  const number = Number(/^(?:real|double|long|int)\((.*)\)$/.exec(text)?.[1] ?? text)
  return text === '' || !Number.isFinite(number) ? undefined : number
}

/** What a `render` asks for; undefined where it asks for no chart that is drawn here (`table`, `card` …). */
export const propertiesOf = ({ kind, properties: p }: Render): Properties | undefined => {
  const chart = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (!chart) return undefined
  const word = (name: string) => textOf(p[name])?.toLowerCase() ?? ''
  const stacked = kind === 'stackedareachart' ? 'stacked' : word('kind')
  const split = word('ysplit')
  return {
    kind: chart,
    stack: stacked === 'stacked' || stacked === 'stacked100' ? stacked : 'none',
    title: textOf(p.title) ?? '',
    xtitle: textOf(p.xtitle),
    ytitle: textOf(p.ytitle),
    xcolumn: namesOf(p.xcolumn)[0],
    ycolumns: namesOf(p.ycolumns),
    series: namesOf(p.series ?? p.by),
    anomalycolumns: namesOf(p.anomalycolumns),
    ymin: numberIn(p.ymin),
    ymax: numberIn(p.ymax),
    xlog: word('xaxis') === 'log',
    ylog: word('yaxis') === 'log',
    legend: word('legend') !== 'hidden',
    accumulate: word('accumulate') === 'true',
    split: split === 'axes' || split === 'panels' ? split : 'none',
  }
}
