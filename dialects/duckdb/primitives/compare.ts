/** Brings two values to one type for a comparison. */
import type { Arg, LowerContext } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'
import { isNumber, type KustoType } from '../../../src/types/index.ts'
import { fromDynamic, toText } from '../convert.ts'
import { literalOf } from '../types.ts'

/** In conditions a stored null string compares like '' unless the other side is ''. */
const loose = (a: Arg, other: Arg, context: LowerContext): Arg =>
  context.filter && a.type === 'string' && typeof other.constant === 'string' && other.constant !== '' ? { ...a, sql: a.raw } : a

export const comparable = (a: Arg, b: Arg, context: LowerContext): readonly [Arg, Arg] => {
  if (a.type === 'dynamic' && b.type !== 'dynamic') return [asType(a, b.type), b]
  if (b.type === 'dynamic' && a.type !== 'dynamic') return [a, asType(b, a.type)]
  if (a.type === b.type || (isNumber(a.type) && isNumber(b.type))) return [loose(a, b, context), loose(b, a, context)]
  // A bool or number against another kind of value: text decides, as both would be written.
  if (isNumber(a.type) && b.type === 'bool') return [a, { ...b, type: 'long', sql: sql.cast(b.sql, 'BIGINT') }]
  if (a.type === 'bool' && isNumber(b.type)) return [{ ...a, type: 'long', sql: sql.cast(a.sql, 'BIGINT') }, b]
  return [text(a), text(b)]
}

/** A dynamic as the type it is compared with; null where it holds something else. */
const asType = (a: Arg, type: KustoType): Arg => ({
  ...a,
  type,
  form: undefined,
  nullable: true,
  sql: fromDynamic(a, type),
  raw: fromDynamic(a, type),
})

const text = (a: Arg): Arg => ({
  ...a,
  type: 'string',
  nullable: false,
  sql: a.constant === undefined ? toText(a) : literalText(a),
  raw: toText(a),
})

const literalText = (a: Arg) => (a.type === 'string' ? literalOf('string', a.constant ?? '') : toText(a))
