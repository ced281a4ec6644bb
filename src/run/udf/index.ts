/** Functions in JavaScript that DuckDB calls a chunk of rows at a time. */
import type { Database } from '../duckdb.ts'
import { seriesFunction } from './series.ts'

/** Registers a function that compiled SQL names. Throws for a name that nothing stands behind: the registry is at fault then. */
export const registerFunction = async (database: Database, name: string): Promise<void> => {
  const duckdb = await import('@duckdb/node-api')
  const made = seriesFunction(duckdb, name)
  if (!made) throw new Error(`nothing stands behind the function '${name}'`)
  database.connection.registerScalarFunction(made)
}
