/** mv-expand: arrays unfolded side by side in a select list, which pads the shorter ones with null. */
import * as sql from '../../src/sql/build.ts'
import type { Arg, SqlExpr, UnnestOptions } from '../../src/sql/index.ts'
import { elementOf, type Form, type KustoType, type ValueType } from '../../src/types/index.ts'
import { anyToJson, toJson } from './convert.ts'
import { typeOf } from './types.ts'

/** The sources as lists of elements. */
export const lists = (items: readonly Arg[], options: UnnestOptions): SqlExpr[] => {
  const whole = items.map((a) => listOf(a, options))
  return options.limit ? whole.map((l) => sql.call('list_slice', l, sql.literal(1n), options.limit as SqlExpr)) : whole
}

export const unnest = (sources: readonly SqlExpr[]): { elements: SqlExpr[]; index: SqlExpr } => {
  const lengths = sources.map((l) => sql.call('len', l))
  const [first] = lengths
  const longest = lengths.length === 1 && first ? first : sql.call('greatest', ...lengths)
  return { elements: sources.map((l) => sql.call('unnest', l)), index: sql.call('unnest', sql.call('range', longest)) }
}

/** The elements of a source: a null source is one null element where rows must stay. */
const listOf = (a: Arg, options: UnnestOptions): SqlExpr => {
  if (elementOf(a.form)) return options.keepEmpty ? sql.coalesce(a.raw, sql.list([sql.NULL])) : a.raw
  const list = sql.call(options.bags === 'array' ? 'kql_elements_array' : 'kql_elements', toJson(a))
  return options.keepEmpty ? sql.coalesce(list, sql.list([sql.NULL])) : list
}

const isNumber = (t: KustoType): boolean => t === 'int' || t === 'long' || t === 'real' || t === 'decimal'

/** An element in the type asked for; null where it holds something else (a number may become another kind of number). */
export const element = (value: SqlExpr, form: Form | undefined, to: ValueType): SqlExpr => {
  const type = elementOf(form)
  if (!type) return to.type === 'dynamic' ? value : sql.call(`kql_cast_${to.type}`, value)
  if (type === to.type) return value
  const arg: Arg = { type, form: undefined, nullable: true, sql: value, raw: value, constant: undefined, clock: false }
  if (to.type === 'dynamic') return anyToJson(arg)
  // Strings of an array are what JSON has for times and guids.
  const read = type === 'string' && (to.type === 'datetime' || to.type === 'timespan' || to.type === 'guid')
  if (read || (isNumber(type) && isNumber(to.type))) return sql.call(`kql_${type}_to${to.type}`, value)
  return sql.cast(sql.NULL, typeOf(to.type))
}
