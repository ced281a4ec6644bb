/** Which column of a result is the x axis, which are the measures, which say what series a row belongs to. */
import type { QueryResult } from '../api.ts'
import type { Properties } from './properties.ts'
import { type Kind, kindsOf } from './values.ts'

/** Columns by their places in the result. */
export interface ChartColumns {
  readonly x: number
  readonly xKind: Kind
  readonly ys: readonly number[]
  readonly series: readonly number[]
  readonly anomalies: readonly number[]
  /** Names that a property gives and no column has. */
  readonly unknown: readonly string[]
}

const TIMES: readonly Kind[] = ['time', 'times']
const SORTABLE: readonly Kind[] = ['time', 'times', 'number', 'numbers']

/** Places of the x axis by preference: the first column of a kind that suits the chart. */
const firstX = (kinds: readonly Kind[], { kind }: Properties, timed: boolean): number => {
  const first = (wanted: readonly Kind[]) => kinds.findIndex((k) => wanted.includes(k))
  const choices =
    kind === 'pie' || kind === 'bar' || kind === 'column'
      ? [first(['time', 'number', 'text']), first(TIMES), first(['numbers'])]
      : [...(timed ? [first(TIMES)] : []), kinds.some((k) => k === 'times') ? first(['times']) : first(SORTABLE), first(['text'])]
  return choices.find((at) => at >= 0) ?? -1
}

/** The columns of a chart; `timed` asks for times on the x axis where there are any. Undefined where there is nothing to measure. */
export const columnsOf = (result: QueryResult, properties: Properties, timed: boolean): ChartColumns | undefined => {
  const names = result.columns.map((c) => c.name)
  const kinds = kindsOf(result)
  const given = [properties.xcolumn ?? [], properties.ycolumns, properties.series, properties.anomalycolumns].flat()
  const places = (wanted: readonly string[]) => wanted.map((name) => names.indexOf(name)).filter((at) => at >= 0)
  const anomalies = places(properties.anomalycolumns)
  const series = places(properties.series)
  const ys = places(properties.ycolumns)
  const taken = new Set([...anomalies, ...series, ...ys])
  const free = kinds.map((k, i) => (taken.has(i) ? 'other' : k))
  const [x = firstX(free, properties, timed)] = places(properties.xcolumn === undefined ? [] : [properties.xcolumn])
  const xKind = kinds[x]
  if (xKind === undefined) return undefined
  const arrays = xKind === 'times' || xKind === 'numbers'
  taken.add(x)
  const others = kinds.flatMap((k, i) => (taken.has(i) ? [] : [{ kind: k, at: i }]))
  const measures = ys.length > 0 ? ys : others.filter((o) => o.kind === (arrays ? 'numbers' : 'number')).map((o) => o.at)
  const groups = series.length > 0 ? series : others.filter((o) => o.kind === 'text').map((o) => o.at)
  const unknown = given.filter((name) => !names.includes(name))
  return measures.length === 0 ? undefined : { x, xKind, ys: measures, series: groups, anomalies, unknown }
}
