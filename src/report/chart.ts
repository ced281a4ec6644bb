/** A chart as plain data: what is drawn, without how. The page and the terminal draw the same. */

export type ChartKind = 'line' | 'area' | 'column' | 'bar' | 'pie' | 'scatter'

/** How positions on the x axis are meant: milliseconds since 1970 UTC, numbers, or places in `categories`. */
export type Scale = 'time' | 'number' | 'category'

export interface ChartSeries {
  readonly name: string
  /** `anomalies` are single points on another series. */
  readonly role: 'value' | 'baseline' | 'anomalies'
  readonly panel: number
  readonly x: readonly number[]
  /** As many as `x`; null leaves a gap. */
  readonly y: readonly (number | null)[]
  /** Of anomalies: the sign is the direction, the size the score (1 where there is none). */
  readonly weight?: readonly number[]
}

/** Axes that a chart has room for where each series has its own; further series share the last. */
export const MOST_AXES = 5

export interface Chart {
  readonly kind: ChartKind
  readonly title: string
  readonly x: { readonly scale: Scale; readonly title: string; readonly log: boolean; readonly categories: readonly string[] }
  readonly y: { readonly title: string; readonly log: boolean; readonly min?: number | undefined; readonly max?: number | undefined }
  /** `stacked100`: the values are percentages already. */
  readonly stack: 'none' | 'stacked' | 'stacked100'
  readonly legend: boolean
  /** Titles of the panels, one below the other; a single one needs none. */
  readonly panels: readonly string[]
  /** Each series has a y axis of its own. */
  readonly ownAxes: boolean
  readonly series: readonly ChartSeries[]
  /** What a reader has to know: what was left out, what was computed. */
  readonly notes: readonly string[]
}

/** What a chart is, or why there is none. */
export type Charted = { readonly chart: Chart; readonly note?: undefined } | { readonly chart?: undefined; readonly note: string }

/** Anomalous points of a series: those whose flag isn't 0. */
export const anomaliesOf = (
  of: ChartSeries,
  flags: readonly (number | null)[],
  scores: readonly (number | null)[] | undefined,
): ChartSeries | undefined => {
  const marked = of.x.flatMap((_, i) => (flags[i] && of.y[i] !== null && of.y[i] !== undefined ? [i] : []))
  if (marked.length === 0) return undefined
  return {
    name: 'anomalies',
    role: 'anomalies',
    panel: of.panel,
    x: marked.map((i) => of.x[i] as number),
    y: marked.map((i) => of.y[i] as number),
    weight: marked.map((i) => Math.sign(flags[i] as number) * Math.abs(scores?.[i] || 1)),
  }
}
