/** The axis of make-series: the bin of a value, and all bins from a value to another. */
import { type SeriesAxis, type SqlExpr, type SqlFrom, sql } from '../../src/sql/index.ts'
import { listRows, realRange } from './range.ts'
import { asInterval } from './types.ts'

/** The beginning of the bin of a value that is not below `from`. */
export const seriesBin = (value: SqlExpr, axis: SeriesAxis): SqlExpr => {
  if (axis.type === 'datetime') return sql.call('time_bucket', asInterval(axis.step), value, axis.from)
  return sql.call(axis.type === 'real' ? 'kql_axis_bin_real' : 'kql_axis_bin', value, axis.from, axis.step.sql)
}

/** The beginnings of all bins; `to` is one of them only where the axis includes it. */
export const seriesBins = (axis: SeriesAxis, alias: string, column: string): SqlFrom => {
  const { type, from, to, inclusive } = axis
  const name = inclusive ? 'generate_series' : 'range'
  if (type === 'datetime') return { kind: 'tableFunction', name, args: [from, to, asInterval(axis.step)], alias, columns: [column] }
  if (type === 'real') return realRange(from, to, axis.step.sql, inclusive, alias, column)
  return listRows(sql.call(name, from, to, axis.step.sql), alias, column)
}
