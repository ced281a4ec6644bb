/** Every example of the registry gives what it promises, and every entry that is translated has one. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { allFunctions, type FunctionDef } from '../../src/functions/index.ts'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  const people = { file: join(import.meta.dirname, 'people.csv'), key: 'User' }
  engine = await openEngine({ now: '2026-01-31T12:00:00Z', watchlists: { people } })
})
afterAll(() => engine.close())

describe('examples of functions', () => {
  for (const f of allFunctions()) {
    if (f.examples.length === 0) continue
    it(`${f.kind} ${f.name}`, async () => {
      for (const example of f.examples) {
        const { rows } = await engine.query('rows' in example ? example.kql : `print value = ${example.kql}`)
        if ('rows' in example) expect(rows, example.kql).toEqual(example.rows)
        else expect(rows[0]?.[0], example.kql).toEqual(example.result)
      }
    })
  }
})

const isTranslated = (f: FunctionDef): boolean => f.signatures.some((s) => s.lower.kind !== 'unsupported')

test('every entry that is translated has an example and a sentence', () => {
  const without = allFunctions().filter((f) => (isTranslated(f) && f.examples.length === 0) || f.doc === '')
  expect(without.map((f) => `${f.kind} ${f.name}`)).toEqual([])
})

test('what is refused is refused with a reason', () => {
  const reasons = allFunctions().flatMap((f) =>
    f.signatures.flatMap((s) => (s.lower.kind === 'unsupported' ? [`${f.name}: ${s.lower.why}`] : [])),
  )
  expect(reasons.filter((r) => !/: \S+ \S+ \S+/.test(r))).toEqual([])
})
