/** Functions with a regular expression. Group 0 is the whole match. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TextRegexPrimitive } from '../../../src/sql/index.ts'
import { toText } from '../convert.ts'
import { matching, neverEmpty, regexOf } from '../regex.ts'

/** Kusto takes no more. */
const EVERY_GROUP = Array.from({ length: 16 }, (_, i) => i + 1)

const numberOf = (a: Arg, what: string, context: LowerContext): number => {
  if (typeof a.constant !== 'bigint') return context.refuse(`${what} must be a constant`)
  return Number(a.constant)
}

const extract: LowerPrimitive = ([regex, group, source], context) => {
  const text = (source as Arg).sql
  const number = numberOf(group as Arg, 'its group', context)
  const compiled = regexOf(regex as Arg, context, [number])
  const { groups } = compiled
  if (number < 0 || number > groups.length) return context.refuse(`the expression has ${groups.length} groups, not ${number}`)
  const which = sql.literal(BigInt(number))
  return matching(
    text,
    compiled,
    (pattern) => sql.call('regexp_extract', text, sql.literal(pattern), ...(number === 0 ? [] : [which])),
    () => context.udf('kql_regex_extract', text, sql.literal(compiled.source), which),
  )
}

/** The numbers of the groups that are asked for by number or name. */
const chosenGroups = (a: Arg, groups: readonly (string | undefined)[], context: LowerContext): number[] => {
  const list: unknown = typeof a.constant === 'string' ? JSON.parse(a.constant) : undefined
  if (!Array.isArray(list) || list.length === 0) return context.refuse('its groups must be a constant array')
  return list.map((item: unknown) => {
    const number = typeof item === 'string' ? groups.indexOf(item) + 1 : typeof item === 'number' ? item : 0
    return number >= 1 && number <= groups.length ? number : context.refuse(`the expression has no group ${JSON.stringify(item)}`)
  })
}

const extractAll: LowerPrimitive = (args, context) => {
  const [regex, ...rest] = args as [Arg, ...Arg[]]
  const text = (rest.at(-1) as Arg).sql
  const compiled = neverEmpty(regexOf(regex, context, EVERY_GROUP), context)
  const { groups, source } = compiled
  if (groups.length === 0 || groups.length > 16) return context.refuse('its expression must have 1 to 16 groups')
  const numbers = rest.length > 1 ? chosenGroups(rest[0] as Arg, groups, context) : groups.map((_, i) => i + 1)
  const which = numbers.map((n) => sql.literal(BigInt(n)))
  return matching(
    text,
    compiled,
    (pattern) => {
      const lists = which.map((n) => sql.call('regexp_extract_all', text, sql.literal(pattern), n))
      return lists.length === 1 ? sql.call('kql_texts_or_null', lists[0] as SqlExpr) : sql.call('kql_rows_of_texts', sql.list(lists))
    },
    () => {
      const rows = context.udf('kql_regex_groups', text, sql.literal(source))
      return which.length === 1
        ? sql.call('kql_matched_group', rows, which[0] as SqlExpr)
        : sql.call('kql_matched_groups', rows, sql.list(which))
    },
  )
}

/** \0 is the whole match, \1 to \9 the groups; a backslash is written twice. */
const rewriteOf = (a: Arg, groups: number, context: LowerContext): SqlExpr => {
  if (typeof a.constant !== 'string') return context.refuse('its rewrite pattern must be a constant')
  for (const [found, what = ''] of a.constant.matchAll(/\\([\s\S]?)/g)) {
    if (what === '\\') continue
    if (!/^\d$/.test(what)) return context.refuse(`what '${found}' stands for in a rewrite pattern is not documented`)
    if (Number(what) > groups) return context.refuse(`the expression has ${groups} groups, not ${what}`)
  }
  return sql.literal(a.constant)
}

