/** mv-expand: arrays unfolded side by side in a select list, which pads the shorter ones with null. */
import { type Arg, type SqlExpr, sql, type UnnestOptions } from '../../src/sql/index.ts'
import { elementOf, type Form, type ValueType } from '../../src/types/index.ts'
import { anyToJson, fromDynamic, toJson } from './convert.ts'

export const unnest = (items: readonly Arg[], options: UnnestOptions): { elements: SqlExpr[]; index: SqlExpr } => {
  const lists = items.map((a) => listOf(a, options))
  const limited = options.limit ? lists.map((l) => sql.call('list_slice', l, sql.literal(1n), options.limit as SqlExpr)) : lists
  const lengths = limited.map((l) => sql.call('len', l))
  const [first] = lengths
  const longest = lengths.length === 1 && first ? first : sql.call('greatest', ...lengths)
  return {
    elements: limited.map((l) => sql.call('unnest', l)),
    index: sql.call('unnest', sql.call('range', longest)),
  }
}

/** The elements of a source: a null source is one null element where rows must stay. */
const listOf = (a: Arg, options: UnnestOptions): SqlExpr => {
  if (elementOf(a.form)) return options.keepEmpty ? sql.coalesce(a.raw, sql.list([sql.NULL])) : a.raw
  const list = sql.call(options.bags === 'array' ? 'kql_elements_array' : 'kql_elements', toJson(a))
  return options.keepEmpty ? sql.coalesce(list, sql.list([sql.NULL])) : list
}

/** An element in the type asked for; null where it holds something else. */
export const element = (value: SqlExpr, form: Form | undefined, to: ValueType): SqlExpr => {
  const type = elementOf(form)
  const arg: Arg = { type: type ?? 'dynamic', form: undefined, nullable: true, sql: value, raw: value, constant: undefined, clock: false }
  if (type) {
    if (to.type === 'dynamic') return anyToJson(arg)
    if (type === to.type) return value
    if (to.type === 'string') return sql.call(`kql_${type}_tostring`, value)
    return sql.call(`kql_${type}_to${to.type}`, value)
  }
  return to.type === 'dynamic' ? value : fromDynamic(arg, to.type)
}
