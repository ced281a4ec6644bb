/** Scalar functions over texts and numbers, described by their types and what they do with one row. */
import type { DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api'

type DuckDB = typeof import('@duckdb/node-api')

/** `rows` is a list of lists of texts. A null argument gives null without a call. */
export type UdfType = 'text' | 'long' | 'real' | 'bool' | 'texts' | 'longs' | 'rows'
export type UdfValue = string | bigint | number | boolean | readonly string[] | readonly bigint[] | readonly (readonly string[])[] | null

export interface ScalarUdf {
  readonly parameters: readonly UdfType[]
  readonly result: UdfType
  /** What one row yields. Throwing ends the query with the error's message. */
  readonly call: (...args: readonly UdfValue[]) => UdfValue
}

const typeOf = (d: DuckDB, type: UdfType): DuckDBType => {
  switch (type) {
    case 'text':
      return d.VARCHAR
    case 'long':
      return d.BIGINT
    case 'real':
      return d.DOUBLE
    case 'bool':
      return d.BOOLEAN
    case 'texts':
      return d.LIST(d.VARCHAR)
    case 'longs':
      return d.LIST(d.BIGINT)
    case 'rows':
      return d.LIST(d.LIST(d.VARCHAR))
  }
}

const fromDuckDB = (value: DuckDBValue): UdfValue =>
  typeof value === 'object' && value !== null && 'items' in value ? (value.items as readonly string[]) : (value as UdfValue)

const toDuckDB = (d: DuckDB, value: UdfValue): DuckDBValue =>
  Array.isArray(value) ? d.listValue(value.map((v: UdfValue) => toDuckDB(d, v))) : (value as DuckDBValue)

/** The function under this name, ready to be registered. */
export const scalarUdf = (d: DuckDB, name: string, udf: ScalarUdf): DuckDBScalarFunction =>
  d.DuckDBScalarFunction.create({
    name,
    parameterTypes: udf.parameters.map((p) => typeOf(d, p)),
    returnType: typeOf(d, udf.result),
    mainFunction: (_, input, output) => {
      const columns = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        const values = columns.map((c) => fromDuckDB(c[row] ?? null))
        // The engine hands over rows with nulls too.
        output.setItem(row, values.includes(null) ? null : toDuckDB(d, udf.call(...values)))
      }
      output.flush()
    },
  })
