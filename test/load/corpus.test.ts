/** All real rules load with the text that a second YAML reader found in them. Runs where the shared corpus is. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadRules } from '../../src/load/index.ts'

const corpus = join(process.env.KQLC_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'corpus/rules.jsonl')

describe.runIf(existsSync(corpus))('the corpus', () => {
  test('loads whole, each character of a query at its place in the file', { timeout: 60_000 }, async () => {
    const records = readFileSync(corpus, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string; kql: string; yaml?: string })
      .filter((record) => record.yaml !== undefined)
    const directory = mkdtempSync(join(tmpdir(), 'kqlc-'))
    try {
      for (const [i, { yaml }] of records.entries()) writeFileSync(join(directory, `${String(i).padStart(4, '0')}.yaml`), yaml ?? '')
      const { rules, diagnostics } = await loadRules([directory])
      expect(diagnostics).toEqual([])
      expect(rules.length).toBe(records.length)
      const different = rules.filter((rule, i) => rule.query !== records[i]?.kql).map((rule) => rule.name)
      expect(different).toEqual([])
      for (const rule of rules) {
        for (let i = 0; i < rule.query.length; i++) {
          const c = rule.query[i]
          if (c !== undefined && !/\s/.test(c) && rule.source.text[rule.sourceOffset(i)] !== c)
            expect.fail(`${rule.name}: offset ${i} is not where the file has '${c}'`)
        }
      }
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
