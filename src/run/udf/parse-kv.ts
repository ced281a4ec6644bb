/** parse-kv where values may be quoted, or where delimiters are not given. */
import type { DuckDBScalarFunction } from '@duckdb/node-api'
import { type KeyValueSyntax, keyValues } from '../../text/index.ts'

/** `kql_kv_scan(text, syntax)`: the pairs of a text; the syntax is JSON and the same for all rows. */
export const kvScan = (d: typeof import('@duckdb/node-api')): DuckDBScalarFunction => {
  let known: { readonly json: string; readonly syntax: KeyValueSyntax } | undefined
  return d.DuckDBScalarFunction.create({
    name: 'kql_kv_scan',
    parameterTypes: [d.VARCHAR, d.VARCHAR],
    returnType: d.LIST(d.STRUCT({ key: d.VARCHAR, value: d.VARCHAR })),
    mainFunction: (_, input, output) => {
      const [texts, syntaxes] = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        const json = String(syntaxes?.[row])
        if (known?.json !== json) known = { json, syntax: JSON.parse(json) as KeyValueSyntax }
        const pairs = keyValues(String(texts?.[row]), known.syntax).map(([key, value]) => d.structValue({ key, value }))
        output.setItem(row, d.listValue(pairs))
      }
      output.flush()
    },
  })
}
