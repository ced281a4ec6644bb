/** Looks at data files just far enough to know their columns, and groups those that one scan can read. */
import { type SqlExpr, type SqlQuery, sql } from '../../sql/index.ts'
import { KqlError, messages } from '../../text/index.ts'
import type { Database } from '../duckdb.ts'
import { mayBeDamage } from '../failure.ts'
import { type DataFile, type Format, type Layout, type StoredColumn, storedType, TEXT } from './layout.ts'
import { CSV_OPTIONS, OBJECT, reader, scanOf } from './scan.ts'

/** A file's columns as far as they are known without asking the engine for its types. */
interface Shape {
  readonly names: readonly string[]
  /** The same for files with the same columns of the same types. */
  readonly signature: string
}

const FIELDS = ['name', 'num_children', 'type', 'logical_type', 'converted_type', 'repetition_type', 'precision', 'scale']

/** The names of the top-level fields in a file's tree of fields, given depth first from the root, each as the values of `FIELDS`. */
const topLevel = (fields: readonly (readonly (string | null)[])[]): string[] => {
  const names: string[] = []
  const open: number[] = [] // how many fields are still to come, on each level from the root to the current one
  for (const [at, [name, children]] of fields.entries()) {
    if (open.length === 1) names.push(name ?? '')
    if (at > 0) open.push(open.pop()! - 1)
    if (Number(children ?? 0) > 0) open.push(Number(children))
    while (open.length > 1 && open.at(-1) === 0) open.pop()
  }
  return names
}

/** The shapes of Parquet files, from their footers. The engine groups files of the same shape, of which there may be thousands. */
const parquetShapes = async (database: Database, files: readonly string[]): Promise<Map<string, Shape>> => {
  const [file, field, row] = [sql.column('file_name'), sql.column('field'), sql.column('row')]
  const rows: SqlQuery = {
    kind: 'select',
    items: [
      { value: file },
      { value: sql.list(FIELDS.map((name) => sql.cast(sql.column(name), 'VARCHAR'))), alias: 'field' },
      { value: { kind: 'call', name: 'row_number', args: [], over: { partitionBy: [], orderBy: [] } }, alias: 'row' },
    ],
    from: reader('parquet_schema', files, {}),
  }
  const trees: SqlQuery = {
    kind: 'select',
    items: [{ value: file }, { value: { kind: 'call', name: 'list', args: [field], orderBy: [sql.order(row)] }, alias: 'fields' }],
    from: { kind: 'derived', query: rows, alias: 'rows' },
    groupBy: [file],
  }
  const shapes = await database.rows({
    kind: 'select',
    items: [{ value: sql.column('fields') }, { value: sql.call('list', file) }],
    from: { kind: 'derived', query: trees, alias: 'trees' },
    groupBy: [sql.column('fields')],
  })
  return new Map(
    (shapes as readonly [(string | null)[][], string[]][]).flatMap(([fields, members]) => {
      const shape: Shape = { names: topLevel(fields), signature: JSON.stringify(fields) }
      return members.map((member) => [member, shape] as const)
    }),
  )
}

/** The types of a Parquet file's columns, by position. */
const parquetTypes = async (database: Database, file: string): Promise<StoredColumn['type'][]> => {
  const from = reader('read_parquet', [file], { hive_partitioning: sql.FALSE })
  const result = await database.run({ kind: 'select', items: [{ value: { kind: 'star' } }], from, limit: sql.literal(0n) })
  return result.columnTypes().map(storedType)
}

/** The header of a CSV file, split by the reader that will read the rest. */
const csvShape = async (database: Database, file: DataFile): Promise<Shape> => {
  const options = { header: sql.FALSE, all_varchar: sql.TRUE, hive_partitioning: sql.FALSE, ...CSV_OPTIONS(file.format) }
  const from = reader('read_csv', [file.path], options)
  const rows = await database.rows({ kind: 'select', items: [{ value: { kind: 'star' } }], from, limit: sql.literal(1n) })
  const names = (rows[0] ?? []).map((cell) => String(cell ?? ''))
  return { names, signature: JSON.stringify(names) }
}

