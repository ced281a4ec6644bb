/** Functions over the whole tree of a dynamic value. */
import type { DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { canonicalJson, treePaths } from '../../types/index.ts'

type DuckDB = typeof import('@duckdb/node-api')

/** A function of JSON text; `nothing` is its value for null. */
const overJson = (
  d: DuckDB,
  name: string,
  returnType: DuckDBType,
  nothing: DuckDBValue,
  compute: (json: string) => DuckDBValue,
): DuckDBScalarFunction =>
  d.DuckDBScalarFunction.create({
    name,
    parameterTypes: [d.VARCHAR],
    returnType,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const [texts] = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts?.[row]
        output.setItem(row, typeof text === 'string' ? compute(text) : nothing)
      }
      output.flush()
    },
  })

export const jsonFunctions: Readonly<Record<string, (d: DuckDB) => DuckDBScalarFunction>> = {
  kql_canonical_json: (d) => overJson(d, 'kql_canonical_json', d.VARCHAR, '', canonicalJson),
  kql_treepath: (d) => overJson(d, 'kql_treepath', d.LIST(d.VARCHAR), null, (json) => d.listValue(treePaths(json))),
}
