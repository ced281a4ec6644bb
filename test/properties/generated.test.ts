/**
 * Generated queries are answered or refused: nothing crashes, hangs or takes the memory of the machine, and the engine takes every
 * statement. CALLS, CHAINS, PIPELINES, APPLIES and MUTATIONS set how many, SEED where they begin; scripts/generated.mjs runs any number of them.
 */
import { expect, test } from 'vitest'
import { dialects } from '../../dialects/index.ts'
import { allFunctions } from '../../src/functions/index.ts'
import { type Dialect, sql } from '../../src/sql/index.ts'
import { check } from './check.ts'
import { catalogFor, generatorOf, KINDS, type Kind } from './inputs.ts'
import { openRunner, type Runner } from './run.ts'

const SEED = Number(process.env.SEED ?? 1)
const COUNTS: Readonly<Record<Kind, number>> = {
  calls: Number(process.env.CALLS ?? 600),
  chains: Number(process.env.CHAINS ?? 300),
  pipelines: Number(process.env.PIPELINES ?? 100),
  applies: Number(process.env.APPLIES ?? 100),
  mutations: Number(process.env.MUTATIONS ?? 400),
}

/** Checks the queries of these numbers; the faults, with how to get them again. */
const faults = async (kind: Kind, numbers: readonly number[], dialect?: Dialect): Promise<string[]> => {
  const runner = await openRunner({ catalog: catalogFor(kind), dialect })
  try {
    const generate = await generatorOf(kind)
    const found: string[] = []
    const outcomes = { rows: 0, refused: 0, fault: 0 }
    for (const number of numbers) {
      const input = generate(SEED, number)
      const outcome = await check(runner, input)
      outcomes[outcome.kind]++
      if (outcome.kind === 'fault') found.push(`seed ${SEED}, ${kind} ${number}: ${outcome.message}\n${input.kql}`)
    }
    console.log(
      `${numbers.length} ${kind} with the seed ${SEED}: ${outcomes.rows} answered, ${outcomes.refused} refused, ${outcomes.fault} faults`,
    )
    return found
  } finally {
    await runner.close()
  }
}

test.each(KINDS)('random %s are answered or refused', { timeout: 3_600_000 }, async (kind) => {
  expect(await faults(kind, [...Array(COUNTS[kind]).keys()])).toEqual([])
})

const duckdb = dialects.duckdb as Dialect
const functions = allFunctions()

test('a lowering that the engine does not take is found', async () => {
  // A name that nothing stands behind.
  const broken: Dialect = { ...duckdb, primitives: { ...duckdb.primitives, bin: (args) => sql.call('no_such_function', args[0]!.sql) } }
  const at = functions.findIndex((f) => f.name === 'bin')
  expect(at).toBeGreaterThanOrEqual(0)
  const numbers = [0, 1, 2, 3].map((n) => at + n * functions.length)
  expect((await faults('calls', numbers, broken)).join()).toContain('no_such_function')
})

test('a pass that loses rows is found', async () => {
  const runner = await openRunner()
  const lossy: Runner = { ...runner, run: (kql, options) => runner.run(options?.plain ? kql : `${kql}\n| take 1`, options) }
  try {
    const generate = await generatorOf('pipelines')
    // One after the other: a connection has one stream at a time.
    const messages: string[] = []
    for (let n = 0; n < 20; n++) {
      const outcome = await check(lossy, generate(SEED, n))
      if (outcome.kind === 'fault') messages.push(outcome.message)
    }
    expect(messages.join('\n')).toContain('other rows')
  } finally {
    await runner.close()
  }
})
