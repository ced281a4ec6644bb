/** The dialects by name; the only place that names them all. */
import type { Dialect } from '../src/sql/index.ts'
import { duckdb } from './duckdb/index.ts'

export const dialects: Readonly<Record<string, Dialect>> = { duckdb }
