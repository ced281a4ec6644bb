/** Conditions. Null rules: `==` is false and `!=` true where one side is null; ordering comparisons are null then. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LogicPrimitive, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { inArray, listedConstants } from '../lists.ts'
import { comparable, isText, looseText } from './compare.ts'

/** Whether a value may be NaN: it is a real, and no constant that is a number. */
const maybeNaN = (a: Arg): boolean => a.type === 'real' && (typeof a.constant !== 'number' || Number.isNaN(a.constant))
const nan = (e: SqlExpr): SqlExpr => sql.call('isnan', e)

const equals = (left: Arg, right: Arg, context: LowerContext): SqlExpr => {
  // The types that are compared most, without the detours of others.
  if (left.type === 'string' && right.type === 'string') {
    const text = looseText(left, right, context.filter)
    if (text.kind !== 'call') return sql.eq(text, looseText(right, left, context.filter))
  }
  const [a, b] = comparable(left, right, context.filter)
  const strict = context.filter ? unread(a.sql) : undefined
  if (strict) return sql.when(sql.eq(strict.value, b.sql), sql.not(sql.call('kql_is_lax_json', strict.text)), sql.FALSE)
  const plain = sql.eq(a.sql, b.sql)
  const same = maybeNaN(a) && maybeNaN(b) ? sql.and(plain, sql.not(nan(a.sql))) : plain
  const [an, bn] = [canBeNull(a), canBeNull(b)]
  if (context.filter || (!an && !bn)) return same
  if (an && bn) return sql.when(sql.and(sql.isNull(a.sql), sql.isNull(b.sql)), sql.NULL, sql.coalesce(same, sql.FALSE))
  return sql.coalesce(same, sql.FALSE)
}

/** A property of the text that parse_json got: whether that is JSON for Kusto is asked last, of the few rows that match. */
const unread = (e: SqlExpr): { readonly value: SqlExpr; readonly text: SqlExpr } | undefined => {
  if (e.kind !== 'call' || e.name !== 'kql_text_get_text') return undefined
  const [source, path] = e.args
  const text = source?.kind === 'call' && source.name === 'kql_json_text' ? source.args[0] : undefined
  return text && path && { value: { ...e, args: [text, path] }, text }
}

const canBeNull = (a: Arg): boolean => a.type !== 'string' && a.nullable

const differs = (left: Arg, right: Arg, context: LowerContext): SqlExpr => {
  const [a, b] = comparable(left, right, false)
  // A stored null is '', which differs from the constant too.
  if (a.type === 'string' && a.nullable && isText(b.constant)) return sql.binary('IS DISTINCT FROM', a.raw, b.sql)
  if (b.type === 'string' && b.nullable && isText(a.constant)) return sql.binary('IS DISTINCT FROM', b.raw, a.sql)
  const [an, bn] = [canBeNull(a), canBeNull(b)]
  const plain = an || bn ? sql.binary('IS DISTINCT FROM', a.sql, b.sql) : sql.binary('<>', a.sql, b.sql)
  const different = maybeNaN(a) && maybeNaN(b) ? sql.or(plain, nan(a.sql)) : plain
  if (context.filter || !an || !bn) return different
  return sql.when(sql.and(sql.isNull(a.sql), sql.isNull(b.sql)), sql.NULL, different)
}

/** DuckDB takes NaN for the greatest number; in Kusto no comparison with it is true. */
const compare = (op: '<' | '<=' | '>' | '>='): LowerPrimitive => {
  const less = op.startsWith('<')
  const strict = op.length === 1
  return ([left, right]) => {
    const [a, b] = comparable(left as Arg, right as Arg, false, true)
    const plain = sql.binary(op, a.sql, b.sql)
    const guarded = less ? b : a
    if (maybeNaN(guarded)) return sql.and(plain, sql.not(nan(guarded.sql)))
    const other = less ? a : b
    return strict || !maybeNaN(other) ? plain : sql.and(plain, sql.not(nan(other.sql)))
  }
}

