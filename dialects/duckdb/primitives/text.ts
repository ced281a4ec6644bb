/**
 * Tests on texts. A case-insensitive test folds both sides by lower(), code point by code point; constants are folded when compiling.
 * A constant of ASCII alone is equal, case aside, to ASCII alone, and so are the terms that are found for it.
 */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TextPrimitive } from '../../../src/sql/index.ts'
import { toText } from '../convert.ts'
import { listedConstants, textList } from '../lists.ts'
import { termPattern } from '../regex.ts'

const constantOf = (a: Arg): string | undefined => (typeof a.constant === 'string' && a.type === 'string' ? a.constant : undefined)
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)
const lower = (e: SqlExpr): SqlExpr => sql.call('lower', e)

/** As DuckDB's lower() folds: each code point by itself. */
export const fold = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : Array.from(text, (c) => (c === 'İ' ? 'i' : [...c.toLowerCase()].length === 1 ? c.toLowerCase() : c)).join('')

/** The text as it is tested: in conditions a stored null is as good as '', unless the other side may be ''. */
const subject = (a: Arg, needles: readonly (string | undefined)[], context: LowerContext): SqlExpr => {
  if (a.type === 'dynamic') return toText(a)
  return context.filter && needles.every((n) => n !== undefined && n !== '') ? a.raw : a.sql
}

const needleOf = (a: Arg, folded: boolean): SqlExpr => {
  const text = constantOf(a)
  if (text !== undefined) return sql.literal(folded ? fold(text) : text)
  return folded ? lower(toText(a)) : toText(a)
}

type Test = (subject: SqlExpr, needle: SqlExpr) => SqlExpr

/** A test on folded or plain text. */
const test =
  (folded: boolean, simple: Test): LowerPrimitive =>
  ([a, b], context) => {
    const text = subject(a as Arg, [constantOf(b as Arg)], context)
    return simple(folded ? lower(text) : text, needleOf(b as Arg, folded))
  }

interface Sides {
  readonly before: boolean
  readonly after: boolean
}

/** Whether a text has a term. A plain search in front is cheaper than the expression where few rows match. */
const hasTerm = (text: SqlExpr, needle: string, folded: boolean, sides: Sides): SqlExpr => {
  if (needle === '') return sql.TRUE
  const ascii = isAscii(needle)
  const sought = folded ? fold(needle) : needle
  const pattern = termPattern([sought], { fold: folded && ascii, ...sides })
  const found = sql.call('contains', folded ? lower(text) : text, sql.literal(sought))
  // Beyond ASCII the expression's own folding differs from lower().
  return sql.when(found, sql.call('regexp_matches', folded && !ascii ? lower(text) : text, sql.literal(pattern)), sql.FALSE)
}

/** Terms are runs of letters and digits; every other character, `_` too, is a boundary. */
const term =
  (folded: boolean, before: boolean, after: boolean): LowerPrimitive =>
  ([a, b], context) => {
    const constant = constantOf(b as Arg)
    const text = subject(a as Arg, [constant], context)
    if (constant !== undefined) return hasTerm(text, constant, folded, { before, after })
    const [x, needle] = [folded ? lower(text) : text, needleOf(b as Arg, folded)]
    return sql.call('kql_has_term', x, needle, sql.literal(before), sql.literal(after))
  }

const not =
  (positive: LowerPrimitive): LowerPrimitive =>
  (args, context) =>
    sql.not(positive(args, { ...context, filter: false }))

/** Of a plain column the length, which costs little, is looked at first. */
const equalsFolded: LowerPrimitive = ([a, b], context) => {
  const constant = constantOf(b as Arg)
  const text = subject(a as Arg, [constant], context)
  const same = sql.eq(lower(text), needleOf(b as Arg, true))
  if (constant === undefined || constant === '' || !isAscii(constant) || text.kind !== 'column') return same
  return sql.and(sql.eq(sql.call('strlen', text), sql.literal(BigInt(constant.length))), same)
}

/** ILIKE folds as lower() does, and stops early. */
const startsFolded: LowerPrimitive = ([a, b], context) => {
  const constant = constantOf(b as Arg)
  const text = subject(a as Arg, [constant], context)
  if (constant !== undefined && isAscii(constant) && !/[%_\\]/.test(constant))
    return sql.binary('ILIKE', text, sql.literal(`${fold(constant)}%`))
  return sql.call('starts_with', lower(text), needleOf(b as Arg, true))
}

const contains = (folded: boolean) => test(folded, (text, needle) => sql.call('contains', text, needle))
const ends = (folded: boolean) => test(folded, (text, needle) => sql.call('suffix', text, needle))

const textOf = (v: unknown): string | undefined => (v === null ? '' : typeof v === 'string' ? v : undefined)

/** The items of a list as constant texts where all are, the elements of dynamic arrays among them. */
const constantItems = (items: readonly Arg[]): readonly string[] | undefined => {
  const texts = items.flatMap(
    (i) => listedConstants(i)?.map(textOf) ?? [typeof i.constant === 'bigint' && isInteger(i) ? String(i.constant) : constantOf(i)],
  )
  return texts.includes(undefined) ? undefined : (texts as string[])
}
const isInteger = (a: Arg): boolean => a.type === 'int' || a.type === 'long'

const inFolded: LowerPrimitive = ([value, ...items], context) => {
  const constants = constantItems(items)
  const text = lower(subject(value as Arg, constants ?? [undefined], context))
  if (constants) return constants.length === 0 ? sql.FALSE : sql.isIn(text, [...new Set(constants.map(fold))].map(sql.literal))
  const arrays = items.filter((i) => i.type === 'dynamic')
  const plain = items.filter((i) => i.type !== 'dynamic').map((i) => needleOf(i, true))
  const tests = plain.length > 0 ? [sql.isIn(text, plain)] : []
  return sql.or(...tests, ...(arrays.length > 0 ? [sql.call('kql_in_folded', text, textList(arrays))] : []))
}

const SIDES: Sides = { before: true, after: true }

/** Any or all of several terms. The empty term is in every text. */
const many =
  (all: boolean): LowerPrimitive =>
  ([value, ...items], context) => {
    const constants = constantItems(items)
    const text = subject(value as Arg, constants ?? [undefined], context)
    if (!constants) return sql.call(all ? 'kql_has_all' : 'kql_has_any', lower(text), textList(items))
    if (all) return sql.and(...constants.filter((c) => c !== '').map((c) => hasTerm(text, c, true, SIDES)))
    if (constants.includes('')) return sql.TRUE
    const [ascii, rest] = [constants.filter(isAscii), constants.filter((c) => !isAscii(c))]
    if (ascii.length === 1) return sql.or(...constants.map((c) => hasTerm(text, c, true, SIDES)))
    const one = ascii.length > 0 ? [sql.call('regexp_matches', text, sql.literal(termPattern(ascii, { fold: true, ...SIDES })))] : []
    return sql.or(...one, ...rest.map((c) => hasTerm(text, c, true, SIDES)))
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
  startswith: startsFolded,
  '!startswith': not(startsFolded),
  startswith_cs: test(false, (text, needle) => sql.call('starts_with', text, needle)),
  '!startswith_cs': not(test(false, (text, needle) => sql.call('starts_with', text, needle))),
  endswith: ends(true),
  '!endswith': not(ends(true)),
  endswith_cs: ends(false),
  '!endswith_cs': not(ends(false)),
  has_any: many(false),
  has_all: many(true),
  tostring: ([a]) => toText(a as Arg),
}
