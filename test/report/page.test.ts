/** The page in a browser. Needs the build, and a Chromium: without one these tests are skipped. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { QueryResult, SeriesView } from '../../src/api.ts'
import { DARK, LIGHT } from '../../src/report/client/look.ts'
import type { ReportEntry } from '../../src/report/index.ts'
import { pageHtml } from '../../src/report/page.ts'
import { sectionOf } from '../../src/report/section.ts'
import { executablePath, launch, open, type View } from './browser.ts'
import { at, result } from './result.ts'

const HOURS = Array.from({ length: 100 }, (_, i) => i)
const time = (h: number) => at(1 + Math.floor(h / 24), h % 24)
const EVIL = `</script><script>alert(1)</script><img src="http://evil.example/x" onerror="alert(1)"><svg onload=alert(1)>{a|b}\u202e`

const VIEW: SeriesView = {
  function: 'series_decompose_anomalies',
  name: 'Opened',
  axis: 'At',
  keys: [],
  groups: [
    {
      keys: [],
      axis: HOURS.map(time),
      values: HOURS.map((h) => (h === 40 || h === 70 ? 90 : 20 + (h % 5))),
      baseline: HOURS.map((h) => 20 + (h % 5)),
      anomalies: HOURS.map((h) => (h === 40 || h === 70 ? 1 : h === 90 ? -1 : 0)),
      scores: HOURS.map(() => 4.5),
    },
  ],
  more: false,
}

const entry = (found: QueryResult, more: Partial<ReportEntry> = {}): ReportEntry => ({
  name: 'A rule',
  kql: 'T',
  seconds: 0.1,
  series: [],
  messages: [],
  result: found,
  ...more,
})

/** For what a browser does in its own time. */
const SOON = { timeout: 30_000 }

if (!executablePath) console.warn('There is no Chromium: the page is not tested in a browser.')
const none = executablePath ? '' : ' (skipped: there is no Chromium; install it or set CHROMIUM)'

