/** Native structs, lists and maps → JSON, with the values that JSON doesn't have written as Kusto writes them in a dynamic. */
import { type SqlExpr, sql } from '../../sql/index.ts'
import type { StoredType } from './layout.ts'
import { fromZoned } from './text.ts'

const TIMES = new Set(['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'DATE', 'TIMESTAMP WITH TIME ZONE'])
const REALS = new Set(['FLOAT', 'DOUBLE'])

/** Whether a stored type is a point in time. */
export const isTime = (name: string): boolean => TIMES.has(name)

/** A stored point in time as TIMESTAMP in UTC. */
export const asTimestamp = (value: SqlExpr, stored: string): SqlExpr => {
  if (stored === 'TIMESTAMP') return value
  return stored === 'TIMESTAMP WITH TIME ZONE' ? fromZoned(value) : sql.cast(value, 'TIMESTAMP')
}

/** A TIMESTAMP as Kusto's text of a datetime. */
export const isoText = (timestamp: SqlExpr): SqlExpr =>
  sql.binary('||', sql.call('strftime', timestamp, sql.literal('%Y-%m-%dT%H:%M:%S.%f')), sql.literal('0Z'))

/** DuckDB's own `to_json` does it. */
const isPlain = (type: StoredType): boolean => {
  switch (type.kind) {
    case 'scalar':
      return !TIMES.has(type.name) && !REALS.has(type.name)
    case 'list':
      return isPlain(type.item)
    case 'struct':
      return type.fields.every((field) => isPlain(field.type))
    case 'map':
      return isPlain(type.key) && isPlain(type.value)
  }
}

const json = (value: SqlExpr): SqlExpr => sql.call('to_json', value)

const realJson = (value: SqlExpr): SqlExpr => {
  const infinite = sql.when(sql.binary('>', value, sql.literal(0n)), sql.literal('Infinity'), sql.literal('-Infinity'))
  const text = sql.when(sql.call('isnan', value), sql.literal('NaN'), infinite)
  return sql.when(sql.or(sql.isNull(value), sql.call('isfinite', value)), json(value), json(text))
}

/** A value as JSON: times as ISO text with seven digits, NaN and the infinities as strings; null stays null. `depth` names lambda parameters. */
export const toJson = (value: SqlExpr, type: StoredType, depth = 0): SqlExpr => {
  if (isPlain(type)) return json(value)
  const name = `e${depth}`
  const element = sql.column(name)
  const each = (items: SqlExpr, body: SqlExpr): SqlExpr => sql.call('list_transform', items, sql.lambda([name], body))
  switch (type.kind) {
    case 'scalar':
      return REALS.has(type.name) ? realJson(value) : json(isoText(asTimestamp(value, type.name)))
    case 'list':
      return json(each(value, toJson(element, type.item, depth + 1)))
    case 'struct': {
      const fields = type.fields.map((field) => ({ name: field.name, value: toJson(sql.field(value, field.name), field.type, depth) }))
      return sql.when(sql.isNotNull(value), json({ kind: 'struct', fields }))
    }
    case 'map': {
      const fields = [
        { name: 'key', value: sql.cast(sql.field(element, 'key'), 'VARCHAR') },
        { name: 'value', value: toJson(sql.field(element, 'value'), type.value, depth + 1) },
      ]
      return json(sql.call('map_from_entries', each(sql.call('map_entries', value), { kind: 'struct', fields })))
    }
  }
}
