/** One rule in a report: made as soon as its result is there, so that the rows needn't be kept. */
import type { QueryResult, SeriesView } from '../api.ts'
import type { Chart } from './chart.ts'
import { chartOfResult } from './from-result.ts'
import { chartOfSeries } from './from-series.ts'
import { escaped, jsonData, visible } from './html.ts'
import { cardHtml, tableHtml } from './table.ts'

/** A rule or query, and what became of it. */
export interface ReportEntry {
  readonly name: string
  readonly id?: string | undefined
  readonly path?: string | undefined
  readonly description?: string | undefined
  readonly severity?: string | undefined
  readonly tactics?: readonly string[] | undefined
  readonly kql: string
  /** How long it ran. */
  readonly seconds: number
  /** Undefined where it failed. */
  readonly result: QueryResult | undefined
  readonly series: readonly SeriesView[]
  /** What is to be said about it: why it failed, warnings. */
  readonly messages: readonly string[]
}

export interface Section {
  readonly name: string
  readonly severity: string | undefined
  /** Undefined where it failed. */
  readonly rows: number | undefined
  readonly seconds: number
  readonly charts: number
  readonly html: string
}

export const rowsText = (rows: number | undefined): string =>
  rows === undefined ? 'failed' : `${rows.toLocaleString('en')} row${rows === 1 ? '' : 's'}`

export const secondsText = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : Math.round(seconds)} s`

const LEVELS: ReadonlySet<string> = new Set(['informational', 'low', 'medium', 'high', 'critical'])

export const badge = (severity: string | undefined): string => {
  const level = severity?.toLowerCase() ?? ''
  return severity ? `<span class="badge ${LEVELS.has(level) ? level : 'other'}" dir="auto">${visible(severity)}</span>` : ''
}

/** Whether a chart that the query asks for shows what a view of its decomposition would. */
const shows = (chart: Chart, result: QueryResult, view: SeriesView): boolean =>
  view.function.endsWith('_anomalies') ? chart.series.some((s) => s.role === 'anomalies') : result.columns.some((c) => c.type === 'dynamic')

/** The charts of an entry: what the query asks for, then the series that it decomposes, unless they are in that already. */
export const chartsOf = ({
  result,
  series,
}: Pick<ReportEntry, 'result' | 'series'>): { charts: readonly Chart[]; notes: readonly string[] } => {
  const asked = result && chartOfResult(result)
  const { chart } = asked ?? {}
  const views = series.filter((view) => !(chart && result && shows(chart, result, view))).map(chartOfSeries)
  return { charts: [chart, ...views].filter((c) => c !== undefined), notes: asked?.note ? [asked.note] : [] }
}

const KINDS: Readonly<Record<Chart['kind'], string>> = {
  line: 'Line chart',
  area: 'Area chart',
  column: 'Column chart',
  bar: 'Bar chart',
  pie: 'Pie chart',
  scatter: 'Scatter chart',
}

/** What a chart shows, for who can't see it. */
const spoken = ({ kind, x, series }: Chart): string => {
  const values = series.filter((s) => s.role === 'value')
  const points = values.reduce((sum, s) => sum + s.x.length, 0)
  const marked = series.filter((s) => s.role === 'anomalies').reduce((sum, s) => sum + s.x.length, 0)
  const names = [...new Set(values.map((s) => s.name))].slice(0, 5).join(', ')
  return `${KINDS[kind]} of ${names} over ${x.title}: ${points} points${marked > 0 ? `, ${marked} anomalies` : ''}`
}

const figure = (chart: Chart): string => {
  const small = chart.panels.length > 1
  const panel = (title: string) =>
    `<div class="panel">${title === '' ? '' : `<h4 dir="auto">${visible(title)}</h4>`}<div class="plot"></div></div>`
  const caption = [chart.title === '' ? '' : `<figcaption dir="auto">${visible(chart.title)}</figcaption>`].join('')
  const notes = chart.notes.map((note) => `<p class="note" dir="auto">${visible(note)}</p>`).join('')
  return `<figure data-chart>${caption}<div class="panels${small ? ' small' : ''}" role="img" aria-label="${escaped(spoken(chart))}">${chart.panels.map(panel).join('')}</div>${notes}<noscript><p class="note">The chart is drawn by a script.</p></noscript><script type="application/json">${jsonData(chart)}</script></figure>`
}

/** A card has the first row; the table is for the others. */
const resultHtml = (result: QueryResult): string => {
  if (result.render?.kind !== 'card') return tableHtml(result)
  return cardHtml(result) + (result.rows.length === 1 ? '' : tableHtml(result))
}

export const sectionOf = (entry: ReportEntry): Section => {
  const { name, result, seconds, severity, tactics = [], id, path } = entry
  const { charts, notes } = chartsOf(entry)
  const facts = [
    result ? rowsText(result.rows.length) : '<b class="failed">failed</b>',
    secondsText(seconds),
    tactics.length > 0 ? tactics.map(visible).join(', ') : '',
    path ? `<code>${visible(path)}</code>` : '',
    id ? `<code>${visible(id)}</code>` : '',
  ].filter(Boolean)
  const messages = entry.messages.map((message) => `<pre class="message" dir="auto">${visible(message)}</pre>`)
  const count = `${messages.length} message${messages.length === 1 ? '' : 's'}`
  const body = [
    `<h2 dir="auto">${visible(name)} ${badge(severity)}</h2>`,
    `<p class="facts">${facts.map((fact) => `<span>${fact}</span>`).join(' ')}</p>`,
    entry.description ? `<p class="description" dir="auto">${visible(entry.description.trim())}</p>` : '',
    // What explains a failure is seen, the rest can be.
    ...(result ? [] : messages),
    ...charts.map(figure),
    ...notes.map((note) => `<p class="note" dir="auto">${visible(note)}</p>`),
    result ? resultHtml(result) : '',
    result && messages.length > 0 ? `<details class="more"><summary>${count}</summary>${messages.join('')}</details>` : '',
    `<details class="more"><summary>Query</summary><pre class="query" dir="ltr">${visible(entry.kql.trim())}</pre></details>`,
  ]
  return { name, severity, rows: result?.rows.length, seconds, charts: charts.length, html: body.filter(Boolean).join('\n') }
}
