/** Functions of numbers that the engine lacks; null in, null out. */
import type { DuckDBScalarFunction } from '@duckdb/node-api'
import { convertUnit, QUANTITIES, type Quantity } from '../../functions/index.ts'
import { betaCdf, betaInv, betaPdf, erf, erfc, welchTest } from './special-functions.ts'

type DuckDB = typeof import('@duckdb/node-api')

const define = (
  d: DuckDB,
  name: string,
  parameters: readonly ('DOUBLE' | 'VARCHAR')[],
  call: (...args: readonly (number & string)[]) => number | null,
): DuckDBScalarFunction =>
  d.DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((p) => d[p]),
    returnType: d.DOUBLE,
    mainFunction: (_, input, output) => {
      const columns = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        const args = columns.map((c) => c[row] as number & string)
        output.setItem(row, args.some((a) => a === null || a === undefined) ? null : call(...args))
      }
      output.flush()
    },
  })

const reals = (name: string, call: (...args: readonly number[]) => number | null) => (d: DuckDB) =>
  define(
    d,
    name,
    Array.from({ length: call.length }, () => 'DOUBLE'),
    call,
  )

const conversion = (quantity: Quantity) => (d: DuckDB) =>
  define(d, `kql_convert_${quantity}`, ['DOUBLE', 'VARCHAR', 'VARCHAR'], (value, from, to) => convertUnit(quantity, value, from, to))

export const numberFunctions: Readonly<Record<string, (d: DuckDB) => DuckDBScalarFunction>> = {
  kql_erf: reals('kql_erf', erf),
  kql_erfc: reals('kql_erfc', erfc),
  kql_beta_cdf: reals('kql_beta_cdf', betaCdf),
  kql_beta_pdf: reals('kql_beta_pdf', betaPdf),
  kql_beta_inv: reals('kql_beta_inv', betaInv),
  kql_welch_test: reals('kql_welch_test', welchTest),
  ...Object.fromEntries(QUANTITIES.map((q) => [`kql_convert_${q}`, conversion(q)])),
}
