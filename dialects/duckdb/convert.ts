/** Conversions between types and between the forms of a dynamic. */
import * as sql from '../../src/sql/build.ts'
import type { Arg, SqlExpr } from '../../src/sql/index.ts'
import { elementOf, type Form, formatDatetime, isNumber, type KustoType, type ValueType } from '../../src/types/index.ts'
import { typeOf } from './types.ts'

/** A value as Kusto writes it; null is ''. */
export const toText = (a: Arg): SqlExpr => {
  switch (a.type) {
    case 'string':
      return a.sql
    case 'dynamic':
      return a.form === 'text' ? ofText('tostring', a.raw) : dynamicText(toJson(a))
    case 'int':
    case 'long':
      return orEmpty(a, sql.cast(a.sql, 'VARCHAR'))
    case 'guid':
      return orEmpty(a, sql.cast(a.sql, 'VARCHAR'))
    default:
      return sql.call(`kql_${a.type}_tostring`, a.sql)
  }
}

/** What parse_json was given, where that is computed: a macro that names its argument several times would compute it as often. */
const computedText = (e: SqlExpr): SqlExpr | undefined => {
  const text = e.kind === 'call' && e.name === 'kql_json_text' ? e.args[0] : undefined
  return text && text.kind !== 'column' && text.kind !== 'literal' ? text : undefined
}

/** A reading of text that may be no JSON. */
export const ofText = (reading: 'get' | 'json' | 'tostring', raw: SqlExpr, ...args: readonly SqlExpr[]): SqlExpr => {
  const text = computedText(raw)
  if (text) return sql.call(`kql_parsed_${reading}`, text, ...args)
  return sql.call(reading === 'json' ? 'kql_parse_json' : `kql_text_${reading}`, raw, ...args)
}

const GETTERS: readonly string[] = ['kql_text_get', 'kql_parsed_get', 'kql_json_get']

const dynamicText = (json: SqlExpr): SqlExpr => {
  const text = knownText(json)
  return text ? sql.coalesce(text, sql.literal('')) : sql.call('kql_dynamic_tostring', json)
}

/** The text of a JSON value that was made of text just now, or of what stands at a path; null where the value is. */
const knownText = (json: SqlExpr): SqlExpr | undefined => {
  if (json.kind !== 'call') return undefined
  if (json.name === 'kql_string_json') return json.args[0]
  // Geospatial functions write compact JSON with numbers as Kusto writes them; written anew these would get other digits.
  if (json.name.startsWith('kql_geo_')) return sql.cast(json, 'VARCHAR')
  return GETTERS.includes(json.name) ? sql.call(`${json.name}_text`, ...json.args) : undefined
}

/** A dynamic as tostring writes it, but null stays null. */
export const comparedText = (a: Arg): SqlExpr => {
  const json = toJson(a)
  return knownText(json) ?? sql.call('kql_json_get_text', json, sql.literal('$'))
}

const orEmpty = (a: Arg, text: SqlExpr): SqlExpr => (a.nullable ? sql.coalesce(text, sql.literal('')) : text)

/** A dynamic in any form as JSON; null stays null, and JSON's null is null. */
export const toJson = (a: Arg): SqlExpr => {
  if (a.form === undefined || a.form === 'json' || a.form === 'open') return a.raw
  if (a.form === 'text') return ofText('json', a.raw)
  return sql.call(`kql_list_${elementOf(a.form)}_json`, a.raw)
}

/** Any value as JSON. A constant time has a digit more than the engine knows of it. */
export const anyToJson = (a: Arg): SqlExpr => {
  if (a.type === 'dynamic') return toJson(a)
  if (a.type === 'datetime' && typeof a.constant === 'bigint' && a.constant % 10n !== 0n)
    return sql.call('kql_string_json', sql.literal(formatDatetime(a.constant)))
  return sql.call(`kql_${a.type}_json`, a.sql)
}

/** What a dynamic holds as another type; null where it holds something else. */
export const fromDynamic = (a: Arg, type: KustoType): SqlExpr => {
  switch (type) {
    case 'string':
      return sql.call('kql_json_string', toJson(a))
    case 'dynamic':
      return toJson(a)
    default:
      return sql.call(`kql_json_${type}`, toJson(a))
  }
}

/** The elements of a constant array of numbers and nulls. */
const numbersOf = (a: Arg, integral: boolean): SqlExpr | undefined => {
  if (typeof a.constant !== 'string' || a.form === 'text') return undefined
  const value: unknown = JSON.parse(a.constant)
  const fits = (v: unknown) => v === null || (typeof v === 'number' && (!integral || Number.isSafeInteger(v)))
  if (!Array.isArray(value) || !value.every(fits)) return undefined
  // The cast of a list of bare nulls leaves one null for all elements, which functions in JavaScript read as the first one alone.
  if (value.length > 0 && value.every((v) => v === null))
    return sql.list(value.map(() => sql.cast(sql.NULL, integral ? 'BIGINT' : 'DOUBLE')))
  return sql.list(value.map((v: number | null) => sql.literal(Number.isSafeInteger(v) ? BigInt(v ?? 0) : v)))
}

/** A dynamic as a native list; null where it is no array. */
const toList = (a: Arg, form: Form): SqlExpr => {
  const [have, want] = [elementOf(a.form), elementOf(form)]
  if (have === want) return a.raw
  if (have && want && isNumber(have) && isNumber(want)) return sql.cast(a.raw, typeOf('dynamic', form))
  const constant = want === 'real' || want === 'long' ? numbersOf(a, want === 'long') : undefined
  if (constant) return sql.cast(constant, typeOf('dynamic', form))
  return sql.call(`kql_json_list_${elementOf(form)}`, toJson(a))
}

export const convert = (a: Arg, to: ValueType): SqlExpr => {
  if (to.type === 'dynamic') {
    if (a.type !== 'dynamic') return anyToJson(a)
    return elementOf(to.form) ? toList(a, to.form as Form) : toJson(a)
  }
  if (a.type === 'dynamic') return to.type === 'string' ? toText(a) : fromDynamic(a, to.type)
  if (to.type === 'string') return toText(a)
  if (a.type === 'real' && to.type === 'decimal') return sql.call('kql_real_todecimal', a.sql)
  return sql.cast(a.sql, typeOf(to.type))
}