const replaceRegex = (source: Arg, regex: Arg, rewrite: Arg, context: LowerContext): SqlExpr => {
  const used = [...String(rewrite.constant).matchAll(/\\([1-9])/g)].map((m) => Number(m[1]))
  const compiled = regexOf(regex, context, used)
  const by = rewriteOf(rewrite, compiled.groups.length, context)
  return matching(
    source.sql,
    compiled,
    (pattern) => sql.call('regexp_replace', source.sql, sql.literal(pattern), by, sql.literal('g')),
    () => context.udf('kql_regex_replace', source.sql, sql.literal(compiled.source), by),
  )
}

/** One match at the beginning, one at the end. */
const trim =
  (start: boolean, end: boolean): LowerPrimitive =>
  ([regex, source], context) => {
    const compiled = regexOf(regex as Arg, context)
    const cut = (text: SqlExpr, anchored: (pattern: string) => string, udf: string): SqlExpr =>
      matching(
        text,
        compiled,
        (pattern) => sql.call('regexp_replace', text, sql.literal(anchored(pattern)), sql.literal('')),
        () => context.udf(udf, text, sql.literal(compiled.source)),
      )
    const text = (source as Arg).sql
    const begun = start ? cut(text, (pattern) => `^(?:${pattern})`, 'kql_regex_cut_start') : text
    return end ? cut(begun, (pattern) => `(?:${pattern})$`, 'kql_regex_cut_end') : begun
  }

export const countRegex = (source: Arg, search: Arg, context: LowerContext): SqlExpr => {
  const text = source.sql
  const compiled = neverEmpty(regexOf(search, context), context)
  return matching(
    text,
    compiled,
    (pattern) => sql.call('len', sql.call('regexp_extract_all', text, sql.literal(pattern))),
    () => sql.call('len', context.udf('kql_regex_groups', text, sql.literal(compiled.source))),
  )
}

const indexOfRegex: LowerPrimitive = ([source, lookup, start, length, occurrence], context) => {
  const compiled = neverEmpty(regexOf(lookup as Arg, context), context)
  const text = (source as Arg).sql
  if (!start) {
    return matching(
      text,
      compiled,
      (pattern) => sql.call('kql_indexof_regex', text, sql.literal(pattern)),
      () => context.udf('kql_regex_position', text, sql.literal(compiled.source), sql.literal(1n)),
    )
  }
  const [size, nth] = [length?.sql ?? sql.literal(-1n), occurrence?.sql ?? sql.literal(1n)]
  const part = sql.call('substring', text, sql.binary('+', sql.call('kql_within_text', start.sql), sql.literal(1n)))
  const found = matching(
    part,
    compiled,
    (pattern) => sql.call('kql_indexof_nth_match', part, sql.literal(pattern), nth),
    () => context.udf('kql_regex_position', part, sql.literal(compiled.source), nth),
  )
  return sql.call('kql_indexof_regex_range', found, start.sql, size, nth)
}

const matchesRegex: LowerPrimitive = ([source, regex], context) => {
  // An expression that can match the empty text holds for a stored null too, which stands for ''.
  if (typeof regex?.constant !== 'string')
    return sql.call('regexp_matches', toText(source as Arg), context.udf('kql_re2', toText(regex as Arg)))
  const compiled = regexOf(regex, context)
  const text = context.filter && !compiled.maybeEmpty && source?.type === 'string' ? source.raw : toText(source as Arg)
  return matching(
    text,
    compiled,
    (pattern) => sql.call('regexp_matches', text, sql.literal(pattern)),
    () => context.udf('kql_regex_matches', text, sql.literal(compiled.source)),
  )
}

export const textRegex: Readonly<Record<TextRegexPrimitive, LowerPrimitive>> = {
  'matches regex': matchesRegex,
  extract,
  extract_all: extractAll,
  replace_regex: ([source, regex, rewrite], context) => replaceRegex(source as Arg, regex as Arg, rewrite as Arg, context),
  replace: ([regex, rewrite, source], context) => replaceRegex(source as Arg, regex as Arg, rewrite as Arg, context),
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  indexof_regex: indexOfRegex,
}