const between = (args: readonly Arg[], filter: boolean): SqlExpr => {
  const [value, low, high] = args as [Arg, Arg, Arg]
  const [a, l] = comparable(value, low, filter, true)
  const [, h] = comparable(value, high, filter, true)
  const plain: SqlExpr = { kind: 'between', value: a.sql, low: l.sql, high: h.sql, negated: false }
  return maybeNaN(a) ? sql.and(plain, sql.not(nan(a.sql))) : plain
}

/** The items of a list: the elements of a constant array of texts, where texts are compared, are items like any other. */
const listItems = (value: Arg, items: readonly Arg[]): readonly Arg[] =>
  items.flatMap((item) => {
    const texts = value.type === 'string' ? listedConstants(item) : undefined
    if (!texts) return [item]
    return texts
      .filter((v) => typeof v === 'string')
      .map(
        (constant): Arg => ({
          ...item,
          type: 'string',
          form: undefined,
          nullable: false,
          constant,
          sql: sql.literal(constant),
          raw: sql.literal(constant),
        }),
      )
  })

/** A text among texts, constant lists of such among them; undefined where there is something else. */
const isTextIn = (value: Arg, args: readonly Arg[], filter: boolean): SqlExpr | undefined => {
  let raw = filter
  const others: SqlExpr[] = []
  for (let i = 1; i < args.length; i++) {
    const item = args[i] as Arg
    if (item.type === 'string') {
      if (!isText(item.constant)) raw = false
      others.push(looseText(item, value, filter))
      continue
    }
    const listed = listedConstants(item)
    if (!listed) return undefined
    for (const text of listed) {
      if (typeof text !== 'string') continue
      if (text === '') raw = false
      others.push(sql.literal(text))
    }
  }
  if (others.length === 0) return sql.FALSE
  const text = raw ? value.raw : value.sql
  return others.length === 1 ? sql.eq(text, others[0] as SqlExpr) : sql.isIn(text, others)
}

const isIn = (args: readonly Arg[], filter: boolean, negated: boolean): SqlExpr => {
  const value = args[0] as Arg
  const among = value.type === 'string' ? isTextIn(value, args, filter) : undefined
  if (among) return negated ? sql.not(among) : among
  const given = args.slice(1)
  const items = listItems(value, given)
  const arrays = items.filter((i) => i.type === 'dynamic')
  const plain = items.filter((i) => i.type !== 'dynamic').map((i) => comparable(value, i, filter))
  const tests: SqlExpr[] = []
  // What is compared as one type is one list; as it is stored only where that will do for all items.
  for (const type of new Set(plain.map(([a]) => a.type))) {
    const same = plain.filter(([a]) => a.type === type)
    const [left] = same.find(([a]) => a.sql !== value.raw) ?? same[0] ?? []
    const others = same.map(([, b]) => b.sql)
    if (left) tests.push(others.length === 1 ? sql.eq(left.sql, others[0] as SqlExpr) : sql.isIn(left.sql, others))
  }
  tests.push(...arrays.map((a) => inArray(value, a)))
  const found = sql.or(...tests)
  const certain = arrays.length === 0 && plain.every(([a, b]) => !canBeNull(a) && !canBeNull(b))
  if (negated) return sql.not(certain ? found : sql.coalesce(found, sql.FALSE))
  return filter || certain ? found : sql.coalesce(found, sql.FALSE)
}

export const logic: Readonly<Record<LogicPrimitive, LowerPrimitive>> = {
  and: ([a, b]) => sql.and((a as Arg).sql, (b as Arg).sql),
  or: ([a, b]) => sql.or((a as Arg).sql, (b as Arg).sql),
  not: ([a]) => sql.not((a as Arg).sql),
  '==': ([a, b], context) => equals(a as Arg, b as Arg, context),
  '!=': ([a, b], context) => differs(a as Arg, b as Arg, context),
  '<': compare('<'),
  '<=': compare('<='),
  '>': compare('>'),
  '>=': compare('>='),
  between: (args, context) => between(args, context.filter),
  '!between': (args) => sql.not(between(args, false)),
  in: (args, context) => isIn(args, context.filter, false),
  '!in': (args) => isIn(args, false, true),
}
