/** Functions in JavaScript that DuckDB calls a chunk of rows at a time. */
import type { DuckDBScalarFunction } from '@duckdb/node-api'
import type { Database } from '../duckdb.ts'
import { jsonFunctions } from './json.ts'
import { numberFunctions } from './numbers.ts'
import { kvScan } from './parse-kv.ts'
import { seriesFunction } from './series.ts'

const FUNCTIONS: Readonly<Record<string, (d: typeof import('@duckdb/node-api')) => DuckDBScalarFunction>> = {
  kql_kv_scan: kvScan,
  ...jsonFunctions,
  ...numberFunctions,
}

/** Registers a function that compiled SQL names. Throws for a name that nothing stands behind: the registry is at fault then. */
export const registerFunction = async (database: Database, name: string): Promise<void> => {
  const duckdb = await import('@duckdb/node-api')
  const made = seriesFunction(duckdb, name) ?? FUNCTIONS[name]?.(duckdb)
  if (!made) throw new Error(`nothing stands behind the function '${name}'`)
  database.connection.registerScalarFunction(made)
}
