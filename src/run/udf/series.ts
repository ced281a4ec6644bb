/** The series functions as scalar functions of DuckDB: a list in, a struct of lists (or a value) out. */
import type { DuckDBScalarFunction, DuckDBType } from '@duckdb/node-api'
import {
  SERIES_FUNCTIONS,
  type SeriesArgument,
  type SeriesOutputKind,
  type SeriesParameterType,
  type SeriesResult,
} from '../../series/index.ts'

type DuckDB = typeof import('@duckdb/node-api')

const parameterType = (d: DuckDB, type: SeriesParameterType): DuckDBType => {
  switch (type) {
    case 'series':
    case 'operand':
      return d.LIST(d.DOUBLE)
    case 'number':
    case 'real':
      return d.DOUBLE
    case 'long':
    case 'int':
      return d.BIGINT
    case 'string':
      return d.VARCHAR
    case 'bool':
      return d.BOOLEAN
  }
}

const outputType = (d: DuckDB, kind: SeriesOutputKind): DuckDBType =>
  kind.endsWith('[]') ? d.LIST(d.DOUBLE) : kind === 'long' ? d.BIGINT : d.DOUBLE

/** The function of this name, ready to be registered; undefined where there is none. */
export const seriesFunction = (d: DuckDB, name: string): DuckDBScalarFunction | undefined => {
  const definition = SERIES_FUNCTIONS[name]
  if (!definition) return undefined
  const { parameters, outputs } = definition
  const types = outputs.map((o) => outputType(d, o.kind))
  const single = definition.result === 'value'
  const returnType = single
    ? (types[0] as DuckDBType)
    : d.STRUCT(Object.fromEntries(outputs.map((o, i) => [o.name, types[i] as DuckDBType])))
  return d.DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((p) => parameterType(d, p.type)),
    returnType,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const columns = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        const args = columns.map((c): SeriesArgument => argument(c[row]))
        while (args.length > 0 && args.at(-1) === null) args.pop()
        const results = args.length === 0 ? outputs.map(() => null) : definition.call(args)
        const values = results.map((r, i) => value(d, r, outputs[i]?.kind ?? 'real'))
        output.setItem(
          row,
          single ? (values[0] ?? null) : d.structValue(Object.fromEntries(outputs.map((o, i) => [o.name, values[i] ?? null]))),
        )
      }
      output.flush()
    },
  })
}

const argument = (v: unknown): SeriesArgument => {
  if (v === null || v === undefined) return null
  if (typeof v === 'bigint') return Number(v)
  if (typeof v === 'object' && 'items' in v) return Float64Array.from((v as { items: (number | null)[] }).items, (x) => x ?? Number.NaN)
  return v as number | string | boolean
}

const value = (d: DuckDB, r: SeriesResult, kind: SeriesOutputKind) => {
  if (r === null) return null
  if (typeof r === 'number') return kind === 'long' ? BigInt(Math.trunc(r)) : r
  return d.listValue(Array.from(r, (x) => (Number.isNaN(x) ? null : x)))
}
