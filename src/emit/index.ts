/** Plan → SQL tree: one SELECT with CTEs, and what it needs to run. */
import type { ColumnSchema } from '../catalog/index.ts'
import type { Pruned } from '../optimise/index.ts'
import { dependsOnRow } from '../plan/index.ts'
import type { Dialect, SqlQuery } from '../sql/index.ts'
import type { Diagnostic } from '../text/index.ts'
import { Emission } from './emission.ts'
import { Names, physicalNames, physicalNamesOf, renamedColumns } from './names.ts'
import { Shaper, type TableNames } from './shape.ts'

export { physicalNames } from './names.ts'

export interface EmitOptions {
  readonly dialect: Dialect
  /** All columns of a table, in the catalog's order. */
  readonly columnsOf: (table: string) => readonly ColumnSchema[]
  /** Gives every operator a SELECT of its own (for tests that compare rows). */
  readonly apart?: boolean | undefined
  /** No registered functions: the macros that stand for them, or errors. */
  readonly portable?: boolean | undefined
}

export interface Emitted {
  readonly query: SqlQuery
  readonly diagnostics: readonly Diagnostic[]
  readonly udfs: ReadonlySet<string>
  readonly usesNow: boolean
  /** KQL's name of each table that is read → the name in the SQL. */
  readonly tables: ReadonlyMap<string, string>
}

export const emitQuery = (plan: Pruned, options: EmitOptions): Emitted => {
  const tableNames = [...plan.tables]
  const physical = physicalNames(tableNames)
  const tables = new Map<string, string>()
  for (let i = 0; i < physical.length; i++) tables.set(tableNames[i] as string, physical[i] as string)
  const lookupTable = (name: string): TableNames => {
    const columns = options.columnsOf(name)
    return { name: tables.get(name) ?? name, renamed: renamedColumns(columns), width: columns.length }
  }
  const emission = new Emission(options.dialect, options.apart ?? false, options.portable ?? false, (rel, outer) => {
    const inner = shaper.inner(outer)
    return inner.whole(rel, physicalNamesOf(rel.columns), undefined)
  })
  const shaper = new Shaper(emission, new Names(physical), lookupTable, plan.shared, new Map())
  // What depends on a row around it is made where that row is in reach.
  if (plan.shared.size > 0) for (const use of plan.shared.values()) if (!plan.applies || !dependsOnRow(use.rel)) shaper.share(use)
  const { root } = plan
  const body = shaper.finish(shaper.open(root, true), root.columns, undefined, root.ordering)
  const query: SqlQuery = shaper.ctes.length > 0 ? { kind: 'with', ctes: shaper.ctes, body } : body
  return { query, diagnostics: emission.diagnostics, udfs: emission.udfs, usesNow: emission.usesNow, tables }
}
