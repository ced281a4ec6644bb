/** Functions of dynamic values whose SQL depends on how many arguments there are, or on what is known of them. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, DynamicPrimitive, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { elementOf } from '../../../src/types/index.ts'
import { anyToJson, toJson } from '../convert.ts'
import { asInterval } from '../types.ts'

const json = (e: SqlExpr): SqlExpr => sql.call('to_json', e)
/** The elements of an array as JSON values, none where it is no array. */
const items = (a: Arg): SqlExpr => sql.call('kql_items_or_none', toJson(a))

const arrayLength: LowerPrimitive = ([a]) => {
  const array = a as Arg
  return elementOf(array.form) ? sql.call('len', array.raw) : sql.call('kql_array_length', toJson(array))
}

/** The nulls' side where it is given, else the end. */
const sorted =
  (descending: boolean): LowerPrimitive =>
  (args) => {
    const last = args.at(-1)
    const arrays = (last?.type === 'bool' ? args.slice(0, -1) : args).map(toJson)
    const options = [sql.literal(descending), last?.type === 'bool' ? last.sql : sql.TRUE]
    const [leader, ...others] = arrays as [SqlExpr, ...SqlExpr[]]
    const first = sql.call('kql_array_sort', leader, ...options)
    if (others.length === 0) return first
    return sql.call('json_array', first, ...others.map((o) => sql.call('kql_array_sort_by', o, leader, ...options)))
  }

const arraySplit: LowerPrimitive = ([array, at]) => {
  const places = (at as Arg).type === 'dynamic' ? sql.call('kql_json_list_long', toJson(at as Arg)) : sql.list([(at as Arg).sql])
  return sql.call('kql_array_split', toJson(array as Arg), places)
}

const arrayShift =
  (left: boolean): LowerPrimitive =>
  ([array, count, filler]) => {
    const value = toJson(array as Arg)
    // The smallest long has no counterpart, and moves everything out as its neighbour does.
    const bounded = sql.call('greatest', (count as Arg).sql, sql.literal(-(1n << 63n) + 1n))
    const steps = left ? (count as Arg).sql : sql.negate(sql.when(sql.isNotNull((count as Arg).sql), bounded))
    return json(sql.call('kql_list_shift', sql.call('kql_items', value), steps, filler ? toJson(filler) : sql.call('kql_filler', value)))
  }

const setOperation =
  (combine: (first: SqlExpr, others: readonly SqlExpr[]) => SqlExpr): LowerPrimitive =>
  (args) => {
    const [first, ...others] = args.map(items) as [SqlExpr, ...SqlExpr[]]
    return json(combine(first, others))
  }
const keep = (name: string) =>
  setOperation((first, others) => others.reduce((set, o) => sql.call(name, set, sql.call('kql_keys', o)), sql.call('kql_set', first)))

const zip: LowerPrimitive = (args) => {
  const tuple = sql.column('zipped')
  const parts = args.map((_, i): SqlExpr => ({ kind: 'index', value: tuple, index: sql.literal(BigInt(i + 1)) }))
  return json(sql.call('list_transform', sql.call('list_zip', ...args.map(items)), sql.lambda(['zipped'], sql.list(parts))))
}

/** Names and values by turns. */
const pairs = (args: readonly Arg[]): SqlExpr[] => args.map((a, i) => (i % 2 === 0 ? a.sql : anyToJson(a)))
const bagPack: LowerPrimitive = (args) => sql.call('json_object', ...pairs(args))

/** The steps of `$.a.b` and `$['a'].b`; a name is itself. Undefined for a path with an index or none behind `$`. */
const keyPath = (key: string): string[] | undefined => {
  if (!key.startsWith('$')) return [key]
  const steps: string[] = []
  const step = /\.([A-Za-z_]\w*)|\['([^']*)'\]|\["([^"]*)"\]/y
  let at = 1
  while (at < key.length) {
    step.lastIndex = at
    const match = step.exec(key)
    if (!match) return undefined
    steps.push(match[1] ?? match[2] ?? match[3] ?? '')
    at = step.lastIndex
  }
  return steps.length > 0 ? steps : undefined
}

const pathOf = (key: string, context: LowerContext): string[] => keyPath(key) ?? context.refuse(`'${key}' is no path of property names`)

const property = (bag: SqlExpr, name: string): SqlExpr => sql.call('kql_json_property', bag, sql.literal(name))
const isBag = (value: SqlExpr): SqlExpr => sql.eq(sql.call('json_type', value), sql.literal('OBJECT'))

const bagHasKey: LowerPrimitive = ([bag, key], context) => {
  const value = toJson(bag as Arg)
  const name = (key as Arg).constant
  if (typeof name !== 'string') return sql.call('kql_bag_has_any_key', value, (key as Arg).sql)
  const steps = pathOf(name, context)
  const parent = steps.slice(0, -1).reduce(property, value)
  const found = sql.call('kql_bag_has_key', parent, sql.literal(steps.at(-1) ?? ''))
  return steps.length === 1 ? found : sql.when(isBag(value), sql.coalesce(found, sql.FALSE))
}

