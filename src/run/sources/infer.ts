/** The Kusto types of columns that no schema declares, from the types of the files or, in CSV and JSON, from all values. */
import type { ColumnSchema } from '../../catalog/index.ts'
import { type SqlExpr, sql } from '../../sql/index.ts'
import type { KustoType } from '../../types/index.ts'
import type { Database } from '../duckdb.ts'
import type { Layout, StoredType } from './layout.ts'
import { scanOf } from './scan.ts'
import { ISO } from './text.ts'

const SCALARS: Readonly<Record<string, KustoType>> = {
  BOOLEAN: 'bool',
  TINYINT: 'int',
  SMALLINT: 'int',
  INTEGER: 'int',
  UTINYINT: 'int',
  USMALLINT: 'int',
  UINTEGER: 'long',
  BIGINT: 'long',
  UBIGINT: 'decimal',
  HUGEINT: 'real',
  UHUGEINT: 'real',
  FLOAT: 'real',
  DOUBLE: 'real',
  DECIMAL: 'decimal',
  TIMESTAMP: 'datetime',
  TIMESTAMP_S: 'datetime',
  TIMESTAMP_MS: 'datetime',
  TIMESTAMP_NS: 'datetime',
  'TIMESTAMP WITH TIME ZONE': 'datetime',
  DATE: 'datetime',
  TIME: 'timespan',
  TIME_NS: 'timespan',
  INTERVAL: 'timespan',
  UUID: 'guid',
  JSON: 'dynamic',
}

const typeOfStored = (type: StoredType): KustoType => (type.kind === 'scalar' ? (SCALARS[type.name] ?? 'string') : 'dynamic')

/** The first type whose pattern all values of a column fit; what the texts of a CSV file look like. Numbers with leading zeros are text. */
const TEXT_PATTERNS: readonly (readonly [KustoType, string])[] = [
  ['bool', '(?i)true|false'],
  ['long', String.raw`-?(?:0|[1-9]\d{0,17})`],
  ['real', String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity`],
  ['datetime', ISO],
  ['dynamic', String.raw`(?s)\{.*\}|\[.*\]`],
]

/** The same for JSON values, of which strings have their quotes. */
const JSON_PATTERNS: readonly (readonly [KustoType, string])[] = [
  ['bool', 'true|false'],
  ['long', String.raw`-?\d{1,18}`],
  ['real', String.raw`-?\d.*`],
  ['datetime', `"${ISO}"`],
  ['string', '(?s)".*"'],
  ['dynamic', '(?s).*'],
]

/** Reads the files of a layout of texts to their end. */
const typesOfTexts = async (database: Database, layout: Layout): Promise<readonly KustoType[]> => {
  const isJson = layout.format === 'json' || layout.format === 'ndjson'
  const patterns = isJson ? JSON_PATTERNS : TEXT_PATTERNS
  const scan = scanOf(layout, true)
  const all = (condition: SqlExpr): SqlExpr => sql.coalesce(sql.call('bool_and', condition), sql.FALSE)
  const tests = layout.columns.flatMap((_, i) =>
    patterns.map(([, pattern]) => all(sql.call('regexp_full_match', sql.cast(scan.column(i), 'VARCHAR'), sql.literal(pattern)))),
  )
  const rows = await database.rows({ kind: 'select', items: tests.map((value) => ({ value })), from: scan.from })
  const fits = rows[0] ?? []
  return layout.columns.map((_, i) => {
    const first = patterns.findIndex((_, p) => fits[i * patterns.length + p] === true)
    return patterns[first]?.[0] ?? 'string'
  })
}

const WIDER: readonly KustoType[] = ['int', 'long', 'decimal', 'real']

/** The type that holds the values of both. */
const widen = (a: KustoType, b: KustoType): KustoType => {
  if (a === b) return a
  if (a === 'dynamic' || b === 'dynamic') return 'dynamic'
  const [x, y] = [WIDER.indexOf(a), WIDER.indexOf(b)]
  return x >= 0 && y >= 0 ? WIDER[Math.max(x, y)]! : 'string'
}

/** All columns of the layouts in the order in which they first appear, partition keys last and as text. */
export const inferColumns = async (database: Database, layouts: readonly Layout[]): Promise<readonly ColumnSchema[]> => {
  const types = new Map<string, KustoType>()
  const add = (name: string, type: KustoType): void => {
    const known = types.get(name)
    types.set(name, known === undefined ? type : widen(known, type))
  }
  for (const layout of layouts) {
    const own = layout.format === 'parquet' ? layout.columns.map((c) => typeOfStored(c.type)) : await typesOfTexts(database, layout)
    for (const [i, column] of layout.columns.entries()) add(column.name, own[i]!)
  }
  for (const layout of layouts) {
    for (const key of [...layout.keys, ...Object.keys(layout.constants)]) if (!types.has(key)) types.set(key, 'string')
  }
  return [...types].map(([name, type]) => ({ name, type }))
}