describe.skipIf(!executablePath)(`the page in a browser${none}`, () => {
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'kqlc-'))
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  const part = (name: string) => readFileSync(join(import.meta.dirname, '../../dist/report', name), 'utf8')
  let pages = 0
  /** Writes a page with these rules and opens it. */
  const show = async (entries: readonly ReportEntry[], view?: View) => {
    const assets = { css: part('page.css'), script: part('page.js'), charts: part('charts.js') }
    const file = join(folder, `${++pages}.html`)
    writeFileSync(file, pageHtml(entries.map(sectionOf), assets, { now: '2026-01-05T12:00:00Z' }))
    return open(browser, file, view)
  }
  /** The shapes of a colour, outside of the legend: `d` of their paths. */
  const shapes = (color: string, attribute: 'fill' | 'stroke') => `svg path[${attribute}="${color}"]`

  test.each(['light', 'dark'] as const)(
    'a decomposed series: the line with all its points, the baseline, the anomalies (%s)',
    async (colorScheme) => {
      const look = colorScheme === 'light' ? LIGHT : DARK
      const { page, complaints, requests } = await show([entry(result('A:long', [[1]]), { series: [VIEW] })], { colorScheme })
      // Full circles above, hollow ones below, one more in the legend.
      expect(await page.locator(shapes(look.anomaly, 'fill')).count()).toBe(3)
      expect(await page.locator(`${shapes(look.anomaly, 'stroke')}[fill="${look.surface}"]`).count()).toBe(1)
      const corners = async (color: string) =>
        Math.max(
          ...(await page
            .locator(shapes(color, 'stroke'))
            .evaluateAll((paths) => paths.map((p) => (p.getAttribute('d') ?? '').split(/[ML]/).length - 1))),
        )
      expect(await corners(look.palette[0] ?? '')).toBe(HOURS.length)
      // The line goes from the left end of the plot to the right one.
      const texts = await page.locator('svg text').allTextContents()
      expect(texts).toEqual(expect.arrayContaining(['Opened', 'baseline', 'anomalies', 'At (UTC)', 'Jan 2', 'Jan 3', '0']))
      const background = await page.evaluate('getComputedStyle(document.querySelector("section")).backgroundColor')
      expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(23, 28, 35)')
      expect([complaints, requests]).toEqual([[], []])
    },
  )

  test('each kind of chart draws its marks', async () => {
    const days = [1, 2, 3, 4].flatMap((day) => ['a', 'b'].map((g, i) => [at(day), g, day + i]))
    const groups = [
      ['x', 3],
      ['y', 2],
      ['z', 1],
    ]
    const kinds: readonly (readonly [QueryResult, number])[] = [
      [result('At:datetime G:string N:long', days, 'columnchart with (kind=stacked, legend=hidden)'), 4],
      [result('G:string N:long', groups, 'barchart'), 3],
      [
        result(
          'A:long B:long',
          groups.map(([, n]) => [n, n]),
          'scatterchart',
        ),
        3,
      ],
      [result('G:string N:long', groups, 'piechart'), 1],
      [result('At:datetime G:string N:long', days, 'areachart with (kind=stacked100, legend=hidden)'), 1 + 4],
    ]
    const { page, complaints, requests } = await show(kinds.map(([found]) => entry(found)))
    const figures = page.locator('figure')
    expect(await figures.count()).toBe(kinds.length)
    for (const [i, [, count]] of kinds.entries()) {
      // The marks of the first series: bars, points, a slice, the area and its points.
      expect([i, await figures.nth(i).locator(`svg path[fill="${LIGHT.palette[0]}"]`).count()]).toEqual([i, count])
    }
    expect([complaints, requests]).toEqual([[], []])
  })

  test('nothing of untrusted text is run, asked for, or shown as markup', async () => {
    const evil = entry(
      {
        columns: [
          { name: `T${EVIL}`, type: 'datetime' },
          { name: `N${EVIL}`, type: 'long' },
          { name: EVIL, type: 'string' },
        ],
        rows: [1, 2, 3].map((day) => [at(day), day, EVIL + day]),
        render: {
          kind: 'timechart',
          properties: { title: JSON.stringify(EVIL), xtitle: JSON.stringify(EVIL), ytitle: JSON.stringify(EVIL) },
        },
      },
      {
        name: EVIL,
        description: EVIL,
        kql: EVIL,
        severity: EVIL,
        messages: [EVIL],
        series: [{ ...VIEW, name: EVIL, axis: EVIL, keys: [EVIL] }],
      },
    )
    const pie = entry(result('G:string N:long', [[EVIL, 1]], 'piechart'))
    const { page, complaints, requests } = await show([evil, pie])
    const plot = page.locator('.plot svg').first()
    await plot.hover({ position: { x: 500, y: 200 } })
    await expect.poll(async () => (await plot.locator('text').allTextContents()).join('\n'), SOON).toContain('2026-01-02')
    // What looks like the library's marks of style in a name is drawn as it is.
    expect((await plot.locator('text').allTextContents()).join('\n')).toContain('|b}')
    expect(await page.locator('img, svg[onload], script[src]').count()).toBe(0)
    expect(await page.locator('h2').first().textContent()).toContain('<img src="http://evil.example/x"')
    expect([complaints, requests]).toEqual([[], []])
  })

  test('the page forbids itself what it does not need', async () => {
    const { page, complaints, requests } = await show([entry(result('A:long', [[1]]))])
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="http://evil.example/x"><p onclick="alert(1)">'); document.querySelector('p[onclick]').click()`,
    )
    await expect.poll(() => complaints.length, SOON).toBe(2)
    expect(complaints.every((c) => c.includes('Content Security Policy'))).toBe(true)
    expect(requests).toEqual([])
  })

  test('a table is sorted by a click, by numbers and by lengths of time', async () => {
    const rows = [
      [10, 'b', '1.00:00:00'],
      [9, 'a', '23:00:00'],
      [-2, 'c', '-00:00:01'],
      [null, 'd', null],
    ]
    const { page } = await show([entry(result('N:long G:string D:timespan', rows))])
    const column = (n: number) => page.locator(`tbody td:nth-child(${n})`).allTextContents()
    const click = (name: string) => page.getByRole('button', { name }).click()
    await click('N')
    expect(await column(1)).toEqual(['', '-2', '9', '10'])
    await click('N')
    expect(await column(1)).toEqual(['10', '9', '-2', ''])
    expect(await page.locator('th').first().getAttribute('aria-sort')).toBe('descending')
    await click('D')
    expect(await column(3)).toEqual(['', '-00:00:01', '23:00:00', '1.00:00:00'])
  })

  test('a narrow window, many series: all fits, the legend has pages', async () => {
    const many = HOURS.flatMap((h) => Array.from({ length: 15 }, (_, g) => [time(h), `account-${g}@example.org`, h + g]))
    const { page, complaints } = await show([entry(result('At:datetime G:string N:long', many, 'timechart'))], { width: 380 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect((await page.locator('svg text').allTextContents()).some((t) => /^1\/\d+$/.test(t))).toBe(true)
    await page.setViewportSize({ width: 1100, height: 900 })
    await expect.poll(async () => (await page.locator('.plot svg').boundingBox())?.width, SOON).toBeGreaterThan(900)
    expect(complaints).toEqual([])
  })

  test('a point, nothing, a huge cell', async () => {
    const { page, complaints } = await show([
      entry(result('At:datetime N:long', [[at(1), 5]], 'timechart')),
      entry(result('At:datetime N:long', [], 'timechart')),
      entry(result('A:string', [['x'.repeat(1_000_000)]])),
    ])
    expect(await page.locator(`svg path[fill="${LIGHT.palette[0]}"]`).count()).toBe(1)
    expect(await page.locator('.note').allTextContents()).toContain('render timechart: the result is empty')
    expect((await page.content()).length).toBeLessThan(800_000)
    expect(complaints).toEqual([])
  })
})