const without = (bag: SqlExpr, [name = '', ...rest]: readonly string[]): SqlExpr => {
  if (rest.length === 0) return sql.call('kql_bag_without', bag, sql.list([sql.literal(name)]))
  const inner = property(bag, name)
  return sql.when(isBag(inner), sql.call('kql_bag_with', bag, sql.literal(name), without(inner, rest)), bag)
}

const bagRemoveKeys: LowerPrimitive = ([bag, keys], context) => {
  const value = toJson(bag as Arg)
  const { constant } = keys as Arg
  // Whether names are paths must be known: a path needs SQL of its own.
  if (typeof constant !== 'string') return sql.call('kql_bag_remove_names', value, toJson(keys as Arg))
  const parsed: unknown = JSON.parse(constant)
  const names = Array.isArray(parsed) ? parsed.filter((k) => typeof k === 'string') : []
  const paths = names.filter((n) => n.startsWith('$')).map((n) => pathOf(n, context))
  const plain = sql.call('kql_bag_without', value, sql.list(names.filter((n) => !n.startsWith('$')).map((n) => sql.literal(n))))
  return paths.reduce(without, names.some((n) => !n.startsWith('$')) ? plain : sql.call('kql_bag_or_null', value))
}

const withKey = (bag: SqlExpr, [name = '', ...rest]: readonly string[], value: SqlExpr): SqlExpr => {
  if (rest.length === 0) return sql.call('kql_bag_with', bag, sql.literal(name), value)
  const inner = property(bag, name)
  const made = rest.reduceRight<SqlExpr>((v, key) => sql.call('json_object', sql.literal(key), v), value)
  return sql.call('kql_bag_with', bag, sql.literal(name), sql.when(isBag(inner), withKey(inner, rest, value), made))
}

const bagSetKey: LowerPrimitive = ([bag, key, value], context) => {
  const steps = pathOf(String((key as Arg).constant), context)
  const target = toJson(bag as Arg)
  return sql.when(isBag(target), withKey(target, steps, toJson(value as Arg)))
}

/** The static type, also of a null (recorded: r2-type-casts-coercion-0042); of a dynamic what it holds. */
const getType: LowerPrimitive = ([a]) => {
  const value = a as Arg
  if (value.type === 'dynamic')
    return elementOf(value.form)
      ? sql.when(sql.isNull(value.raw), sql.literal('null'), sql.literal('array'))
      : sql.call('kql_gettype', toJson(value))
  return sql.literal(value.type)
}

const HOUR = 36_000_000_000n
const range: LowerPrimitive = ([from, to, step], context) => {
  const [first, last] = [(from as Arg).sql, (to as Arg).sql]
  const element = elementOf(context.result.form)
  if (element === 'datetime') {
    const hour = { raw: sql.literal(HOUR), constant: HOUR }
    return sql.call('kql_datetime_range', first, last, asInterval(step ?? hour))
  }
  if (element === 'timespan') return sql.call('kql_long_range', first, last, step ? step.sql : sql.literal(HOUR))
  return sql.call(element === 'real' ? 'kql_real_range' : 'kql_long_range', first, last, step ? step.sql : sql.literal(1n))
}

export const dynamic: Readonly<Record<DynamicPrimitive, LowerPrimitive>> = {
  // Text stays text: whoever uses it reads it as JSON.
  parse_json: ([a]) => sql.call('kql_json_text', (a as Arg).raw),
  gettype: getType,
  range,
  pack_array: (args) => sql.call('json_array', ...args.map(anyToJson)),
  zip,
  array_length: arrayLength,
  array_concat: (args) => json(sql.call('list_concat', ...args.map(items))),
  array_sort_asc: sorted(false),
  array_sort_desc: sorted(true),
  array_split: arraySplit,
  array_shift_left: arrayShift(true),
  array_shift_right: arrayShift(false),
  set_union: setOperation((first, others) => sql.call('kql_set', sql.call('list_concat', first, ...others))),
  set_intersect: keep('kql_set_keep'),
  set_difference: keep('kql_set_drop'),
  bag_has_key: bagHasKey,
  bag_pack: bagPack,
  bag_pack_filled: (args, context) => sql.call('kql_bag_filled', bagPack(args, context)),
  bag_merge: (args) =>
    sql.call('kql_bag', sql.call('kql_first_entries', sql.call('list_concat', ...args.map((a) => sql.call('kql_entries', toJson(a)))))),
  bag_remove_keys: bagRemoveKeys,
  bag_set_key: bagSetKey,
  'has elements': (args) =>
    sql.or(
      ...args.map((a) =>
        elementOf(a.form)
          ? sql.coalesce(sql.binary('>', sql.call('len', a.raw), sql.literal(0n)), sql.TRUE)
          : sql.call('kql_has_elements', toJson(a)),
      ),
    ),
}
