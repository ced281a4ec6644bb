/** Runs queries on a DuckDB on which nothing is registered. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { dialects } from '../../dialects/index.ts'
import { catalogOf } from '../../src/catalog/index.ts'
import { type Compiled, compileWith, ticksOf } from '../../src/compile.ts'
import { allRows } from '../../src/run/rows.ts'
import type { Dialect } from '../../src/sql/index.ts'

export interface Portable {
  readonly connection: DuckDBConnection
  /** The SQL of a query, which needs nothing but its macros. Throws for errors. */
  compile(kql: string): Compiled
  /** Cells as the engine gives them. */
  query(kql: string): Promise<{ readonly rows: unknown[][] }>
  close(): void
}

/** A plain connection, as any client of DuckDB has it; `now` is the time of the queries. */
export const openPortable = async (now: string): Promise<Portable> => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const compile = (kql: string): Compiled => {
    const compiled = compileWith(kql, {
      catalog: catalogOf(undefined),
      dialect: dialects.duckdb as Dialect,
      now: ticksOf(now),
      portable: true,
    })
    const errors = compiled.diagnostics.filter((d) => d.severity === 'error')
    if (errors.length > 0) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'))
    return compiled
  }
  return {
    connection,
    compile,
    query: async (kql) => {
      const compiled = compile(kql)
      for (const { text } of compiled.macroList) await connection.run(text)
      return { rows: await allRows(await connection.stream(compiled.sql), compiled.cells) }
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
