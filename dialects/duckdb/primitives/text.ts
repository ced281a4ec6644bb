/**
 * Tests on texts. A case-insensitive test folds both sides by lower(), code point by code point; constants are folded when compiling.
 * A constant of ASCII alone is equal, case aside, to ASCII alone, and so are the terms that are found for it.
 */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerPrimitive, SqlExpr, TextPrimitive } from '../../../src/sql/index.ts'
import { toText } from '../convert.ts'
import { listedConstants, textList } from '../lists.ts'
import { oneTermPattern, termPattern } from '../regex.ts'

const constantOf = (a: Arg): string | undefined => (typeof a.constant === 'string' && a.type === 'string' ? a.constant : undefined)
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)
const lower = (e: SqlExpr): SqlExpr => sql.call('lower', e)

/** As DuckDB's lower() folds: each code point by itself. */
export const fold = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : Array.from(text, (c) => (c === 'İ' ? 'i' : [...c.toLowerCase()].length === 1 ? c.toLowerCase() : c)).join('')

/** The text as it is tested: where only "true" counts (`filter`) a stored null is as good as '', unless the other side may be ''. */
const subject = (a: Arg, needle: string | undefined, filter: boolean): SqlExpr => {
  if (a.type === 'dynamic') return toText(a)
  return filter && needle !== undefined && needle !== '' ? a.raw : a.sql
}

/** Where it is tested with several; undefined: they are not known. */
const subjectOfMany = (a: Arg, needles: readonly string[] | undefined, filter: boolean): SqlExpr =>
  subject(a, needles === undefined || needles.includes('') ? undefined : SOME, filter)

const SOME = 'some text'

const needleOf = (a: Arg, folded: boolean): SqlExpr => {
  const text = constantOf(a)
  if (text !== undefined) return sql.literal(folded ? fold(text) : text)
  return folded ? lower(toText(a)) : toText(a)
}

/** A test of texts; `filter`: only "true" counts. */
type Test = (args: readonly Arg[], filter: boolean) => SqlExpr

const yes =
  (test: Test): LowerPrimitive =>
  (args, context) =>
    test(args, context.filter)

const not =
  (test: Test): LowerPrimitive =>
  (args) =>
    sql.not(test(args, false))

/** A function of the engine on folded or plain text. */
const simple =
  (folded: boolean, name: string): Test =>
  ([a, b], filter) => {
    const text = subject(a as Arg, constantOf(b as Arg), filter)
    return sql.call(name, folded ? lower(text) : text, needleOf(b as Arg, folded))
  }

/** Whether a text has a term. A plain search in front is cheaper than the expression where few rows match. */
const hasTerm = (text: SqlExpr, needle: string, folded: boolean, before = true, after = true): SqlExpr => {
  if (needle === '') return sql.TRUE
  const ascii = isAscii(needle)
  const sought = !folded ? needle : ascii ? needle.toLowerCase() : fold(needle)
  const pattern = sql.literal(oneTermPattern(sought, before, after, folded && ascii))
  const found = sql.call('contains', folded ? lower(text) : text, sql.literal(sought))
  // Beyond ASCII the expression's own folding differs from lower().
  return sql.when(found, sql.call('regexp_matches', folded && !ascii ? lower(text) : text, pattern), sql.FALSE)
}

/** Terms are runs of letters and digits; every other character, `_` too, is a boundary. */
const term =
  (folded: boolean, before: boolean, after: boolean): Test =>
  ([a, b], filter) => {
    const constant = constantOf(b as Arg)
    const text = subject(a as Arg, constant, filter)
    if (constant !== undefined) return hasTerm(text, constant, folded, before, after)
    return sql.call('kql_has_term', folded ? lower(text) : text, needleOf(b as Arg, folded), sql.literal(before), sql.literal(after))
  }

/** Of a plain column the length, which costs little, is looked at first. */
const equalsFolded: Test = ([a, b], filter) => {
  const constant = constantOf(b as Arg)
  const text = subject(a as Arg, constant, filter)
  const same = sql.eq(lower(text), needleOf(b as Arg, true))
  if (constant === undefined || constant === '' || !isAscii(constant) || text.kind !== 'column') return same
  return sql.and(sql.eq(sql.call('strlen', text), sql.literal(BigInt(constant.length))), same)
}

