/** The axis of make-series: the bin of a value, all bins from a value to another, and lists of values spread over them. */
import * as sql from '../../src/sql/build.ts'
import type { Dialect, SeriesAxis, SqlExpr } from '../../src/sql/index.ts'
import { asInterval } from './types.ts'

const stepOf = (axis: SeriesAxis): SqlExpr => (axis.type === 'datetime' ? asInterval(axis.step) : axis.step.sql)

/** The beginning of the bin of a value that is not below `from`. */
export const seriesBin: Dialect['seriesBin'] = (value, axis) => {
  if (axis.type === 'datetime') return sql.call('time_bucket', stepOf(axis), value, axis.from)
  return sql.call(axis.type === 'real' ? 'kql_axis_bin_real' : 'kql_axis_bin', value, axis.from, stepOf(axis))
}

/** The beginnings of all bins; `to` is one of them only where the axis includes it. */
export const seriesAxis: Dialect['seriesAxis'] = (axis) => {
  const { type, from, to, inclusive, checked } = axis
  if (checked && type !== 'real') return sql.call(inclusive ? 'generate_series' : 'range', from, to, stepOf(axis))
  const kind = type === 'datetime' ? 'time' : type === 'real' ? 'real' : 'long'
  return sql.call(`kql_axis_${kind}`, from, to, stepOf(axis), sql.literal(inclusive))
}

export const seriesSpread: Dialect['seriesSpread'] = (values, bins, axis, filler, type) =>
  sql.call(type === 'datetime' ? 'kql_spread_time' : 'kql_spread_number', values, bins, axis, filler)
