/** DuckDB. */
import * as sql from '../../src/sql/build.ts'
import type { Dialect } from '../../src/sql/index.ts'
import { convert } from './convert.ts'
import { bound, isDelicate, isShy, needsOwnColumns } from './delicate.ts'
import { file } from './file.ts'
import { once } from './once.ts'
import { path } from './path.ts'
import { macro } from './prelude.ts'
import { aggregates } from './primitives/aggregates.ts'
import { arithmetic } from './primitives/arithmetic.ts'
import { dynamic } from './primitives/dynamic.ts'
import { logic } from './primitives/logic.ts'
import { network } from './primitives/network.ts'
import { rows } from './primitives/rows.ts'
import { series } from './primitives/series.ts'
import { sketches } from './primitives/sketches.ts'
import { text } from './primitives/text.ts'
import { textFunctions } from './primitives/text-functions.ts'
import { textParsing } from './primitives/text-parsing.ts'
import { textRegex } from './primitives/text-regex.ts'
import { time } from './primitives/time.ts'
import { windows } from './primitives/windows.ts'
import { range } from './range.ts'
import { seriesAxis, seriesBin, seriesSpread } from './series-axis.ts'
import { literalOf, typeOf } from './types.ts'
import { element, lists, unnest } from './unnest.ts'

export const duckdb: Dialect = {
  name: 'duckdb',
  primitives: {
    ...logic,
    ...arithmetic,
    ...text,
    ...time,
    ...dynamic,
    ...network,
    ...aggregates,
    ...sketches,
    ...windows,
    ...rows,
    ...series,
    ...textFunctions,
    ...textRegex,
    ...textParsing,
  },
  type: typeOf,
  literal: literalOf,
  now: () => sql.call('kql_now'),
  openTime: {
    expression: 'kql_now()',
    statement: "SET VARIABLE kql_now = TIMESTAMP '2026-01-31 12:00:00';",
  },
  convert,
  path,
  lists,
  unnest,
  element,
  file,
  range,
  seriesBin,
  seriesAxis,
  seriesSpread,
  listAggregate: (value, orderBy) => ({ kind: 'call', name: 'list', args: [value], orderBy }),
  fold: (list, initial, step) =>
    sql.call('list_reduce', list, sql.lambda(['kql_so_far', 'kql_next'], step(sql.column('kql_so_far'), sql.column('kql_next'))), initial),
  append: (...lists) => sql.call('list_concat', ...lists),
  recordType: (fields, list) => `STRUCT(${fields.map(([name, type]) => `${name} ${type}`).join(', ')})${list ? '[]' : ''}`,
  isNaN: (value) => sql.call('isnan', value),
  random: () => sql.call('random'),
  once,
  macro,
  isDelicate,
  isShy,
  needsOwnColumns,
  bound,
}
