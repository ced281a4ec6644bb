/** DuckDB's own functions below its node package: they reach the memory of vectors, without an object for each value. */
import { createRequire } from 'node:module'

export type Bindings = typeof import('@duckdb/node-bindings')
export type { DataChunk, Vector } from '@duckdb/node-bindings'

/** The copy that the node package itself uses: objects of another one would not be understood. */
export const loadBindings = (): Bindings => {
  const here = createRequire(import.meta.url)
  return createRequire(here.resolve('@duckdb/node-api'))('@duckdb/node-bindings') as Bindings
}
