/** The SELECT that is being filled: operators go into it while its later clauses are still empty. */
import type { Column } from '../plan/index.ts'
import type { SqlExpr, SqlFrom, SqlItem, SqlOrder, SqlSelect } from '../sql/index.ts'

export interface Binding {
  readonly sql: SqlExpr
  /** A column or constant: repeating it costs nothing. */
  readonly simple: boolean
}

export interface Open {
  from: SqlFrom | undefined
  /** What each column of the plan is in terms of `from`. */
  readonly columns: Map<number, Binding>
  where: SqlExpr[]
  groupBy: SqlExpr[] | undefined
  qualify: SqlExpr[]
  /** Window functions or unfolded lists stand in the select list: nothing but a projection may follow. */
  closed: boolean
  orderBy: readonly SqlOrder[]
  limit: SqlExpr | undefined
  comments: string[]
  /** The names that columns of `from` have, folded: an output of the same name would shadow them in ORDER BY. */
  readonly alias: string | undefined
}

export const openFrom = (from: SqlFrom | undefined, alias: string | undefined, columns: Iterable<readonly [number, SqlExpr]>): Open => ({
  from,
  columns: new Map([...columns].map(([id, sql]) => [id, { sql, simple: true }])),
  where: [],
  groupBy: undefined,
  qualify: [],
  closed: false,
  orderBy: [],
  limit: undefined,
  comments: [],
  alias,
})

/** Nothing but a FROM with plain columns. */
export const isBare = (o: Open): boolean =>
  o.from !== undefined &&
  o.from.kind !== 'join' &&
  o.where.length === 0 &&
  canFilter(o) &&
  o.alias !== undefined &&
  [...o.columns.values()].every((b) => b.simple && b.sql.kind === 'column')

/** Whether a condition may still be added to its WHERE. */
export const canFilter = (o: Open): boolean => o.groupBy === undefined && canCompute(o)

/** Whether expressions over its columns may still be added below GROUP BY, windows and LIMIT. */
export const canCompute = (o: Open): boolean => !o.closed && o.limit === undefined && o.qualify.length === 0

/** The finished SELECT with the given columns under the given names. */
export const close = (
  o: Open,
  columns: readonly Column[],
  names: readonly string[],
  orderBy: readonly SqlOrder[] = o.orderBy,
): SqlSelect => {
  const items = columns.map((c, i): SqlItem => ({ value: bound(o, c), alias: names[i] }))
  return {
    kind: 'select',
    items: items.length > 0 ? items : [{ value: { kind: 'literal', value: 1n }, alias: 'one' }],
    from: o.from,
    where: o.where,
    groupBy: o.groupBy,
    qualify: o.qualify,
    orderBy,
    limit: o.limit,
    comments: o.comments,
  }
}

export const bound = (o: Open, c: Column): SqlExpr => {
  const binding = o.columns.get(c.id)
  if (!binding) throw new Error(`column ${c.id} (${c.name}) is not in reach`)
  return binding.sql
}
