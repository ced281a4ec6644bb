/** The rules that come with kqlc: they pass its own checks and tests. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRules } from '../../src/index.ts'
import { kqlc } from '../test/harness.ts'

const folder = join(import.meta.dirname, '../../rules')
/** Somebody else's, unchanged, with tests of its own in `test/demo`. */
const SEED = 'MailItemsAccessedTimeSeries[Solarigate].yaml'

const { rules, diagnostics } = await loadRules([folder])
const own = rules.filter((rule) => !rule.path.endsWith(SEED))

test('all are read', () => {
  expect(diagnostics).toEqual([])
  expect(own.length).toBeGreaterThanOrEqual(10)
  expect(new Set(own.map((rule) => rule.id)).size).toBe(own.length)
})

test('they pass the check without a warning', async () => {
  const { code, err } = await kqlc('check', ...own.map((rule) => rule.path), '--fail-level', 'warning')
  expect([code, err]).toEqual([0, `${own.length} rules checked: nothing found\n`])
})

test('each has tests in which it fires and does not', async () => {
  const { code, err } = await kqlc('test', ...own.map((rule) => rule.path), '--require-both')
  expect(err).toMatch(/: none failed\n$/)
  expect(code).toBe(0)
})

test('each is short, names its false positives, and is listed', () => {
  const list = readFileSync(join(folder, 'README.md'), 'utf8')
  for (const rule of own) {
    expect(rule.query.trim().split('\n').length, rule.path).toBeLessThanOrEqual(40)
    expect(JSON.stringify(rule.data), rule.path).toContain('Known false positives: ')
    expect(list).toContain(`\`${rule.path.slice(folder.length + 1)}\``)
  }
})
