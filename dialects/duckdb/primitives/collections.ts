/** Lists, sets and bags of a group's values. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, CollectionPrimitive, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { elementOf } from '../../../src/types/index.ts'
import { typeOf } from '../types.ts'
import { aggregateCall, parts } from './aggregate-call.ts'

/** The most elements that a list, set or bag has. */
const CAP = 1_048_576n
/** What the deprecated forms take without a size. */
const OLD_CAP = 128n

/** The size that is asked for; `usual` without one. */
const capOf = (rest: readonly Arg[], context: LowerContext, usual = CAP): bigint => {
  const given = rest[0]?.constant
  if (rest.length === 0 || given === null) return usual
  if (typeof given !== 'bigint') return context.refuse('its size must be a literal')
  if (given < 1n) return context.refuse('what a size below 1 does is not documented')
  return given < CAP ? given : CAP
}

const capped = (list: SqlExpr, cap: bigint): SqlExpr => sql.call('list_slice', list, sql.literal(1n), sql.literal(cap))

const conjunction = (a: SqlExpr | undefined, b: SqlExpr): SqlExpr => (a ? sql.and(a, b) : b)
const mayBeNull = (a: Arg): boolean => a.nullable && a.type !== 'string'

/** Whether the values are arrays, which are unfolded: a native list, or JSON that can hold anything. */
const isNested = (a: Arg): boolean => a.type === 'dynamic'

/** All values of a group. Arrays are unfolded into their elements; a null dynamic stays, as do nulls in arrays. */
const listOf = (
  args: readonly Arg[],
  context: LowerContext,
  nulls: boolean,
  items = 'kql_list_items',
): { list: SqlExpr; rest: readonly Arg[] } => {
  const { values, filter, rest } = parts(args)
  const [a] = values as [Arg]
  const { orderBy } = context
  if (isNested(a)) {
    const elements = elementOf(a.form) ? sql.coalesce(a.raw, sql.list([sql.NULL])) : sql.call(items, a.sql)
    return { list: sql.call('flatten', aggregateCall('list', [elements], { filter, orderBy })), rest }
  }
  const kept = nulls || !mayBeNull(a) ? filter : conjunction(filter, sql.isNotNull(a.sql))
  return { list: aggregateCall('list', [a.sql], { filter: kept, orderBy }), rest }
}

/** The list in the form of the result: JSON, or a native list that is empty where there was nothing. */
const finished = (list: SqlExpr, context: LowerContext): SqlExpr => {
  const element = elementOf(context.result.form)
  const all = sql.coalesce(list, sql.cast(sql.list([]), element ? typeOf('dynamic', context.result.form) : 'JSON[]'))
  return element ? all : sql.call('to_json', all)
}

const makeList =
  (nulls: boolean, usual = CAP): LowerPrimitive =>
  (args, context) => {
    const { list, rest } = listOf(args, context, nulls)
    return finished(capped(list, capOf(rest, context, usual)), context)
  }

/** In the order of first appearance where rows have an order, else sorted, so that the result doesn't depend on chance. */
const makeSet =
  (usual = CAP): LowerPrimitive =>
  (args, context) => {
    const { values, filter, rest } = parts(args)
    const [a] = values as [Arg]
    const cap = capOf(rest, context, usual)
    if (isNested(a) || context.orderBy.length > 0) {
      const { list } = listOf(args, context, true, 'kql_set_items')
      return finished(capped(sql.call('kql_first_seen', list), cap), context)
    }
    const kept = mayBeNull(a) ? conjunction(filter, sql.isNotNull(a.sql)) : filter
    const list = aggregateCall('list', [a.sql], { filter: kept, distinct: true, orderBy: [sql.order(a.sql)] })
    return finished(capped(list, cap), context)
  }

const makeBag =
  (usual: bigint): LowerPrimitive =>
  (args, context) => {
    const { values, filter, rest } = parts(args)
    const [a] = values as [Arg]
    const entries = sql.call('flatten', aggregateCall('list', [sql.call('kql_bag_entries', a.sql)], { filter, orderBy: context.orderBy }))
    return sql.call('kql_bag_of', entries, sql.literal(capOf(rest, context, usual)))
  }

const buildSchema: LowerPrimitive = ([a], context) => {
  const value = a as Arg
  const list = aggregateCall('list', [value.sql], { filter: sql.isNotNull(value.sql), orderBy: context.orderBy })
  return sql.cast(context.udf('kql_buildschema', sql.cast(sql.call('to_json', list), 'VARCHAR')), 'JSON')
}

export const collections: Readonly<Record<CollectionPrimitive, LowerPrimitive>> = {
  make_list: makeList(false),
  make_list_with_nulls: makeList(true),
  make_set: makeSet(),
  makelist: makeList(false, OLD_CAP),
  makeset: makeSet(OLD_CAP),
  make_bag: makeBag(CAP),
  make_dictionary: makeBag(OLD_CAP),
  buildschema: buildSchema,
}
