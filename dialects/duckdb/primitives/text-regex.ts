/** Functions with a regular expression. Group 0 is the whole match. */
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, TextRegexPrimitive } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'
import { type CompiledRegex, compileRegex } from '../regex.ts'

const regexOf = (a: Arg, context: LowerContext): CompiledRegex => {
  if (typeof a.constant !== 'string') return context.refuse('its regular expression must be a constant')
  const compiled = compileRegex(a.constant)
  return typeof compiled === 'string' ? context.refuse(compiled) : compiled
}

const numberOf = (a: Arg, what: string, context: LowerContext): number => {
  if (typeof a.constant !== 'bigint') return context.refuse(`${what} must be a constant`)
  return Number(a.constant)
}

const extract: LowerPrimitive = ([regex, group, source], context) => {
  const { text, groups } = regexOf(regex as Arg, context)
  const number = numberOf(group as Arg, 'its group', context)
  if (number < 0 || number > groups.length) return context.refuse(`the expression has ${groups.length} groups, not ${number}`)
  return sql.call('regexp_extract', (source as Arg).sql, sql.literal(text), ...(number === 0 ? [] : [sql.literal(BigInt(number))]))
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
  const source = rest.at(-1) as Arg
  const { text, groups, maybeEmpty } = regexOf(regex, context)
  if (groups.length === 0 || groups.length > 16) return context.refuse('its expression must have 1 to 16 groups')
  if (maybeEmpty) return context.refuse('which empty matches count is not certain')
  const numbers = rest.length > 1 ? chosenGroups(rest[0] as Arg, groups, context) : groups.map((_, i) => i + 1)
  const lists = numbers.map((n) => sql.call('regexp_extract_all', source.sql, sql.literal(text), sql.literal(BigInt(n))))
  return sql.call(
    lists.length === 1 ? 'kql_texts_or_null' : 'kql_rows_of_texts',
    lists.length === 1 ? (lists[0] as SqlExpr) : sql.list(lists),
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
  const { text, groups } = regexOf(regex, context)
  return sql.call('regexp_replace', source.sql, sql.literal(text), rewriteOf(rewrite, groups.length, context), sql.literal('g'))
}

const cut = (source: SqlExpr, pattern: string): SqlExpr => sql.call('regexp_replace', source, sql.literal(pattern), sql.literal(''))

/** One match at the beginning, one at the end. */
const trim =
  (start: boolean, end: boolean): LowerPrimitive =>
  ([regex, source], context) => {
    const { text } = regexOf(regex as Arg, context)
    const begun = start ? cut((source as Arg).sql, `^(?:${text})`) : (source as Arg).sql
    return end ? cut(begun, `(?:${text})$`) : begun
  }

export const countRegex = (source: Arg, search: Arg, context: LowerContext): SqlExpr => {
  const { text, maybeEmpty } = regexOf(search, context)
  if (maybeEmpty) return context.refuse('which empty matches count is not certain')
  return sql.call('len', sql.call('regexp_extract_all', source.sql, sql.literal(text)))
}

const indexOfRegex: LowerPrimitive = ([source, lookup, start, length, occurrence], context) => {
  const { text, maybeEmpty } = regexOf(lookup as Arg, context)
  if (maybeEmpty) return context.refuse('which empty matches count is not certain')
  const args = [(source as Arg).sql, sql.literal(text)]
  if (!start) return sql.call('kql_indexof_regex', ...args)
  return sql.call('kql_indexof_regex_range', ...args, start.sql, length?.sql ?? sql.literal(-1n), occurrence?.sql ?? sql.literal(1n))
}

export const textRegex: Readonly<Record<TextRegexPrimitive, LowerPrimitive>> = {
  extract,
  extract_all: extractAll,
  replace_regex: ([source, regex, rewrite], context) => replaceRegex(source as Arg, regex as Arg, rewrite as Arg, context),
  replace: ([regex, rewrite, source], context) => replaceRegex(source as Arg, regex as Arg, rewrite as Arg, context),
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  indexof_regex: indexOfRegex,
}
