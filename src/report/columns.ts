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

/** Places of the x axis by preference: for each choice of kinds the first column of one of them. */
const xChoices = (result: QueryResult, kinds: readonly Kind[], { kind }: Properties, timed: boolean): number[] => {
  const discrete = kind === 'pie' || kind === 'bar' || kind === 'column'
  const first = (...wanted: readonly Kind[]) => kinds.findIndex((k) => wanted.includes(k))
  // make-series puts its axis last.
  const axis = kinds.findLastIndex((k, i) => k === 'numbers' && isIncreasing(result, i))
  const choices = discrete
    ? [first('time', 'number', 'text'), first('text'), first('times'), axis]
    : [timed ? first('time', 'times') : -1, first('times'), axis, first('time', 'number'), first('text')]
  return choices.filter((at) => at >= 0)
}

/** Whether the arrays of a column go up from element to element, as those of an axis. */
const isIncreasing = ({ rows }: QueryResult, at: number): boolean =>
  rows.every((row) => Array.isArray(row[at]) && row[at].every((v, i, list) => i === 0 || v > list[i - 1]))

/** Whether a column holds the flags of a decomposition: nothing but -1, 0 and 1, and something to mark. */
const isFlag = ({ rows }: QueryResult, at: number): boolean => {
  const values = rows.flatMap((row) => row[at]).filter((v) => v !== null)
  return values.every((v) => v === 0 || v === 1 || v === -1) && values.includes(0) && values.some((v) => v !== 0)
}

export interface ChartDemands {
  /** Times on the x axis where there are any. */
  readonly timed: boolean
  /** Anomalies: where no property names them, columns of flags are taken for them. */
  readonly flagged: boolean
}

/** The columns of a chart. Undefined where there is nothing to measure. */
export const columnsOf = (result: QueryResult, properties: Properties, { timed, flagged }: ChartDemands): ChartColumns | undefined => {
  const names = result.columns.map((c) => c.name)
  const kinds = kindsOf(result)
  const given = [properties.xcolumn ?? [], properties.ycolumns, properties.series, properties.anomalycolumns].flat()
  const places = (wanted: readonly string[]) => wanted.map((name) => names.indexOf(name)).filter((at) => at >= 0)
  const anomalies = places(properties.anomalycolumns)
  const series = places(properties.series)
  const ys = places(properties.ycolumns)
  const taken = new Set([...anomalies, ...series, ...ys])
  const free = kinds.map((k, i) => (taken.has(i) ? 'other' : k))
  const measuresOver = (x: number): readonly number[] => {
    const wanted = kinds[x] === 'times' || kinds[x] === 'numbers' ? 'numbers' : 'number'
    return ys.length > 0 ? ys : free.flatMap((k, i) => (k === wanted && i !== x ? [i] : []))
  }
  const named = places(properties.xcolumn === undefined ? [] : [properties.xcolumn])
  const x = (named.length > 0 ? named : xChoices(result, free, properties, timed)).find((at) => measuresOver(at).length > 0)
  if (x === undefined) return undefined
  const measures = measuresOver(x)
  const flags = flagged && anomalies.length === 0 ? measures.filter((at) => isFlag(result, at)) : []
  const marked = flags.length < measures.length ? flags : []
  const groups = series.length > 0 ? series : free.flatMap((k, i) => (k === 'text' && i !== x ? [i] : []))
  const unknown = given.filter((name) => !names.includes(name))
  return {
    x,
    xKind: kinds[x] as Kind,
    ys: measures.filter((at) => !marked.includes(at)),
    series: groups,
    anomalies: marked.length > 0 ? marked : anomalies,
    unknown,
  }
}
