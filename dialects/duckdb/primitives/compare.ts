/** Brings two values to one type for a comparison. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, SqlExpr } from '../../../src/sql/index.ts'
import { isNumber, type KustoType, type LiteralValue, parseDatetime, parseTimespan } from '../../../src/types/index.ts'
import { comparedText, fromDynamic, toJson, toText } from '../convert.ts'
import { literalOf } from '../types.ts'

/** Where only "true" counts, a stored null string equals a constant as little as '' does, unless that is ''. */
const loose = (a: Arg, other: Arg, filter: boolean): Arg =>
  filter && a.type === 'string' && a.sql !== a.raw && isText(other.constant) ? { ...a, sql: a.raw } : a

/** A string as it is compared with another one; `filter`: only "true" counts. */
export const looseText = (a: Arg, other: Arg, filter: boolean): SqlExpr => (filter && isText(other.constant) ? a.raw : a.sql)

/** A constant that is a string and not empty. */
export const isText = (constant: Arg['constant']): boolean => typeof constant === 'string' && constant !== ''

/**
 * The two in a type that both have or become; where only "true" counts (`filter`) strings may stay null where only equality does.
 * `ordered`: one may be less than the other, not only equal.
 */
export const comparable = (a: Arg, b: Arg, filter: boolean, ordered = false): readonly [Arg, Arg] => {
  if (a.type === b.type) return filter && a.type === 'string' ? [loose(a, b, filter), loose(b, a, filter)] : [a, b]
  if (a.type === 'dynamic') return [loose(asType(a, b.type, ordered), b, filter), b]
  if (b.type === 'dynamic') return [a, loose(asType(b, a.type, ordered), a, filter)]
  if (isNumber(a.type) && isNumber(b.type)) return [a, b]
  if (isNumber(a.type) && b.type === 'bool') return [a, asNumber(b)]
  if (a.type === 'bool' && isNumber(b.type)) return [asNumber(a), b]
  // A text is read as what it is compared with; a constant so that the comparison stays a plain one.
  const read = b.type === 'string' ? readAs(b, a.type) : a.type === 'string' ? readAs(a, b.type) : undefined
  if (read) return b.type === 'string' ? [a, read] : [read, b]
  return [text(a), text(b)]
}

const asNumber = (a: Arg): Arg => ({ ...a, type: 'long', sql: sql.cast(a.sql, 'BIGINT') })

/** A dynamic as the type it is compared with: text as tostring writes it, else null where it holds something else. */
const asType = (a: Arg, type: KustoType, ordered: boolean): Arg => {
  if (type === 'string') {
    const raw = comparedText(a)
    return { ...a, type, form: undefined, nullable: true, sql: sql.coalesce(raw, sql.literal('')), raw, constant: undefined }
  }
  const integer = type === 'int' || type === 'long'
  // 1.5 equals no integer, but is less than 2.
  const value = !integer ? fromDynamic(a, type) : ordered ? fromDynamic(a, 'real') : sql.call('kql_json_whole', toJson(a))
  return { ...a, type: integer && ordered ? 'real' : type, form: undefined, nullable: true, sql: value, raw: value }
}

const GUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i
const BOOL = /^\s*(?:true|false)\s*$/i

/** What a constant text says as a value of the type; undefined for what only a comparison as text can decide. */
const constantAs = (value: string, type: KustoType): LiteralValue | undefined => {
  switch (type) {
    case 'datetime':
      return parseDatetime(value)
    case 'timespan':
      return parseTimespan(value)
    case 'guid':
      return GUID.test(value) ? value.toLowerCase() : undefined
    case 'bool':
      return BOOL.test(value)
        ? value.trim().toLowerCase() === 'true'
        : /^\s*[+-]?\d{1,18}\s*$/.test(value)
          ? BigInt(value) !== 0n
          : undefined
    case 'int':
    case 'long':
      return /^(?:0|-?[1-9]\d{0,17})$/.test(value) ? BigInt(value) : undefined
    default:
      return undefined
  }
}

const READABLE: readonly KustoType[] = ['datetime', 'timespan', 'guid', 'bool']

/** A text as the type it is compared with; undefined where the other side has to become text. */
const readAs = (a: Arg, type: KustoType): Arg | undefined => {
  if (typeof a.constant === 'string') {
    const constant = constantAs(a.constant, type) ?? (READABLE.includes(type) ? null : undefined)
    if (constant === undefined) return undefined
    const literal = literalOf(type, constant)
    return { ...a, type, nullable: constant === null, constant, sql: literal, raw: literal }
  }
  if (!READABLE.includes(type)) return undefined
  const value = sql.call(`kql_string_to${type}`, a.sql)
  return { ...a, type, nullable: true, constant: undefined, sql: value, raw: value }
}

const text = (a: Arg): Arg => ({
  ...a,
  type: 'string',
  nullable: false,
  sql: a.constant === undefined ? toText(a) : literalText(a),
  raw: toText(a),
})

const literalText = (a: Arg) => (a.type === 'string' ? literalOf('string', a.constant ?? '') : toText(a))
