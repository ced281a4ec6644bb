/** Untrusted text in the page: rules and results come from anywhere. */
import { describe, expect, test } from 'vitest'
import { escaped, jsonData, visible } from '../../src/report/html.ts'
import type { ReportEntry } from '../../src/report/index.ts'
import { pageHtml } from '../../src/report/page.ts'
import { sectionOf } from '../../src/report/section.ts'
import { tableHtml } from '../../src/report/table.ts'
import { at, result } from './result.ts'

const ENTRY: ReportEntry = { name: 'Rule', kql: 'T', seconds: 0.5, result: result('A:string', [['x']]), series: [], messages: [] }
const EVIL = `</script><script>alert(1)</script><img src=x onerror="alert(1)">'`

test('escapes', () => {
  expect(escaped(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;')
  expect(JSON.parse(jsonData({ a: EVIL, b: '\u2028' }))).toEqual({ a: EVIL, b: '\u2028' })
  expect(jsonData(EVIL)).not.toMatch(/[<>&]/)
})

test('characters that nobody sees are shown as what they are', () => {
  expect(visible('a\u202egnp.exe\u0007')).toBe('a<i class="unseen">U+202E</i>gnp.exe<i class="unseen">U+0007</i>')
  expect(visible('tag\u{e0041}')).toContain('U+E0041')
  expect(visible('two\nlines\tand 👩‍💻')).toBe('two\nlines\tand 👩‍💻')
})

test('nothing of a rule or a result becomes markup', () => {
  const entry: ReportEntry = {
    name: EVIL,
    id: EVIL,
    path: EVIL,
    description: EVIL,
    severity: EVIL,
    tactics: [EVIL],
    kql: EVIL,
    seconds: 1,
    messages: [EVIL],
    series: [
      {
        function: 'f',
        name: EVIL,
        axis: EVIL,
        keys: [EVIL],
        groups: [{ keys: [EVIL], axis: [at(1)], values: [1], baseline: [1], anomalies: [1], scores: [2] }],
        more: false,
      },
    ],
    result: { columns: [{ name: EVIL, type: 'string' }], rows: [[EVIL], [EVIL.repeat(50)]] },
  }
  const html = pageHtml([sectionOf(entry)], { css: '', script: '1', charts: '2' }, { now: '2026-01-05T00:00:00Z', about: EVIL })
  expect(html).not.toMatch(/<img|alert\(1\)<\/script>|onerror="/)
  expect(html.match(/<script/g)).toHaveLength(3)
})

describe('a table', () => {
  test('long values are folded, huge ones are cut', () => {
    const html = tableHtml(result('A:string B:dynamic', [['y'.repeat(30_000), { k: 'z'.repeat(200) }]]))
    expect(html.match(/<details>/g)).toHaveLength(2)
    expect(html).toContain(' … 10,000 more characters')
    expect(html).toContain('{\n &quot;k&quot;: &quot;zzz')
  })

  test('rows beyond the first thousand, empty columns, no rows', () => {
    const html = tableHtml(
      result(
        'A:long B:string',
        Array.from({ length: 1200 }, (_, i) => [i, '']),
      ),
    )
    expect(html.match(/<tr>/g)).toHaveLength(1001)
    expect(html).toContain('The first 1,000 of 1,200 rows are shown.')
    expect(html).toContain('1 column is empty in all rows and not shown')
    expect(html).not.toContain('>B</button>')
    expect(tableHtml(result('A:long B:string', []))).toMatch(/>B<\/button>.*No rows\./s)
  })

  test('reals are short, with all digits in the title', () => {
    expect(tableHtml(result('A:real', [[47.54678502972223]]))).toContain('<td class="number" title="47.54678502972223">47.5468</td>')
    expect(tableHtml(result('A:real', [[0.5]]))).toContain('<td class="number">0.5</td>')
  })
})

describe('a page', () => {
  const page = (...entries: ReportEntry[]) =>
    pageHtml(entries.map(sectionOf), { css: 'C', script: 'S', charts: 'CHARTS' }, { now: '2026-01-05T12:00:00Z' })

  test('has the chart library only where there is a chart', () => {
    expect(page(ENTRY)).not.toContain('CHARTS')
    const chart = result('At:datetime N:long', [[at(1), 1]], 'timechart')
    expect(page(ENTRY, { ...ENTRY, result: chart })).toContain('<script>CHARTS</script>')
  })

  test('has an overview of several rules, failed ones among them', () => {
    const html = page(ENTRY, { ...ENTRY, name: 'Broken', severity: 'High', result: undefined, messages: ['why it failed'] })
    expect(html).toMatch(/<a href="#r2">Broken<\/a>.*<span class="badge high" dir="auto">High<\/span>.*failed/)
    expect(html).toContain('why it failed')
    expect(html).toContain('2 rules, 1 row, 1 failed')
    expect(page(ENTRY)).not.toContain('<nav')
  })

  test('a card shows the first row', () => {
    expect(page({ ...ENTRY, result: result('Count:long', [[1234567]], 'card') })).toContain('<dd dir="auto">1,234,567</dd>')
  })
})
