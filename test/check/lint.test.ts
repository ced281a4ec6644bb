import { describe, expect, test } from 'vitest'
import { LINT_RULES } from '../../src/check/index.ts'
import { lint } from '../../src/check/lint/index.ts'
import { analyse } from '../../src/compile.ts'
import { mutate, random } from '../kql/mutate.ts'
import { VALID } from '../kql/queries.ts'
import { linted, queryOf, ruleOf, scheduled } from './rules.ts'

describe.each(LINT_RULES.map(({ page }) => [page.code, page] as const))('%s', (code, page) => {
  const codes = (text: string) => linted(page.kind === 'yaml' ? ruleOf(text) : queryOf(text)).map((finding) => finding.slice(0, 7))

  test('is found in its example and not in the mended one', () => {
    expect(codes(page.example)).toEqual([code])
    expect(codes(page.mended ?? '')).toEqual([])
  })
})

/** Findings but for the bound on the time, which these queries leave out. */
const found = (kql: string) => linted(scheduled(kql))

describe('what is marked', () => {
  test.each([
    ['let a = 1; let b = 2; SigninLogs | where Id == tostring(a)', ['KQL0522 b']],
    ['SigninLogs | limit 5 | extend x = 1 | summarize n = count() by Id', ['KQL0524 limit 5']],
    ['SigninLogs | sort by Id asc | where Id != "" | count | where Count > 1', ['KQL0525 sort by Id asc']],
    ['DeviceFileEvents | where FileName in ("a.exe", "b.exe")', ['KQL0526 in']],
    ['SigninLogs | where UserPrincipalName != "a@b.com"', ['KQL0526 !=']],
    ['SigninLogs | where tolower(Id) in ("a", "B")', ['KQL0527 "B"']],
    ['SigninLogs | where toupper(Id) !in ("a", "B")', ['KQL0527 "a"']],
    ['SigninLogs | where tolower(Id) contains "b"', ['KQL0528 tolower']],
    ['SigninLogs | where Id matches regex @"^a\\.b$"', ['KQL0529 matches regex @"^a\\.b$"']],
    ['SigninLogs | where Id !contains "4c1f0de5-0f5b-4a43-8f3c-0d52a1f0a8f1"', ['KQL0531 !contains']],
    ['DeviceFileEvents | where ActionType has_any ("Created", "FileRenamed")', ['KQL0532 "Created"']],
    ['SigninLogs | where isnull(Id) or isnull(TimeGenerated)', ['KQL0533 isnull']],
    ['SigninLogs | where Id in~ ("a", "b", "A")', ['KQL0535 "A"']],
    ['SigninLogs | where Id == "a" and AppId == "x" and Id == "b"', ['KQL0536 Id == "b"']],
    ['SigninLogs | where Id != "a" or Id != "b"', ['KQL0537 Id != "b"']],
    ['SecurityEvent | where EventID == "4688"', ['KQL0540 EventID == "4688"']],
    ['SigninLogs | summarize makeset(Id), b = makeset(AppId) by IPAddress', ['KQL0541 makeset']],
    ['SigninLogs | where Id == "a" or AppId == "b" or Id == "a"', ['KQL0542 Id == "a"']],
    ['SigninLogs | where TimeGenerated between (ago(2d) .. ago(1d))', ['KQL0614 ago(2d)']],
    ['let far = 3d; let from = ago(far); SigninLogs | where from < TimeGenerated', ['KQL0614 from']],
    ['search "x"', ['KQL0521 search']],
    ['union withsource=T * | where TimeGenerated > ago(1h)', ['KQL0521 *']],
  ])('%s', (kql, findings) => {
    expect(found(kql)).toEqual(findings)
  })
})

