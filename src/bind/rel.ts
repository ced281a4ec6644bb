/** Constructors of relational nodes: they work out columns and ordering, so that operators don't have to. */
import type { Aggregate, CallColumn, Column, Limit, Ordering, Origin, Project, Rel, Scalar, SortKey, Window } from '../plan/index.ts'

export const filter = (input: Rel, predicate: Scalar, origin?: Origin): Rel =>
  predicate.kind === 'literal' && predicate.value === true
    ? input
    : { kind: 'filter', input, predicate, columns: input.columns, ordering: input.ordering, origin }

/** The given columns; those with a definition are computed, the others pass through. */
export const project = (input: Rel, columns: readonly Column[], definitions: ReadonlyMap<number, Scalar>, origin?: Origin): Project => ({
  kind: 'project',
  input,
  columns,
  definitions,
  ordering: input.ordering,
  origin,
})

/** The given columns of the input, in that order. */
export const pick = (input: Rel, columns: readonly Column[], origin?: Origin): Rel =>
  columns.length === input.columns.length && columns.every((c, i) => c === input.columns[i])
    ? input
    : project(input, columns, new Map(), origin)

/** The input sorted by keys; nothing is sorted until something asks for it. Rows with equal keys keep an order that is total. */
export const sorted = (input: Rel, keys: readonly SortKey[]): Rel => {
  const before = input.ordering?.total ? input.ordering.keys.filter((k) => !keys.some((s) => s.column === k.column)) : []
  return { ...input, ordering: { keys: [...keys, ...before], explicit: true, total: input.ordering?.total ?? false, serialized: true } }
}

/** The input with its rows in one order, whatever the engine does: where a query leaves it open, all columns decide. */
export const settledOrder = (input: Rel): Rel => {
  if (input.ordering?.explicit && input.ordering.total) return input
  const keys = input.ordering?.explicit ? input.ordering.keys : []
  const open = input.columns.filter((c) => !keys.some((k) => k.column.id === c.id))
  // Nulls of reals last, where the engine has NaN beside them anyway.
  const rest = open.map((column) => ({ column, descending: false, nullsFirst: column.type !== 'real' }))
  return { ...input, ordering: { keys: [...keys, ...rest], explicit: true, total: true, serialized: true } }
}

/** The input with its rows in a fixed order, which is any where none is known. */
export const serialized = (input: Rel): Rel => ({
  ...input,
  ordering: input.ordering ? { ...input.ordering, serialized: true } : { keys: [], explicit: false, total: false, serialized: true },
})

/** The input's rows in the order they have, over which Kusto allows no window functions all the same. */
export const unserialized = <R extends Rel>(input: R): R =>
  input.ordering?.serialized ? { ...input, ordering: { ...input.ordering, serialized: false } } : input

export const aggregate = (input: Rel, keys: Aggregate['keys'], aggregates: readonly CallColumn[], origin?: Origin): Aggregate => ({
  kind: 'aggregate',
  input,
  keys,
  aggregates,
  columns: [...keys.map((k) => k.output), ...aggregates.map((a) => a.output)],
  ordering: keys.length === 0 ? SINGLE : undefined,
  origin,
})

/** The order of a relation of one row. */
export const SINGLE: Ordering = { keys: [], explicit: false, total: true, serialized: false }

export const window = (input: Rel, functions: readonly CallColumn[], partition: readonly Column[] = [], origin?: Origin): Window => ({
  kind: 'window',
  input,
  partition,
  functions,
  columns: [...input.columns, ...functions.map((f) => f.output)],
  ordering: input.ordering,
  origin,
})

const NONE: readonly Column[] = []

export const limit = (input: Rel, count: Scalar, origin?: Origin, random = false): Limit => ({
  kind: 'limit',
  input,
  count,
  partition: NONE,
  columns: input.columns,
  ordering: input.ordering,
  origin,
  random,
})
