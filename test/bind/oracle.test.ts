/** What Microsoft's own parser says of whole queries: whether they are accepted, the columns of their results, the kinds of mistakes. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allFunctions } from '../../src/functions/index.ts'
import { compile, type Schemas } from '../../src/index.ts'
import { readCases } from '../cases/case.ts'
import { type OfficialAnalysis, officialAnalyser, officialNames } from '../kql/official.ts'

const schemas = JSON.parse(readFileSync(resolve(import.meta.dirname, '../cases/schemas.json'), 'utf8')) as Schemas
const official = officialAnalyser(schemas)

/** How the two differ over a query: in accepting it, or in its columns; undefined where they agree. */
const difference = (kql: string, options: { schemas: Schemas }, analyse: (text: string) => OfficialAnalysis): string | undefined => {
  const theirs = analyse(kql)
  const ours = compile(kql, { ...options, now: '2026-01-31T12:00:00Z' })
  const errors = ours.diagnostics.filter((d) => d.severity === 'error')
  // What we don't translate, or have no file for, is no mistake of the query.
  if (errors.some((d) => d.kind === 'unsupported' || d.code === 'KQL0150'))
    return theirs.errors.length === 0 ? undefined : 'refused for a reason of ours'
  if (errors.length > 0 !== theirs.errors.length > 0)
    return errors.length > 0 ? `only ours: ${errors.map((d) => d.code).join()}` : `only theirs: ${theirs.errors.join()}`
  const columns = ours.columns.map((c) => `${c.name}:${c.type}`).join(', ')
  const expected = theirs.columns?.join(', ') ?? ''
  return errors.length > 0 || columns === expected ? undefined : `columns ${columns} instead of ${expected}`
}

const LONG = 'recorded results of the engine have a long'
const LITERALS = 'a constant of another type, of which the page of the function shows the result'

/** Where the engine's documentation or recorded results say otherwise than its parser, by function. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'scalar getyear': LONG,
  'scalar monthofyear': LONG,
  'scalar hourofday': LONG,
  'scalar datetime_part': LONG,
  'scalar datetime_diff': 'recorded results have a real for weeks',
  'scalar jaccard_index': 'recorded results have a real',
  'scalar make_timespan': LITERALS,
  'scalar bag_keys': LITERALS,
  'scalar array_length': LITERALS,
  'scalar array_concat': LITERALS,
  'plugin preview': 'the first of its two tables is the result',
  'plugin ipv6_lookup': "recorded results have the lookup table's columns in front",
  'table database': 'it has no databases',
}

/** What the official parser knows; workspaces have functions beyond these. */
const KNOWN = new Set([...officialNames.functions, ...officialNames.aggregates, ...officialNames.plugins])

describe('examples of functions', () => {
  const differing = new Set<string>()
  for (const f of allFunctions()) {
    if (f.examples.length === 0 || (f.kind !== 'operator' && !KNOWN.has(f.name))) continue
    const name = `${f.kind} ${f.name}`
    test(name, () => {
      const found = f.examples.map((e) => difference('rows' in e ? e.kql : `print value = ${e.kql}`, { schemas }, official))
      if (found.some((d) => d !== undefined)) differing.add(name)
      if (!(name in OTHERWISE)) expect(found.filter((d) => d !== undefined)).toEqual([])
    })
  }

  test('nothing is excused that agrees', () => {
    expect(Object.keys(OTHERWISE).filter((name) => !differing.has(name))).toEqual([])
  })
})

/** Golden cases that the official parser sees otherwise, by what stands in them. */
const EXCUSED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\|\s*scan\b/, 'it predicts a column match_id, which recorded results lack'],
  [/\|\s*(fork|facet)\b/, 'it predicts no columns for several tables'],
  [/\|\s*getschema\b/, 'it predicts a long for the place of a column, recorded results have an int'],
  [/a wildcard stands for/, 'its wildcards stand for tables alone, those of the engine for views too'],
  [/a column for each type/, 'it leaves out the column of a third type, the documentation has one for each'],
  [/computed names/, 'it takes a computed index for a mistake'],
]

describe('golden cases', () => {
  for (const c of readCases(resolve(import.meta.dirname, '../cases'))) {
    // Mistakes are compared below.
    if (c.sections.has('errors') || EXCUSED.some(([pattern]) => pattern.test(c.kql) || pattern.test(c.title))) continue
    test(c.title, () => expect(difference(c.kql, { schemas }, official)).toBe(undefined))
  }
})