describe('what is left alone', () => {
  test.each([
    ['a join whose left rows were grouped by its keys', 'SigninLogs | summarize n = count() by Id | where n > 2 | join (AuditLogs) on Id'],
    ['… by some of them', 'let a = SigninLogs | distinct Id; a | extend AppId = "x" | join (SigninLogs) on Id, AppId'],
    ['a join with a kind', 'SigninLogs | join kind=innerunique (AuditLogs) on Id'],
    ['take behind an order', 'SigninLogs | sort by TimeGenerated desc | take 5 | summarize count() by Id'],
    ['take at the end', 'SigninLogs | summarize count() by Id | take 5'],
    ['take of what was grouped', 'SigninLogs | summarize n = count() by Id | take 5 | summarize sum(n) by Id'],
    ['an order that a list keeps', 'SigninLogs | sort by TimeGenerated asc | summarize make_list(Id) by AppId'],
    ['an order that a function needs', 'SigninLogs | sort by TimeGenerated asc | extend p = prev(Id) | summarize count() by p'],
    ['exact names of Linux', 'DeviceProcessEvents | where FileName == "bash"'],
    ['exact names behind tolower', 'DeviceProcessEvents | extend FileName = tolower(FileName) | where FileName == "cmd.exe"'],
    ['a regular expression with an alternative', 'SigninLogs | where Id matches regex "a|b"'],
    ['one whose dot is any character', 'SigninLogs | where Id matches regex "a.b"'],
    ['a pattern behind the start of a line', 'SigninLogs | where Id matches regex "^.*a"'],
    ['a star in a command line', 'DeviceProcessEvents | where ProcessCommandLine contains "*.txt"'],
    ['has on an action of several words', 'DeviceFileEvents | where ActionType has "FileCreated"'],
    ['isnull of a number', 'SecurityEvent | where isnull(EventID)'],
    ['one value in two places', 'SigninLogs | where Id == "a" or (AppId == "b" and Id == "a")'],
    ['two values, either of which will do', 'SigninLogs | where Id == "a" or Id == "b"'],
    ['two exceptions', 'SigninLogs | where Id != "a" and Id != "b"'],
    ['numbers of two types', 'SecurityEvent | where EventID == 4688.0'],
    ['a look-back within the period', 'SigninLogs | where TimeGenerated > ago(1d)'],
    ['an upper bound', 'SigninLogs | where TimeGenerated < ago(10d)'],
    ['search in tables', 'search in (SigninLogs) "x"'],
    ['search in the rows of a table', 'SigninLogs | search "x"'],
    ['a star that stands for columns', 'SigninLogs | project-reorder Id, * | distinct *'],
    ['a union over names with a star', 'union Device* | where Timestamp > ago(1h) | count | where Count > 1'],
    ['a name that a function uses', 'let n = 5; let f = (t:long) { t > n }; SecurityEvent | where f(EventID)'],
  ])('%s', (_, kql) => {
    expect(found(kql)).toEqual([])
  })

  test('a function of the name of an old one', () => {
    expect(found('let any = (x:string) { x }; SigninLogs | where any(Id) == "a"')).toEqual([])
  })

  test('one row where the query has a condition on it', () => {
    expect(linted(scheduled('SigninLogs | count | where Count > 5'))).toEqual([])
    expect(linted(scheduled('SigninLogs | count'))).toEqual(['KQL0538 count'])
    expect(linted(scheduled('SigninLogs | count', { triggerOperator: 'gt', triggerThreshold: '5' }))).toEqual(['KQL0538 count'])
  })

  test('times of analytics rules, which the service bounds', () => {
    expect(linted(scheduled('SigninLogs | where Id == "a"'))).toEqual([])
    expect(linted(queryOf('SigninLogs | where Id == "a"'))).toEqual(['KQL0520 SigninLogs'])
    expect(linted(queryOf('let start = ago(1d); SigninLogs | where Id == "a" and TimeGenerated > start'))).toEqual([])
  })
})

test('syntax is looked at where names are not known', () => {
  expect(linted(scheduled('let a = 1; Nowhere | where x matches regex "abc"'))).toEqual(['KQL0522 a', 'KQL0529 matches regex "abc"'])
})

test('nothing of a query makes a lint rule fail', () => {
  for (const kql of ['| where', 'T | join', 'T | where (', 'let x = ; x', 'T | summarize by', 'search', 'union', 'T | take | count', '…'])
    expect(Array.isArray(linted(queryOf(kql))), kql).toBe(true)
})

test('mutated queries make none fail, and what is marked lies in the text', () => {
  const next = random(7)
  const queries = [...VALID, ...LINT_RULES.flatMap(({ page }) => (page.kind === 'kql' ? [page.example] : []))].filter(
    (q) => q.trim() !== '',
  )
  for (let i = 0; i < 1500; i++) {
    let text = queries[Math.floor(next() * queries.length)] as string
    for (let n = Math.floor(next() * 3); n > 0; n--) text = mutate(text, next)
    if (text.trim() === '') continue
    const rule = scheduled('T')
    const { tree, plan } = analyse(text)
    for (const { code, span } of lint({ ...rule, query: text }, tree, plan)) {
      const fits = span.start >= 0 && span.start < span.end && span.end <= text.length
      if (!fits) expect({ code, span, text }).toBeUndefined()
    }
  }
})