/** ILIKE folds as lower() does, and stops early. */
const startsFolded: Test = ([a, b], filter) => {
  const constant = constantOf(b as Arg)
  const text = subject(a as Arg, constant, filter)
  if (constant !== undefined && isAscii(constant) && !/[%_\\]/.test(constant))
    return sql.binary('ILIKE', text, sql.literal(`${fold(constant)}%`))
  return sql.call('starts_with', lower(text), needleOf(b as Arg, true))
}

const textOf = (v: unknown): string | undefined => (v === null ? '' : typeof v === 'string' ? v : undefined)

/** The items of a list as constant texts where all are, the elements of dynamic arrays among them. */
const constantItems = (items: readonly Arg[]): readonly string[] | undefined => {
  const texts = items.flatMap(
    (i) => listedConstants(i)?.map(textOf) ?? [typeof i.constant === 'bigint' && isInteger(i) ? String(i.constant) : constantOf(i)],
  )
  return texts.includes(undefined) ? undefined : (texts as string[])
}
const isInteger = (a: Arg): boolean => a.type === 'int' || a.type === 'long'

const inFolded: Test = (args, filter) => {
  const items = args.slice(1)
  const constants = constantItems(items)
  const text = lower(subjectOfMany(args[0] as Arg, constants, filter))
  if (constants) return constants.length === 0 ? sql.FALSE : sql.isIn(text, [...new Set(constants.map(fold))].map(sql.literal))
  const arrays = items.filter((i) => i.type === 'dynamic')
  const plain = items.filter((i) => i.type !== 'dynamic').map((i) => needleOf(i, true))
  const tests = plain.length > 0 ? [sql.isIn(text, plain)] : []
  return sql.or(...tests, ...(arrays.length > 0 ? [sql.call('kql_in_folded', text, textList(arrays))] : []))
}

/** Any or all of several terms. The empty term is in every text. */
const many =
  (all: boolean): LowerPrimitive =>
  (args, context) => {
    const items = args.slice(1)
    const constants = constantItems(items)
    const text = subjectOfMany(args[0] as Arg, constants, context.filter)
    if (!constants) return sql.call(all ? 'kql_has_all' : 'kql_has_any', lower(text), textList(items))
    if (all) return sql.and(...constants.filter((c) => c !== '').map((c) => hasTerm(text, c, true)))
    if (constants.includes('')) return sql.TRUE
    const [ascii, rest] = [constants.filter(isAscii), constants.filter((c) => !isAscii(c))]
    if (ascii.length === 1) return sql.or(...constants.map((c) => hasTerm(text, c, true)))
    const one =
      ascii.length > 0 ? [sql.call('regexp_matches', text, sql.literal(termPattern(ascii, { fold: true, before: true, after: true })))] : []
    return sql.or(...one, ...rest.map((c) => hasTerm(text, c, true)))
  }

export const text: Readonly<Record<TextPrimitive, LowerPrimitive>> = {
  '=~': yes(equalsFolded),
  '!~': not(equalsFolded),
  'in~': yes(inFolded),
  '!in~': not(inFolded),
  has: yes(term(true, true, true)),
  '!has': not(term(true, true, true)),
  has_cs: yes(term(false, true, true)),
  '!has_cs': not(term(false, true, true)),
  hasprefix: yes(term(true, true, false)),
  '!hasprefix': not(term(true, true, false)),
  hasprefix_cs: yes(term(false, true, false)),
  '!hasprefix_cs': not(term(false, true, false)),
  hassuffix: yes(term(true, false, true)),
  '!hassuffix': not(term(true, false, true)),
  hassuffix_cs: yes(term(false, false, true)),
  '!hassuffix_cs': not(term(false, false, true)),
  contains: yes(simple(true, 'contains')),
  '!contains': not(simple(true, 'contains')),
  contains_cs: yes(simple(false, 'contains')),
  '!contains_cs': not(simple(false, 'contains')),
  startswith: yes(startsFolded),
  '!startswith': not(startsFolded),
  startswith_cs: yes(simple(false, 'starts_with')),
  '!startswith_cs': not(simple(false, 'starts_with')),
  endswith: yes(simple(true, 'suffix')),
  '!endswith': not(simple(true, 'suffix')),
  endswith_cs: yes(simple(false, 'suffix')),
  '!endswith_cs': not(simple(false, 'suffix')),
  has_any: many(false),
  has_all: many(true),
  tostring: ([a]) => toText(a as Arg),
}
