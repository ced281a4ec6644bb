/** Plugins that rearrange rows: rows_near, narrow, preview, identity, dcount_intersect, rolling_percentile, schema_merge. */
import type { Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { project } from '../rel.ts'
import { isError } from '../scalar.ts'
import { argumentsOf, columnArgument, literalArgument } from './arguments.ts'
import type { Plugin } from './index.ts'
import { named, renamed, written } from './written.ts'

/** The input with a further column. */
const extended = (env: Env, input: Rel, name: string, value: Scalar): Rel => {
  const column = env.binder.column(name, value)
  return project(input, [...input.columns, column], new Map([[column.id, value]]))
}

/** A literal whole number that is not negative; undefined after a fault, which is reported. */
const countOf = (env: Env, e: Parameters<typeof literalArgument>[1], what: string): bigint | undefined => {
  const value = literalArgument(env, e, what)
  if (value === undefined || (typeof value === 'bigint' && value >= 0n)) return value as bigint | undefined
  env.binder.report(messages.expected(e.span, 'a whole number, 0 or more', 'another value'))
  return undefined
}

/** Rows at most so far before or behind a row with the condition. */
export const rowsNear: Plugin = (env, input, op) => {
  const args = argumentsOf(env, op.call, ['Condition', 'NumRows', 'RowsAfter'], 2)
  if (!args?.Condition || !args.NumRows) return undefined
  const condition = bindScalar(withRow(env, rowOf(input)), args.Condition)
  const before = countOf(env, args.NumRows, "the number of rows of 'rows_near'")
  const after = args.RowsAfter ? countOf(env, args.RowsAfter, "the number of rows of 'rows_near'") : before
  if (isError(condition) || before === undefined || after === undefined) return undefined
  if (condition.type !== 'bool') {
    env.binder.report(messages.mustBe(args.Condition.span, "the condition of 'rows_near'", 'bool', condition.type))
    return undefined
  }
  const rows = extended(env, input, '$near', condition)
  // The number of hits so far grows between the row that is so far behind and the one before the window.
  const text = `
let All = toscalar(T | summarize countif(['$near']));
T | serialize | extend ['$hits'] = row_cumsum(iff(['$near'], 1, 0))
| where ${before === 0n ? "['$hits']" : `coalesce(next(['$hits'], ${before}), All)`} > coalesce(prev(['$hits'], ${after + 1n}), 0)`
  const rel = written(env, op.call, text, { tables: { T: rows } })
  return rel && named(env, rel, rel.columns.slice(0, input.columns.length), [])
}

/** A row for each cell, with the name of its column and its text. */
export const narrow: Plugin = (env, input, op) => {
  if (!argumentsOf(env, op.call, [], 0)) return undefined
  const cells = Object.fromEntries(input.columns.map((c, i) => [`c${i}`, c]))
  const text = `
T | serialize | extend Row = row_number(0)
| mv-expand with_itemindex = i Value = pack_array(${Object.keys(cells)
    .map((c) => `tostring(${c})`)
    .join(', ')}) to typeof(string)
| project Row, Column = tostring(Names[i]), Value`
  const names: Scalar = { kind: 'literal', type: 'dynamic', value: JSON.stringify(input.columns.map((c) => c.name)), nullable: false }
  return written(env, op.call, text, { tables: { T: renamed(env, input, cells) }, values: { Names: names } })
}

/** The first of its two tables: some of the rows. */
export const preview: Plugin = (env, input, op) => {
  const args = argumentsOf(env, op.call, ['NumberOfRows'], 1)
  const count = args?.NumberOfRows && countOf(env, args.NumberOfRows, "the number of rows of 'preview'")
  return count === undefined ? undefined : written(env, op.call, `T | take ${count}`, { tables: { T: input } })
}

export const identity: Plugin = (env, input, op) => (argumentsOf(env, op.call, [], 0) ? input : undefined)

/** The sizes of the first set, of what it has in common with the second, and so on. */
export const dcountIntersect: Plugin = (env, input, op) => {
  const args = argumentsOf(env, op.call, ['first', 'second'], 2, true)
  if (!args?.first || !args.second) return undefined
  const sets = [args.first, args.second, ...args.rest].map((e) => bindScalar(withRow(env, rowOf(input)), e))
  if (sets.some(isError)) return undefined
  let rel: Rel = input
  for (const [i, set] of sets.entries()) rel = extended(env, rel, `$set${i}`, set)
  const common = (n: number): string => (n === 0 ? "['$set0']" : `set_intersect(${common(n - 1)}, ['$set${n}'])`)
  const text = `T | extend ${sets.map((_, i) => `['$size${i}'] = array_length(${common(i)})`).join(', ')}`
  const found = written(env, op.call, text, { tables: { T: rel } })
  if (!found) return undefined
  const kept = found.columns.filter((c, i) => i < input.columns.length || c.name.startsWith('$size'))
  return named(env, found, kept, [...input.columns.map((c) => c.name), ...sets.map((_, i) => `s${i}`)])
}

/** A percentile over each bin and those before it. */
export const rollingPercentile: Plugin = (env, input, op) => {
  const args = argumentsOf(env, op.call, ['ValueColumn', 'Percentile', 'IndexColumn', 'BinSize', 'BinsPerWindow'], 5, true)
  if (!args?.ValueColumn || !args.Percentile || !args.IndexColumn || !args.BinSize || !args.BinsPerWindow) return undefined
  const value = columnArgument(env, input, args.ValueColumn)
  const at = columnArgument(env, input, args.IndexColumn)
  const dimensions = args.rest.map((e) => columnArgument(env, input, e))
  const percentile = literalArgument(env, args.Percentile, 'the percentile')
  const size = bindScalar(withRow(env, undefined), args.BinSize)
  const bins = countOf(env, args.BinsPerWindow, 'the number of bins')
  if (!value || !at || percentile === undefined || isError(size) || bins === undefined || dimensions.includes(undefined)) return undefined
  const sliced = Object.fromEntries(dimensions.flatMap((c, i) => (c ? [[`d${i}`, c]] : [])))
  const by = ['at', ...Object.keys(sliced)].join(', ')
  const text = `
let B = T | extend at = bin(at, Size);
let Bins = B | summarize by ${by};
B | mv-expand at = range(at, at + ${bins - 1n} * Size, Size) to typeof(${at.type})
| join kind=leftsemi Bins on ${by}
| summarize p = percentile(v, ${percentile}) by ${by}`
  const rel = written(env, op.call, text, { tables: { T: renamed(env, input, { v: value, at, ...sliced }) }, values: { Size: size } })
  const names = dimensions.map((c) => c?.name ?? '')
  return rel && named(env, rel, rel.columns, [at.name, ...names, `rolling_${bins}_percentile_${value.name}_${percentile}`])
}

const OUT_OF_ORDER = 'ERROR(columns are out of order)'

/** One schema of several, each as getschema gives it. What the page leaves open ends the query. */
export const schemaMerge: Plugin = (env, input, op) => {
  const args = argumentsOf(env, op.call, ['PreserveOrder'], 0)
  const ordered = args?.PreserveOrder ? literalArgument(env, args.PreserveOrder, "the argument 'PreserveOrder'") : true
  const columns = ['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType'].map((name) => input.columns.find((c) => c.name === name))
  if (!args || ordered === undefined) return undefined
  const [name, ordinal, data, type] = columns
  if (!name || !ordinal || !data || !type) {
    env.binder.report(messages.lacksColumns(op.call.span, op.call.name.name, ['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType']))
    return undefined
  }
  const text = `
let Merged = T
| summarize places = count_distinct(ColumnOrdinal), types = count_distinct(ColumnType), o = max(ColumnOrdinal),
    DataType = take_any(DataType), ColumnType = take_any(ColumnType) by ColumnName;
let Mixed = toscalar(Merged | summarize countif(types > 1));
let Doubtful = toscalar(Merged | summarize count() by o | where count_ > 1 | count);
Merged
| where assert(Mixed == 0, 'how different types of a column are reduced to one is not documented')
| where assert(Doubtful == 0, 'in which order columns of the same ordinal are put is not documented')
| extend wrong = ${ordered === true ? 'places > 1' : 'false'}
| sort by o asc
| project ColumnName, ColumnOrdinal = iff(wrong, -1, tolong(o)),
    DataType = iff(wrong, 'ERROR(unknown CSL type:${OUT_OF_ORDER})', DataType), ColumnType = iff(wrong, '${OUT_OF_ORDER}', ColumnType)`
  const rows = renamed(env, input, { ColumnName: name, ColumnOrdinal: ordinal, DataType: data, ColumnType: type })
  return written(env, op.call, text, { tables: { T: rows } })
}
