/** A layout → the FROM item that reads its files, and how each of its columns is spelled there. */
import { type SqlExpr, type SqlFrom, sql } from '../../sql/index.ts'
import type { Format, Layout } from './layout.ts'

export interface Scan {
  readonly from: SqlFrom
  /** The column at a position of `layout.columns`. */
  readonly column: (index: number) => SqlExpr
  /** The key at a position of `layout.keys`: text. */
  readonly key: (index: number) => SqlExpr
}

const ALIAS = 'file'

const named = (options: Readonly<Record<string, SqlExpr>>): SqlExpr[] =>
  Object.entries(options).map(([name, value]) => ({ kind: 'named', name, value }))

const struct = (fields: Readonly<Record<string, string>>): SqlExpr => ({
  kind: 'struct',
  fields: Object.entries(fields).map(([name, value]) => ({ name, value: sql.literal(value) })),
})

/** A call of a table function over files, with named options. */
export const reader = (
  name: string,
  files: readonly string[],
  options: Readonly<Record<string, SqlExpr>>,
  columns?: readonly string[],
): SqlFrom => ({
  kind: 'tableFunction',
  name,
  args: [sql.list(files.map(sql.literal)), ...named(options)],
  alias: ALIAS,
  ...(columns ? { columns } : {}),
})

/** How the texts are written; nothing is guessed from the data. */
export const CSV_OPTIONS = (format: Format): Record<string, SqlExpr> => ({
  delim: sql.literal(format === 'tsv' ? '\t' : ','),
  quote: sql.literal('"'),
  escape: sql.literal('"'),
})

// DuckDB compares the names of columns without regard to case and renames the second of two, so columns are addressed by position.
const position = (index: number): string => `c${index}`
const keyPosition = (index: number): string => `k${index}`

const hive = (layout: Layout): Record<string, SqlExpr> =>
  layout.keys.length > 0 ? { hive_partitioning: sql.TRUE, hive_types_autocast: sql.FALSE } : { hive_partitioning: sql.FALSE }

const positions = (layout: Layout): string[] => [...layout.columns.map((_, i) => position(i)), ...layout.keys.map((_, i) => keyPosition(i))]

const plain = (from: SqlFrom): Scan => ({
  from,
  column: (index) => sql.column(position(index)),
  key: (index) => sql.column(keyPosition(index)),
})

const readParquet = (layout: Layout): Scan => plain(reader('read_parquet', layout.files, hive(layout), positions(layout)))

const readCsv = (layout: Layout): Scan => {
  const types = struct(Object.fromEntries(layout.columns.map((_, i) => [position(i), 'VARCHAR'])))
  const options = { auto_detect: sql.FALSE, header: sql.TRUE, ...CSV_OPTIONS(layout.format), columns: types, ...hive(layout) }
  return plain(reader('read_csv', layout.files, options, positions(layout)))
}

/**
 * JSON objects as one map, because the keys of a map are compared exactly. A value is the text of a JSON string, the JSON text of
 * anything else; with `raw` the JSON text of a string too. Arrays of objects are taken apart.
 */
const readJson = (layout: Layout, raw: boolean): Scan => {
  const options = {
    format: sql.literal(layout.format === 'ndjson' ? 'newline_delimited' : 'auto'),
    records: sql.FALSE,
    columns: struct({ object: raw ? 'MAP(VARCHAR, JSON)' : 'MAP(VARCHAR, VARCHAR)' }),
    ...hive(layout),
  }
  return {
    from: reader('read_json', layout.files, options, ['object', ...layout.keys.map((_, i) => keyPosition(i))]),
    column: (index) => ({ kind: 'index', value: OBJECT, index: sql.literal(layout.columns[index]!.name) }),
    key: (index) => sql.column(keyPosition(index)),
  }
}

/** The column of a JSON scan that holds a row's object as a map. */
export const OBJECT: SqlExpr = sql.column('object')

/** The scan of a layout's files. `raw` matters to JSON alone, see `readJson`. */
export const scanOf = (layout: Layout, raw = false): Scan => {
  switch (layout.format) {
    case 'parquet':
      return readParquet(layout)
    case 'csv':
    case 'tsv':
      return readCsv(layout)
    case 'ndjson':
    case 'json':
      return readJson(layout, raw)
  }
}
