/** Tables by name: declared schemas over the built-in ones. */
import type { KustoType } from '../types/index.ts'
import { builtinTable, builtinTableNames } from './builtin.ts'
import type { TableSchema } from './table.ts'

type Schemas = Readonly<Record<string, Readonly<Record<string, KustoType>>>>

export interface Catalog {
  table(name: string): TableSchema | undefined
  tableNames(): readonly string[]
  /** The table is known to have no rows. */
  isEmpty?(name: string): boolean
  /** These are all tables that there are, so that it helps to list them. */
  readonly complete?: boolean | undefined
}

const cache = new WeakMap<Schemas, Catalog>()

/** Declared schemas add to the built-in ones and replace those of the same name. The catalog of an object is made once. */
export const catalogOf = (schemas: Schemas | undefined): Catalog => {
  if (!schemas) return { table: builtinTable, tableNames: builtinTableNames }
  const known = cache.get(schemas)
  if (known) return known
  const tables = new Map<string, TableSchema>()
  let names: readonly string[] | undefined
  const catalog: Catalog = {
    table(name) {
      const found = tables.get(name)
      if (found) return found
      const declared = Object.hasOwn(schemas, name) ? schemas[name] : undefined
      const table = declared
        ? { name, columns: Object.entries(declared).map(([column, type]) => ({ name: column, type })) }
        : builtinTable(name)
      if (table) tables.set(name, table)
      return table
    },
    tableNames() {
      names ??= [...new Set([...Object.keys(schemas), ...builtinTableNames()])]
      return names
    },
  }
  cache.set(schemas, catalog)
  return catalog
}
