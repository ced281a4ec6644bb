/** What is said of operators is true: their examples run, and the page of what is supported is what the registry says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { reference } from '../../src/bind/index.ts'
import { OPERATOR_DOCS } from '../../src/bind/operators/docs.ts'
import { refusalOf } from '../../src/bind/operators/index.ts'
import { supportPage } from '../../src/cli/support.ts'
import type { Operator } from '../../src/kql/index.ts'
import { testEngine } from './operators/engine.ts'

const { rows, codes } = testEngine()
const operators = Object.entries(OPERATOR_DOCS) as [Operator['kind'], (typeof OPERATOR_DOCS)[Operator['kind']]][]
/** It needs a file of the user's. */
const NEEDS_FILE = new Set<Operator['kind']>(['externaldata'])

describe('the example of an operator', () => {
  for (const [kind, d] of operators) {
    it(`${kind} ${refusalOf(kind) === undefined ? 'gives what it promises' : 'is refused'}`, async () => {
      if (refusalOf(kind) !== undefined) expect((await codes(d.example)).length).toBeGreaterThan(0)
      else if (NEEDS_FILE.has(kind)) expect(await codes(d.example)).toEqual(['KQL0150'])
      else if (d.rows) expect(await rows(d.example)).toEqual(d.rows)
      else expect(await codes(d.example)).toEqual([])
    })
  }
})

test('every entry has a sentence, a form, and a reason where it is refused', () => {
  const entries = reference()
  expect(entries.length).toBeGreaterThan(500)
  expect(entries.filter((e) => e.doc === '' || e.syntax.length === 0).map((e) => e.name)).toEqual([])
  expect(entries.filter((e) => (e.state === 'translated') !== (e.reasons.length === 0)).map((e) => e.name)).toEqual([])
})

test('docs/support.md is what the registry says (npm run support writes it)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/support.md'), 'utf8')
  const lines = supportPage(reference()).split('\n')
  const stale = lines.filter((line) => !page.includes(`${line}\n`))
  expect(stale, 'stale: run npm run support').toEqual([])
  expect(page === lines.join('\n'), 'stale: run npm run support').toBe(true)
})