/** Names and columns that are easily got wrong. */
const NAMING: readonly string[] = [
  'summarize argmax(n, s, 1.5), argmin(n, strcat(s, s), t)',
  'summarize arg_max(n, s, *, t), take_any(*, s)',
  'summarize arg_max(n, *, n + 1) by s, bin(t, 1h)',
  'summarize take_any(*, tolong(n)) by s',
  'summarize arg_min(n, *, *)',
  'project s, d, n | mv-apply d on (take 1)',
  'project s, d, n | mv-apply s = d on (take 1)',
  'project s, d, n | mv-apply s = d, n = d.a on (project x = s)',
  'project s, d, n | mv-apply n = d on (summarize count())',
  'project s, d, n | mv-apply with_itemindex = i d on (where i > 0)',
  'project s, d, n | mv-apply d on (summarize count() by tostring(d))',
  'project s, d, n | mv-apply todynamic(s) on (extend n = 1)',
  'project-reorder * asc',
  'project-reorder t, * desc',
  'project-reorder s, *, n',
  'extend n2 = 1, N10 = 2, n02 = 3 | project-reorder n* granny-asc, *',
]

test.each(NAMING)('the same columns: %s', (tail) => {
  const kql = `datatable(n: long, s: string, t: datetime, d: dynamic, b: bool)[] | ${tail}`
  expect(difference(kql, { schemas }, official)).toBe(undefined)
})

/** Whole queries, right and wrong: what is declared is looked at even where nothing uses it. */
const DECLARED: readonly string[] = [
  'let f = (x: long) { nosuch(x) }; print 1',
  "let f = (x: long) { x + 'a' }; print 1",
  'let f = () { NoTable | take 1 }; print 1',
  'let f = (T: (a: long)) { T | where b == 1 }; print 1',
  'let f = (T: (a: long)) { T | where b == 1 }; print a = 1, b = 2 | invoke f()',
  'let f = (T: (*)) { T | where a == 1 }; print a = 1 | invoke f()',
  'let f = (T: (*)) { T | extend b = 1 | distinct * }; print a = 1 | invoke f()',
  "let f = (T: (*)) { T | extend b = column_ifexists('a', 1) }; print a = 1 | invoke f()",
  'let f = (name: string) { table(name) | where b == 1 }; print 1',
  'let f = (p: string, s: string) { extract(p, 1, s) }; let g = (d: dynamic) { print d | mv-expand d | evaluate bag_unpack(d) }; print 1',
  'let f = (span: timespan) { Logons | summarize count() by bin(Time, span), User | render timechart }; print 1',
  "let f = (x: long = 'a') { x }; print 1",
  'let f = (x: string = 1) { x }; print 1',
  'let f = (x: int = 1, y: real = 2, z: datetime = datetime(null), w: dynamic = dynamic([])) { x }; print 1',
  'print a = 1; where a == 1',
  'print a = 1; print nosuch',
  'print a = 1 | render timechart with (series = a, kind = stacked, xaxis = log)',
  'print a = 1 | render timechart with (series = b)',
  'print a = 1 | render timechart with (legend = shown)',
  'print a = 1 | render Timechart',
  'print a = 1, b = 2 | summarize hint.shufflekey = a count() by a, b',
  'print a = 1 | summarize hint.shufflekey = b count() by a',
  "print a = '' | parse a with * * 'x' b",
  "print d = dynamic({}) | evaluate bag_unpack(d, 'p_') : (*, p_q: string)",
]

test.each(DECLARED)('the same answer: %s', (kql) => {
  expect(difference(kql, { schemas }, official)).toBe(undefined)
})

/** What it accepts and we don't translate: a reason is given, not a mistake. */
const UNTRANSLATED: readonly string[] = [
  'summarize make_list(s, n)',
  'summarize percentile(n, n)',
  'summarize percentile(s, 50), stdev(t), binary_all_or(t)',
  'extend x = bin(t, t)',
  'extend x = bin_at(1h, n, 1h)',
  'extend x = range(t, n)',
  'extend x = make_datetime(n)',
  'extend x = t * 2',
  'where around(s, s, s)',
  'serialize | extend x = prev(s, n)',
  'mv-expand d.a, d.a',
  'fork (take 1) (count) | take 1',
  "evaluate bag_unpack(d, 'p_') : (q: string)",
]

