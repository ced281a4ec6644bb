/** Kusto's geospatial functions as scalar functions of DuckDB. */
import type { DuckDBScalarFunction, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { cellFunctions } from './cells.ts'
import type { ArgumentKind, GeoFunction, GeoValue, ResultKind } from './define.ts'
import { pointFunctions } from './points.ts'
import { Unanswerable } from './refusal.ts'
import { shapeFunctions } from './shapes.ts'

type DuckDB = typeof import('@duckdb/node-api')

const FUNCTIONS: Readonly<Record<string, GeoFunction>> = { ...pointFunctions, ...cellFunctions, ...shapeFunctions }

const argumentType = (d: DuckDB, kind: ArgumentKind): DuckDBType => (kind === 'real' ? d.DOUBLE : kind === 'bool' ? d.BOOLEAN : d.VARCHAR)

const resultType = (d: DuckDB, kind: ResultKind): DuckDBType =>
  kind === 'real'
    ? d.DOUBLE
    : kind === 'int'
      ? d.INTEGER
      : kind === 'bool'
        ? d.BOOLEAN
        : kind === 'json'
          ? d.DuckDBVarCharType.create('JSON')
          : d.VARCHAR

/** A null where a value is needed gives null, or the empty text. */
const called = (name: string, f: GeoFunction, args: readonly DuckDBValue[]): DuckDBValue => {
  const missing = f.result === 'text' ? '' : null
  for (let i = 0; i < f.required; i++) if (args[i] === null) return missing
  const values = args.map((v, i): GeoValue => (v !== null ? (v as GeoValue) : f.parameters[i] === 'real' ? Number.NaN : undefined))
  try {
    return f.call(...values) ?? missing
  } catch (error) {
    if (error instanceof Unanswerable) throw new Error(`'${name}' has no certain answer: ${error.message}`)
    throw error
  }
}

/**
 * The function of a name such as `kql_geo_angle`, or with fewer than all arguments `kql_geo_point_to_s2cell_with2`; undefined where
 * there is none. Throws in a row whose answer is not certain, with the reason.
 */
export const geoFunction = (d: DuckDB, name: string): DuckDBScalarFunction | undefined => {
  const [, plain = '', count] = /^kql_(geo_\w+?)(?:_with(\d+))?$/.exec(name) ?? []
  const f = FUNCTIONS[plain]
  if (!f) return undefined
  const parameters = count === undefined ? f.parameters : f.parameters.slice(0, Number(count))
  return d.DuckDBScalarFunction.create({
    name,
    parameterTypes: parameters.map((p) => argumentType(d, p)),
    returnType: resultType(d, f.result),
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const columns = input.getColumns()
      for (let row = 0; row < input.rowCount; row++) {
        output.setItem(
          row,
          called(
            plain,
            f,
            columns.map((c) => c[row] ?? null),
          ),
        )
      }
      output.flush()
    },
  })
}
