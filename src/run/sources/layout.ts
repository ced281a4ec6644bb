/** What is known of data files before their rows are read. */
import type { DuckDBType } from '@duckdb/node-api'

export type Format = 'parquet' | 'csv' | 'tsv' | 'ndjson' | 'json'

/** A data file that belongs to a table. */
export interface DataFile {
  readonly path: string
  readonly format: Format
  /** The `key=value` folders on the way to it, as written. */
  readonly partition: Readonly<Record<string, string>>
}

/** The type of a column as its file holds it; `name` is DuckDB's, without parameters of no interest here. */
export type StoredType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'list'; readonly item: StoredType }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: StoredType }[] }
  | { readonly kind: 'map'; readonly key: StoredType; readonly value: StoredType }

export interface StoredColumn {
  readonly name: string
  readonly type: StoredType
}

/**
 * Files that are read by one scan: the same format, the same columns in the same order, the same partition keys. `columns` are the
 * files' own, each with the name it has there, letter for letter. `keys` are partition keys that DuckDB reads from the path, behind the
 * columns; `constants` are those that it can't, because one of them has the name of a column, and the column wins.
 */
export interface Layout {
  readonly format: Format
  readonly files: readonly string[]
  readonly columns: readonly StoredColumn[]
  readonly keys: readonly string[]
  readonly constants: Readonly<Record<string, string | null>>
}

export const TEXT: StoredType = { kind: 'scalar', name: 'VARCHAR' }

/** DuckDB's description of a type in the form used here. */
export const storedType = (type: DuckDBType): StoredType => {
  if ('entryNames' in type) {
    return { kind: 'struct', fields: type.entryNames.map((name, i) => ({ name, type: storedType(type.entryTypes[i]!) })) }
  }
  if ('keyType' in type) return { kind: 'map', key: storedType(type.keyType), value: storedType(type.valueType) }
  if ('valueType' in type) return { kind: 'list', item: storedType(type.valueType) }
  return { kind: 'scalar', name: type.alias ?? type.toString().replace(/\(.*$/s, '') }
}

/** A type for messages: `LIST of STRUCT`, `TIMESTAMP WITH TIME ZONE`. */
export const showStored = (type: StoredType): string => {
  if (type.kind === 'scalar') return type.name
  return type.kind === 'list' ? `LIST of ${showStored(type.item)}` : type.kind.toUpperCase()
}
