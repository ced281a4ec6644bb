/** Tests of rules with slips in them: whatever the file holds, it becomes diagnostics or failures. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FileResult, failureLines, loadTests, runTests, TEST_FORMATS, updatedText } from '../../src/test/index.ts'
import { random } from '../kql/mutate.ts'
import { inFolder } from '../load/folder.ts'
import { RULE } from './harness.ts'

const BASE = `now: 2026-01-05T12:00:00Z
tables:
  SigninLogs:
    - &bad { TimeGenerated: 2026-01-05T11:50:00Z, UserPrincipalName: ana, ResultType: '50126' }
    - { <<: *bad, AppDisplayName: Portal }
watchlists: { Vip: [{ SearchKey: a, Note: 1 }] }
functions: { F: '(a: string) { a }' }
cases:
  - name: fires
    expect: { rows: [{ Failures: 2, Apps: [Portal] }], columns: [UserPrincipalName, Failures:long, Apps] }
  - name: later
    now: 2026-01-06
    expect: { count: 0 }
`

const SLIPS = [
  'null',
  '[]',
  '{}',
  '- ',
  ': ',
  'true',
  '5',
  '1e400',
  "'",
  '"',
  '*bad',
  '&bad ',
  '\n',
  '  ',
  '.inf',
  '!!binary x',
  '? ',
  '|',
  '---\n',
  '#',
  ',',
  '__proto__',
  'constructor: 1',
]

const slipped = (seed: number): string => {
  const next = random(seed)
  const below = (n: number): number => Math.floor(next() * n)
  let text = BASE
  for (let slips = 0; slips <= below(3); slips++) {
    const at = below(text.length)
    text = text.slice(0, at) + (below(2) === 0 ? '' : SLIPS[below(SLIPS.length)]) + text.slice(at + below(8))
  }
  return text
}

test('files with slips', async () => {
  await inFolder({ 'r.kql': RULE }, async (folder) => {
    let understood = 0
    for (let seed = 1; seed <= 250; seed++) {
      const text = slipped(seed)
      writeFileSync(join(folder, 'r.test.yaml'), text)
      const loaded = await loadTests([folder], { update: seed % 2 === 0 })
      if (loaded.files.length === 0) {
        expect(loaded.diagnostics.length + loaded.untested.length, text).toBeGreaterThan(0)
        continue
      }
      understood++
      if (understood % 4 > 0) continue
      const results: FileResult[] = []
      const options = { around: {}, workers: 1, scratch: join(folder, 'scratch'), coverage: understood % 16 === 0 }
      for await (const result of runTests(loaded.files, options)) results.push(result)
      for (const { file, cases } of results) for (const c of cases) if (!c.passed) expect(failureLines(c, file), text).not.toEqual([])
      for (const format of Object.values(TEST_FORMATS)) format({ results, diagnostics: loaded.diagnostics })
      updatedText(text, results)
    }
    expect(understood).toBeGreaterThan(20)
  })
})
