/** Every example of the registry gives the value that it promises. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allFunctions } from '../../src/functions/index.ts'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-31T12:00:00Z' })
})
afterAll(() => engine.close())

describe('examples of functions', () => {
  for (const f of allFunctions()) {
    if (f.kind === 'aggregate' || f.kind === 'window' || f.kind === 'plugin' || f.examples.length === 0) continue
    it(f.name, async () => {
      for (const example of f.examples) {
        const { rows } = await engine.query(`print value = ${example.kql}`)
        expect(rows[0]?.[0], example.kql).toEqual(example.result)
      }
    })
  }
})
