/** Tests on text. A case-insensitive test folds both sides; constants are folded when compiling. */
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TextPrimitive } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'
import { toText } from '../convert.ts'
import { termPattern } from '../regex.ts'

const constantOf = (a: Arg): string | undefined => (typeof a.constant === 'string' && a.type === 'string' ? a.constant : undefined)
const isAscii = (text: string): boolean => !/[^ -~\s]/.test(text)
const lower = (e: SqlExpr): SqlExpr => sql.call('lower', e)

/** The text as it is tested: in conditions a stored null is as good as '', unless the other side may be ''. */
const subject = (a: Arg, needle: string | undefined, context: LowerContext): SqlExpr => {
  if (a.type === 'dynamic') return toText(a)
  return context.filter && needle !== undefined && needle !== '' ? a.raw : a.sql
}

const needleOf = (a: Arg, fold: boolean): SqlExpr => {
  const text = constantOf(a)
  if (text !== undefined) return sql.literal(fold ? text.toLowerCase() : text)
  return fold ? lower(toText(a)) : toText(a)
}

type Test = (subject: SqlExpr, needle: SqlExpr) => SqlExpr

/** A test on folded or plain text. */
const test =
  (fold: boolean, simple: Test): LowerPrimitive =>
  ([a, b], context) => {
    const constant = constantOf(b as Arg)
    const text = subject(a as Arg, constant, context)
    return simple(fold ? lower(text) : text, needleOf(b as Arg, fold))
  }

/** Terms are runs of letters and digits; every other character, `_` too, is a boundary. */
const term =
  (fold: boolean, before: boolean, after: boolean): LowerPrimitive =>
  ([a, b], context) => {
    const constant = constantOf(b as Arg)
    const text = subject(a as Arg, constant, context)
    if (constant === '') return sql.TRUE
    if (constant === undefined) {
      const pattern = sql.call('kql_term_pattern', toText(b as Arg), sql.literal(before), sql.literal(after), sql.literal(fold))
      return sql.call('regexp_matches', text, pattern)
    }
    const matches = sql.call('regexp_matches', text, sql.literal(termPattern(constant, { before, after, fold })))
    // A plain search in front is cheaper than the expression where few rows match; folding must be the same in both.
    if (fold && !isAscii(constant)) return matches
    const found = sql.call('contains', fold ? lower(text) : text, sql.literal(fold ? constant.toLowerCase() : constant))
    return sql.when(found, matches, sql.FALSE)
  }

const not =
  (positive: LowerPrimitive): LowerPrimitive =>
  (args, context) =>
    sql.not(positive(args, { ...context, filter: false }))

const equalsFolded: LowerPrimitive = ([a, b], context) => {
  const constant = constantOf(b as Arg)
  const text = subject(a as Arg, constant, context)
  return sql.eq(lower(text), needleOf(b as Arg, true))
}

const contains = (fold: boolean) => test(fold, (text, needle) => sql.call('contains', text, needle))
const starts = (fold: boolean) => test(fold, (text, needle) => sql.call('starts_with', text, needle))
const ends = (fold: boolean) => test(fold, (text, needle) => sql.call('suffix', text, needle))

const inFolded: LowerPrimitive = ([value, ...items], context) => {
  const constants = items.map(constantOf)
  const text = lower(subject(value as Arg, constants.includes('') ? '' : constants[0], context))
  const arrays = items.filter((i) => i.type === 'dynamic')
  const plain = items.filter((i) => i.type !== 'dynamic')
  const tests =
    plain.length > 0
      ? [
          sql.isIn(
            text,
            plain.map((i) => needleOf(i, true)),
          ),
        ]
      : []
  return sql.or(...tests, ...arrays.map((a) => sql.call('kql_in_array_folded', text, a.sql)))
}

/** A needle with its quantity unknown: arrays are unfolded by a macro. */
const many =
  (all: boolean): LowerPrimitive =>
  ([value, ...items], context) => {
    const constants = items.map(constantOf)
    if (constants.every((c): c is string => c !== undefined) && constants.length > 0) {
      const text = subject(value as Arg, constants.includes('') ? '' : 'x', context)
      if (!all && constants.includes('')) return sql.TRUE
      if (!all) return sql.call('regexp_matches', text, sql.literal(termPattern(constants, { before: true, after: true, fold: true })))
      return sql.and(
        ...constants
          .filter((c) => c !== '')
          .map((c) => sql.call('regexp_matches', text, sql.literal(termPattern(c, { before: true, after: true, fold: true })))),
      )
    }
    const text = toText(value as Arg)
    const lists = items.map((i) => (i.type === 'dynamic' ? i.sql : sql.call('to_json', sql.list([toText(i)]))))
    const tests = lists.map((l) => sql.call(all ? 'kql_has_all' : 'kql_has_any', text, l))
    return all ? sql.and(...tests) : sql.or(...tests)
  }

export const text: Readonly<Record<TextPrimitive, LowerPrimitive>> = {
  '=~': equalsFolded,
  '!~': not(equalsFolded),
  'in~': inFolded,
  '!in~': not(inFolded),
  has: term(true, true, true),
  '!has': not(term(true, true, true)),
  has_cs: term(false, true, true),
  '!has_cs': not(term(false, true, true)),
  hasprefix: term(true, true, false),
  '!hasprefix': not(term(true, true, false)),
  hasprefix_cs: term(false, true, false),
  '!hasprefix_cs': not(term(false, true, false)),
  hassuffix: term(true, false, true),
  '!hassuffix': not(term(true, false, true)),
  hassuffix_cs: term(false, false, true),
  '!hassuffix_cs': not(term(false, false, true)),
  contains: contains(true),
  '!contains': not(contains(true)),
  contains_cs: contains(false),
  '!contains_cs': not(contains(false)),
  startswith: starts(true),
  '!startswith': not(starts(true)),
  startswith_cs: starts(false),
  '!startswith_cs': not(starts(false)),
  endswith: ends(true),
  '!endswith': not(ends(true)),
  endswith_cs: ends(false),
  '!endswith_cs': not(ends(false)),
  has_any: many(false),
  has_all: many(true),
  'matches regex': ([a, b], context) => {
    const pattern = constantOf(b as Arg)
    const subjectText = subject(a as Arg, pattern === undefined ? undefined : 'x', { ...context, filter: false })
    return sql.call('regexp_matches', subjectText, pattern === undefined ? toText(b as Arg) : sql.literal(pattern))
  },
  tostring: ([a]) => toText(a as Arg),
}
