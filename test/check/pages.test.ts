import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyComments, type Checker, openCheckerWith, PAGES, type Page, pageOf, pagesAsMarkdown } from '../../src/check/index.ts'
import { loadRules } from '../../src/load/index.ts'
import { openEngine } from '../../src/run/index.ts'
import { inFolder } from '../load/folder.ts'

const root = resolve(import.meta.dirname, '../..')
const messages = join(root, 'src/text/messages')

/** Codes in the files of messages, each with the file. */
const codes = readdirSync(messages).flatMap((file) =>
  [...readFileSync(join(messages, file), 'utf8').matchAll(/'(KQL\d{4})'/g)].map((m) => [m[1] ?? '', file] as const),
)

test('every code has a page (src/check/pages, for lint rules in their own files)', () => {
  expect(codes.filter(([code]) => !pageOf(code)).map(([code, file]) => `${code} of src/text/messages/${file}`)).toEqual([])
  expect(PAGES.map((p) => p.code).filter((code, i, all) => all.indexOf(code) !== i)).toEqual([])
})

test('docs/diagnostics.md is what the pages make it (UPDATE=1 writes it)', () => {
  const file = join(root, 'docs/diagnostics.md')
  const text = pagesAsMarkdown(PAGES)
  if (process.env.UPDATE) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8') === text, 'docs/diagnostics.md is stale').toBe(true)
})

describe('examples', () => {
  let checker: Checker
  beforeAll(async () => {
    checker = await openCheckerWith(openEngine, { now: '2026-01-05T12:00:00Z' })
  })
  afterAll(() => checker.close())

  const found = (text: string, kind: Page['kind']) =>
    inFolder({ [kind === 'yaml' ? 'rule.yaml' : 'rule.kql']: text }, async (folder) => {
      const { rules, diagnostics } = await loadRules([folder])
      return applyComments(
        [...diagnostics, ...(await checker.check(rules))],
        rules.map((r) => r.source),
      )
    })

  test.each(PAGES.filter((p) => p.kind !== 'text').map((p) => [p.code, p] as const))('of %s', async (code, page) => {
    const bad = await found(page.example, page.kind)
    expect(bad.map((d) => d.code)).toContain(code)
    expect(bad.filter((d) => d.code === code).map((d) => d.severity)).toContain(page.severity)
    if (page.mended !== undefined) expect((await found(page.mended, page.kind)).map((d) => `${d.code} ${d.message}`)).toEqual([])
  })
})
