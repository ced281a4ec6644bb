/** Functions over the whole tree of a dynamic value. */
import type { DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { canonicalJson, treePaths } from '../../types/index.ts'

type DuckDB = typeof import('@duckdb/node-api')

/** A function of JSON text; null stays null. */
const overJson = (d: DuckDB, name: string, returnType: DuckDBType, compute: (json: string) => DuckDBValue): DuckDBScalarFunction =>
  d.DuckDBScalarFunction.create({
    name,
    parameterTypes: [d.VARCHAR],
    returnType,
    mainFunction: (_, input, output) => {
      const [texts] = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) output.setItem(row, compute(String(texts?.[row])))
      output.flush()
    },
  })

export const jsonFunctions: Readonly<Record<string, (d: DuckDB) => DuckDBScalarFunction>> = {
  kql_canonical_json: (d) => overJson(d, 'kql_canonical_json', d.VARCHAR, canonicalJson),
  kql_treepath: (d) => overJson(d, 'kql_treepath', d.LIST(d.VARCHAR), (json) => d.listValue(treePaths(json))),
}
