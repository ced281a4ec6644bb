/** Functions in JavaScript that DuckDB calls a chunk of rows at a time. */
import type { DuckDBScalarFunction } from '@duckdb/node-api'
import type { FunctionConnection } from '../../api.ts'
import { graphComponents } from './graph-components.ts'
import { jsonFunctions } from './json.ts'
import { numberFunctions } from './numbers.ts'
import { kvScan } from './parse-kv.ts'
import { type ScalarUdf, scalarUdf } from './scalar.ts'
import { seriesFunction } from './series.ts'
import { textFunctions } from './text.ts'
import { regexFunctions } from './text-regex.ts'

const FUNCTIONS: Readonly<Record<string, (d: typeof import('@duckdb/node-api')) => DuckDBScalarFunction>> = {
  kql_kv_scan: kvScan,
  ...jsonFunctions,
  ...numberFunctions,
}

const SCALARS: Readonly<Record<string, ScalarUdf>> = { kql_graph_components: graphComponents, ...regexFunctions, ...textFunctions }

/** Is told of a caveat that a row of a query runs into. */
export type Note = (name: string, text: string) => void

/** Registers functions that compiled SQL names. Throws for a name that nothing stands behind. */
export const registerFunctions = async (connection: FunctionConnection, names: readonly string[], note?: Note): Promise<void> => {
  const duckdb = await import('@duckdb/node-api')
  for (const name of names) {
    // The geospatial functions bring large libraries with them.
    const geo = name.startsWith('kql_geo_') ? (await import('./geo/index.ts')).geoFunction(duckdb, name) : undefined
    const scalar = name === 'kql_ip_location' ? (await import('./ip-location.ts')).ipLocation : SCALARS[name]
    const made = scalar
      ? scalarUdf(duckdb, name, scalar)
      : (geo ?? seriesFunction(duckdb, name, note && ((text) => note(name, text))) ?? FUNCTIONS[name]?.(duckdb))
    if (!made) throw new Error(`nothing stands behind the function '${name}'`)
    connection.registerScalarFunction(made)
  }
}