test.each(UNTRANSLATED)('no mistake: %s', (tail) => {
  const kql = `datatable(n: long, s: string, t: datetime, d: dynamic, b: bool)[] | ${tail}`
  expect(official(kql).errors).toEqual([])
  expect(compile(kql, { schemas }).diagnostics.map((d) => d.kind)).toContain('unsupported')
})

/** The kind of a mistake by the official code. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  syntax: ['KS191', 'KS005', 'KS006', 'KS160', 'KS176', 'KS228'],
  name: ['KS109', 'KS124', 'KS142', 'KS145', 'KS171', 'KS204', 'KS211'],
  type: ['KS106', 'KS107', 'KS116', 'KS119', 'KS120', 'KS127', 'KS134', 'KS137', 'KS138', 'KS141', 'KS144', 'KS147', 'KS129'],
}

const FAULTY: readonly string[] = [
  'where x == 1',
  'where n = 1',
  'where n ==',
  'no_such_operator',
  'where strlen()',
  'where strlen(s, s) > 1',
  'extend x = no_such_function(n)',
  'where n',
  "where s + s == 'x'",
  'where n + t > 1h',
  'where t > 1',
  'summarize x',
  'summarize count() by x',
  'project n, n = 1',
  'extend y = count()',
  'join (print q = 1) on n',
  'join kind=sideways (print n = 1) on n',
  'union NoSuchTable',
  'where s has 1',
  'sort by x',
  'mv-expand x',
  "parse s with * 'x' y: nothing",
  "where s in ('a'",
  'project-away x',
  'project-rename q = x',
  'evaluate no_such_plugin()',
  'extend x = iff(n, 1, 2)',
  'extend x = case(b, 1)',
  'extend x = todatetime()',
  'distinct x',
  'make-series count() on x step 1',
  'limit',
  'where n == 1L',
  'extend first = 1',
  'extend x = bin(n)',
  'extend x = bin(s, 1)',
  'lookup (print q = 1) on n',
  'summarize sum(s)',
  'summarize avg(b)',
  'sort by d',
  'summarize by d',
  'distinct d',
  'extend x = s[0]',
  'extend x = d[1h]',
  'extend x = strlen(n)',
  'extend x = string_size(1.5)',
  'extend x = has_any_index(n, d)',
  "extend x = indexof(s, 'a', 0, 1, n)",
  'extend x = hash(d)',
  'extend x = now(d)',
  'extend x = ingestion_time(1)',
  'extend x = estimate_data_size(s, *)',
  'summarize any(*, s)',
  'mv-expand d, d',
  'mv-expand x = d, x = d.a',
  'mv-apply d, d on (take 1)',
  'project-reorder s, n, s',
  'project-reorder n, n*',
]

test.each(FAULTY)('the same kind of mistake: %s', (tail) => {
  const kql = `datatable(n: long, s: string, t: datetime, d: dynamic, b: bool)[] | ${tail}`
  const theirs = official(kql).errors.map((code) => Object.keys(KINDS).find((kind) => KINDS[kind]?.includes(code)) ?? code)
  const ours = compile(kql, { schemas }).diagnostics.filter((d) => d.severity === 'error')
  expect(ours.length).toBeGreaterThan(0)
  expect(theirs).toEqual(expect.arrayContaining([...new Set(ours.map((d) => d.kind))]))
})

const shared = resolve(import.meta.dirname, process.env.KQLC_SHARED ?? '../../../shared')
// All rules take minutes: KQLC_ORACLE=all reads them, else it is one in a hundred.
const stride = process.env.KQLC_ORACLE === 'all' ? 1 : 100

test.skipIf(!existsSync(join(shared, 'corpus')))(
  'real rules',
  () => {
    const tables = JSON.parse(readFileSync(join(shared, 'corpus/schemas.json'), 'utf8')) as Schemas
    let analyse = officialAnalyser(tables)
    const rules = readFileSync(join(shared, 'corpus/rules.jsonl'), 'utf8').split('\n').filter(Boolean)
    const differences: string[] = []
    for (let i = 0; i < rules.length; i += stride) {
      // It keeps what it has seen.
      if (i % 100 === 0) analyse = officialAnalyser(tables)
      const { id, kql, openSchema } = JSON.parse(rules[i] ?? '') as { id: string; kql: string; openSchema?: boolean }
      const found = openSchema ? undefined : difference(kql, { schemas: tables }, analyse)
      if (found !== undefined) differences.push(`${id}: ${found.slice(0, 300)}`)
    }
    expect(differences).toEqual([])
  },
  300_000,
)
