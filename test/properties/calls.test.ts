/**
 * Random calls of each function, operator, aggregate and window function are answered or refused: the engine takes every statement, and
 * nothing crashes. CALLS sets how many, SEED where they begin.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialects } from '../../dialects/index.ts'
import { mix, random } from '../../src/demo/random.ts'
import { allFunctions } from '../../src/functions/index.ts'
import { type Dialect, sql } from '../../src/sql/index.ts'
import { callQuery } from './calls.ts'
import { openRunner, type Runner } from './run.ts'

const COUNT = Number(process.env.CALLS ?? 600)
const SEED = Number(process.env.SEED ?? 1)

let runner: Runner
beforeAll(async () => {
  runner = await openRunner()
})
afterAll(() => runner?.close())

const functions = allFunctions()

/** The faults of so many random calls, with how to get them again. */
const faults = async (r: Runner, seed: number, from: number, count: number): Promise<string[]> => {
  const found: string[] = []
  for (let i = from; i < from + count; i++) {
    const f = functions[i % functions.length]
    if (!f) continue
    const kql = callQuery(random(mix(seed, i)), f)
    const outcome = await r.run(kql)
    if (outcome.kind === 'fault') found.push(`seed ${seed}, call ${i}: ${outcome.message}\n${kql}`)
  }
  return found
}

test(`${COUNT} random calls (seed ${SEED}) are answered or refused`, { timeout: 3_600_000 }, async () => {
  expect(await faults(runner, SEED, 0, COUNT)).toEqual([])
})

test('a lowering that the engine does not take is found', { timeout: 120_000 }, async () => {
  const duckdb = dialects.duckdb as Dialect
  // A name that nothing stands behind.
  const broken: Dialect = { ...duckdb, primitives: { ...duckdb.primitives, bin: (args) => sql.call('no_such_function', args[0]!.sql) } }
  const other = await openRunner({ dialect: broken })
  try {
    const at = functions.findIndex((f) => f.name === 'bin')
    expect(at).toBeGreaterThanOrEqual(0)
    const found = (await Promise.all([0, 1, 2, 3].map((n) => faults(other, SEED, at + n * functions.length, 1)))).flat()
    expect(found.join()).toContain('no_such_function')
  } finally {
    await other.close()
  }
})
