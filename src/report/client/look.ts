/** Colours of the charts, for light and dark pages. */
import type { ChartSeries } from '../chart.ts'

export interface Look {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly split: string
  readonly surface: string
  readonly anomaly: string
  readonly baseline: string
  readonly palette: readonly string[]
}

export const LIGHT: Look = {
  text: '#1f2733',
  muted: '#5b6675',
  line: '#b9c1cc',
  split: '#e8ebf0',
  surface: '#ffffff',
  anomaly: '#d3222a',
  baseline: '#7a8494',
  palette: ['#2b6cc4', '#d97706', '#0f8a6d', '#8e44ad', '#b8336a', '#7c6a0a', '#0e7c93', '#7a4b2a', '#5a5fcf', '#5f8a1e'],
}

export const DARK: Look = {
  text: '#e6e9ee',
  muted: '#a3adbb',
  line: '#48525f',
  split: '#2a313b',
  surface: '#171c23',
  anomaly: '#ff6a63',
  baseline: '#97a2b2',
  palette: ['#6ea8fe', '#f0a14a', '#3cc9a3', '#c58be8', '#f07fae', '#cdb84a', '#4cc3dc', '#c99a72', '#9da2ff', '#a5d15c'],
}

/** The colour of the `index`-th series of values. */
export const colourOf = (look: Look, series: ChartSeries, index: number): string =>
  series.role === 'anomalies'
    ? look.anomaly
    : series.role === 'baseline'
      ? look.baseline
      : (look.palette[index % look.palette.length] as string)

/** Series beyond the colours are dashed: more than ten hues can't be told apart. */
export const dashOf = (look: Look, series: ChartSeries, index: number): 'solid' | 'dashed' | 'dotted' =>
  series.role === 'baseline' ? 'dashed' : ((['solid', 'dashed', 'dotted'] as const)[Math.floor(index / look.palette.length)] ?? 'dotted')
