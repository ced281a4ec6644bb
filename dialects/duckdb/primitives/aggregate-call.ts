/** Calls of the engine's aggregates. */
import type { Arg, SqlExpr, SqlOrder } from '../../../src/sql/index.ts'

/** The arguments in front, then the predicate if there is one, then the rest. */
export const parts = (args: readonly Arg[], values = 1): { values: readonly Arg[]; filter: SqlExpr | undefined; rest: readonly Arg[] } => {
  const next = args[values]
  const filtered = next?.type === 'bool'
  return { values: args.slice(0, values), filter: filtered ? next.sql : undefined, rest: args.slice(filtered ? values + 1 : values) }
}

interface Options {
  readonly filter?: SqlExpr | undefined
  readonly distinct?: boolean
  readonly orderBy?: readonly SqlOrder[]
}

/** A call of an aggregate of the engine. */
export const aggregateCall = (name: string, args: readonly SqlExpr[], options: Options = {}): SqlExpr => ({
  kind: 'call',
  name,
  args,
  filter: options.filter,
  ...(options.distinct ? { distinct: true } : {}),
  ...(options.orderBy && options.orderBy.length > 0 ? { orderBy: options.orderBy } : {}),
})