/** All keys of the objects in JSON files; those of the most frequent and the largest kind of object first. */
const jsonShape = async (database: Database, format: Format, files: readonly string[]): Promise<Shape> => {
  const keys = sql.call('map_keys', OBJECT)
  const lists: SqlQuery = {
    kind: 'select',
    items: [{ value: keys }],
    from: scanOf({ format, files, columns: [], keys: [], constants: {} }).from,
    where: [sql.isNotNull(OBJECT)],
    groupBy: [keys],
    orderBy: [sql.order(sql.call('count', { kind: 'star' }), true), sql.order(sql.call('len', keys), true), sql.order(keys)],
  }
  const names = new Set((await database.rows(lists)).flatMap(([list]) => list as string[]))
  return { names: [...names], signature: '' }
}

const fold = (name: string): string => name.toLowerCase()

/** What DuckDB makes of a key's value. */
const decoded = (value: string): string | null => {
  if (value === '__HIVE_DEFAULT_PARTITION__' || value === 'NULL') return null
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Splits the keys of a path: those that DuckDB may read, and none of them where one would hide a column of the files. */
const partition = (names: readonly string[], file: DataFile): Pick<Layout, 'keys' | 'constants'> => {
  const own = new Set(names.map(fold))
  const keys = Object.keys(file.partition).sort()
  if (!keys.some((key) => own.has(fold(key)))) return { keys, constants: {} }
  const others = keys.filter((key) => !own.has(fold(key)))
  return { keys: [], constants: Object.fromEntries(others.map((key) => [key, decoded(file.partition[key]!)])) }
}

const shapesOf = async (database: Database, format: Format, files: readonly DataFile[]): Promise<Shape[]> => {
  const paths = files.map((file) => file.path)
  if (format === 'parquet') {
    const shapes = await parquetShapes(database, paths)
    return paths.map((path) => shapes.get(path)!)
  }
  if (format === 'csv' || format === 'tsv') return Promise.all(files.map((file) => csvShape(database, file)))
  const shape = await jsonShape(database, format, paths)
  return files.map(() => shape)
}

/**
 * The layouts of a table's files, in the order of the first file of each. Reads Parquet footers, the first line of CSV files, and JSON
 * files to their end. Rejects with a KqlError that names the file where one is damaged.
 */
export const inspect = async (database: Database, files: readonly DataFile[]): Promise<readonly Layout[]> => {
  const layouts = new Map<string, Layout & { readonly files: string[] }>()
  for (const format of new Set(files.map((file) => file.format))) {
    const members = files.filter((file) => file.format === format)
    const shapes = await shapesOf(database, format, members)
    for (const [i, file] of members.entries()) {
      const shape = shapes[i]!
      if (shape.names.length === 0) continue // an empty file
      const parts = partition(shape.names, file)
      const group = JSON.stringify([format, shape.signature, parts])
      const known = layouts.get(group)
      if (known) known.files.push(file.path)
      else {
        const types = format === 'parquet' ? await parquetTypes(database, file.path) : []
        const columns = shape.names.map((name, at) => ({ name, type: types[at] ?? TEXT }))
        layouts.set(group, { format, files: [file.path], columns, ...parts })
      }
    }
  }
  return [...layouts.values()]
}

/** Reads all values of a Parquet file to see whether that can be done. An error of another kind, such as an interruption, doesn't tell. */
export const isReadable = async (database: Database, file: string): Promise<boolean> => {
  const all: SqlExpr = sql.call('bit_xor', sql.call('hash', sql.call('columns', { kind: 'star' })))
  const from = reader('read_parquet', [file], { hive_partitioning: sql.FALSE })
  try {
    await database.run({ kind: 'select', items: [{ value: all }], from })
    return true
  } catch (error) {
    const named = messages.badFile('', '').code
    return !(error instanceof KqlError && (mayBeDamage(error) || error.diagnostics[0]?.code === named))
  }
}
