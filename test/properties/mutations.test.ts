/**
 * Rules and queries with a few tokens changed are compiled and run on empty tables, or refused: the engine takes every statement, and
 * nothing crashes or hangs. MUTATIONS sets how many, SEED where they begin. Real rules take part where they lie beside the project.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogOf } from '../../src/catalog/index.ts'
import { mix } from '../../src/demo/random.ts'
import { loadRules } from '../../src/load/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { readCases } from '../cases/case.ts'
import { mutate, random } from '../kql/mutate.ts'
import { openRunner, type Runner } from './run.ts'

const COUNT = Number(process.env.MUTATIONS ?? 400)
const SEED = Number(process.env.SEED ?? 1)
/** What a query may take, with all its views and macros. */
const SLOW = 20_000

const root = resolve(import.meta.dirname, '../..')
const cases = join(root, 'test/cases')
const schemas: Record<string, Record<string, KustoType>> = JSON.parse(readFileSync(join(cases, 'schemas.json'), 'utf8'))
const corpus = resolve(root, process.env.KQLC_SHARED ?? '../shared', 'corpus/rules.jsonl')

const queries = async (): Promise<string[]> => {
  const own = readCases(cases).map((c) => c.kql)
  const { rules } = await loadRules([join(root, 'rules')])
  const real = existsSync(corpus)
    ? readFileSync(corpus, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).kql)
    : []
  return [...own, ...rules.map((r) => r.query), ...real]
}

let runner: Runner
beforeAll(async () => {
  runner = await openRunner({ catalog: catalogOf(schemas) })
})
afterAll(() => runner?.close())

test(`${COUNT} mutated queries (seed ${SEED}) are answered or refused`, { timeout: 3_600_000 }, async () => {
  const all = await queries()
  const found: string[] = []
  for (let i = 0; i < COUNT; i++) {
    const next = random(mix(SEED, i))
    let kql = all[Math.floor(next() * all.length)] as string
    // One change leaves many queries whole; more than a few leave none.
    for (let n = Math.floor(next() * 3); n >= 0; n--) kql = mutate(kql, next)
    const started = performance.now()
    const outcome = await runner.run(kql)
    const time = performance.now() - started
    if (outcome.kind === 'fault') found.push(`seed ${SEED}, query ${i}: ${outcome.message}\n${kql}`)
    else if (time > SLOW) found.push(`seed ${SEED}, query ${i} took ${Math.round(time)} ms\n${kql}`)
  }
  expect(found).toEqual([])
})
