/** Dynamic arrays as lists of values to compare with. */
import * as sql from '../../src/sql/build.ts'
import type { Arg, SqlExpr } from '../../src/sql/index.ts'
import { elementOf, isNumber, type KustoType } from '../../src/types/index.ts'
import { fromDynamic, toJson, toText } from './convert.ts'

/** The elements of a constant array; a constant that is no array stands for itself. */
export const listedConstants = (a: Arg): readonly unknown[] | undefined => {
  if (a.type !== 'dynamic' || typeof a.constant !== 'string' || a.form === 'text') return undefined
  const value: unknown = JSON.parse(a.constant)
  return Array.isArray(value) ? value : [value]
}

/** A list of the texts of values and of the elements of arrays; null elements are ''. */
export const textList = (items: readonly Arg[]): SqlExpr => {
  const single = items.filter((i) => i.type !== 'dynamic').map(toText)
  const lists = items
    .filter((i) => i.type === 'dynamic')
    .map((i) => (i.form === 'string[]' ? i.raw : sql.call('kql_array_texts', toJson(i))))
  const parts = single.length > 0 ? [sql.list(single), ...lists] : lists
  return parts.length === 1 ? (parts[0] as SqlExpr) : sql.call('list_concat', ...parts)
}

/** The elements of an array that are of a type, in a form to compare with values of this type. */
const comparableList = (array: Arg, type: KustoType): SqlExpr => {
  const element = elementOf(array.form)
  if (element === type || (element && isNumber(element) && isNumber(type))) return array.raw
  const item: Arg = {
    type: 'dynamic',
    nullable: true,
    raw: sql.column('kql_item'),
    sql: sql.column('kql_item'),
    constant: undefined,
    clock: false,
  }
  const value = isNumber(type)
    ? sql.call(type === 'real' || type === 'decimal' ? `kql_json_${type}` : 'kql_json_whole', item.raw)
    : fromDynamic(item, type)
  return sql.call('list_transform', sql.call('kql_json_items', toJson(array)), sql.lambda(['kql_item'], value))
}

/** Whether a value is one of an array's elements; null where the value or the array is. */
export const inArray = (value: Arg, array: Arg): SqlExpr => {
  if (value.type === 'dynamic')
    return sql.call('list_contains', sql.call('kql_keys', sql.call('kql_json_items', toJson(array))), sql.call('kql_key', toJson(value)))
  return sql.call('list_contains', comparableList(array, value.type), value.sql)
}
