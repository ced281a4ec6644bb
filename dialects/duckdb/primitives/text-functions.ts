/** Functions of texts whose best form depends on what is known of the arguments. Positions are zero-based code points. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TextFunctionPrimitive } from '../../../src/sql/index.ts'
import { anyToJson, toText } from '../convert.ts'
import { filled } from '../once.ts'
import { countRegex } from './text-regex.ts'

const EMPTY = sql.literal('')

const isEmpty = (a: Arg, context: LowerContext): SqlExpr => {
  if (a.type === 'string') return a.nullable && context.filter ? sql.or(sql.isNull(a.raw), sql.eq(a.raw, EMPTY)) : sql.eq(a.sql, EMPTY)
  if (a.type !== 'dynamic') return sql.isNull(a.raw)
  if (a.form === 'text') return sql.call('kql_text_isempty', a.raw)
  return a.form === undefined || a.form === 'json' ? sql.call('kql_json_isempty', a.raw) : sql.isNull(a.raw)
}

const isNotEmpty = (a: Arg, context: LowerContext): SqlExpr => {
  if (a.type === 'string') return sql.binary('<>', context.filter ? a.raw : a.sql, EMPTY)
  return a.type === 'dynamic' ? sql.not(isEmpty(a, context)) : sql.isNotNull(a.raw)
}

const isNull = (a: Arg, negated: boolean): SqlExpr => {
  if (a.type === 'string') return sql.literal(negated)
  if (a.form === 'text') {
    const test = sql.call('kql_text_isnull', a.raw)
    return negated ? sql.not(test) : test
  }
  return { kind: 'isNull', operand: a.raw, negated }
}

/** Values of one type, or of several that are all taken as dynamic. */
const coalesce: LowerPrimitive = (args, { result }) => {
  if (result.type === 'string') {
    const last = args.at(-1)
    const ends = typeof last?.constant === 'string' && last.constant !== ''
    const values = args.map((a, i) => (ends && i === args.length - 1 ? a.sql : filled(a.type === 'string' ? a.raw : toText(a))))
    return sql.coalesce(...values, ...(ends ? [] : [EMPTY]))
  }
  return sql.coalesce(...args.map((a) => (result.type === 'dynamic' ? (a.type === 'dynamic' ? a.sql : anyToJson(a)) : a.sql)))
}

/** The parts; an array of the part alone where its number is asked for, null where there is none. */
const split: LowerPrimitive = ([source, delimiter, index], context) => {
  const [text, by] = [source as Arg, delimiter as Arg]
  if (by.constant === '') return context.refuse('what an empty delimiter does is not documented')
  const parts = sql.call(typeof by.constant === 'string' ? 'string_split' : 'kql_split', text.sql, by.sql)
  if (!index) return parts
  if (typeof index.constant !== 'bigint') return sql.call('kql_part', parts, index.sql)
  return index.constant < 0n ? sql.cast(sql.NULL, 'VARCHAR[]') : sql.call('kql_part', parts, index.sql)
}

/** No text is longer. */
const LONGEST = 2_147_483_646n
const isPlace = (n: bigint): boolean => n >= 0n && n <= LONGEST

const substring: LowerPrimitive = ([source, start, length]) => {
  const text = (source as Arg).sql
  const from = (start as Arg).constant
  const size = length?.constant
  if (typeof from === 'bigint' && isPlace(from) && (!length || (typeof size === 'bigint' && size <= LONGEST))) {
    if (length === undefined) return sql.call('substring', text, sql.literal(from + 1n))
    return (size as bigint) <= 0n ? EMPTY : sql.call('substring', text, sql.literal(from + 1n), sql.literal(size as bigint))
  }
  return length
    ? sql.call('kql_substring_length', text, (start as Arg).sql, length.sql)
    : sql.call('kql_substring', text, (start as Arg).sql)
}

/** Whether a text can overlap with itself: it begins with what it ends with. */
const overlaps = (text: string): boolean => {
  for (let n = 1; n < text.length; n++) if (text.endsWith(text.slice(0, n))) return true
  return false
}

const indexOf: LowerPrimitive = ([source, lookup, start, length, occurrence], context) => {
  const [text, part] = [(source as Arg).sql, (lookup as Arg).sql]
  if (lookup?.constant === '')
    return source?.constant === undefined ? sql.NULL : context.refuse('constants and rows differ for an empty lookup')
  if (!start) {
    if (lookup?.constant !== undefined) return sql.binary('-', sql.call('instr', text, part), sql.literal(1n))
    return sql.call('kql_indexof', text, part)
  }
  if (occurrence && occurrence.constant !== 1n && typeof lookup?.constant === 'string' && overlaps(lookup.constant))
    return context.refuse('whether occurrences may overlap is not documented')
  return sql.call('kql_indexof_range', text, part, start.sql, length?.sql ?? sql.literal(-1n), occurrence?.sql ?? sql.literal(1n))
}

export const countPlain = (source: Arg, search: Arg, context: LowerContext): SqlExpr => {
  const { constant } = search
  if (constant === '') return context.refuse('what the number of empty texts is, is not documented')
  if (typeof constant === 'string' && !overlaps(constant)) return sql.call('kql_count_apart', source.sql, search.sql)
  return sql.call('kql_count_overlapping', source.sql, search.sql)
}

const strrep: LowerPrimitive = ([value, multiplier, delimiter], context) => {
  const { constant } = multiplier as Arg
  if (typeof constant === 'bigint' && constant > 1024n) return context.refuse('what it does beyond 1024 repetitions is not certain')
  const plain = !delimiter || delimiter.constant === ''
  if (plain && typeof constant === 'bigint') return sql.call('repeat', (value as Arg).sql, (multiplier as Arg).sql)
  return sql.call('kql_strrep', (value as Arg).sql, (multiplier as Arg).sql, plain ? EMPTY : delimiter.sql)
}

export const textFunctions: Readonly<Record<TextFunctionPrimitive, LowerPrimitive>> = {
  isempty: ([a], context) => isEmpty(a as Arg, context),
  isnotempty: ([a], context) => isNotEmpty(a as Arg, context),
  isnull: ([a]) => isNull(a as Arg, false),
  isnotnull: ([a]) => isNull(a as Arg, true),
  coalesce,
  // concat() leaves out nulls, which stand for ''.
  strcat: (args) => sql.call('concat', ...args.map((a) => a.raw)),
  strcat_delim: ([delimiter, ...values]) => sql.call('concat_ws', (delimiter as Arg).sql, ...values.map((v) => v.sql)),
  split,
  substring,
  indexof: indexOf,
  countof: ([source, search, kind], context) => {
    if (kind && kind.constant !== 'normal' && kind.constant !== 'regex') return context.refuse("the kind must be 'normal' or 'regex'")
    return kind?.constant === 'regex'
      ? countRegex(source as Arg, search as Arg, context)
      : countPlain(source as Arg, search as Arg, context)
  },
  strrep,
}
