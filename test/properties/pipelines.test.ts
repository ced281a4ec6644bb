/** Random pipelines give the same rows with and without what only makes them faster, and are always accepted. PIPELINES sets how many, SEED where they begin. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialects } from '../../dialects/index.ts'
import { catalogOf } from '../../src/catalog/index.ts'
import { type Compiled, compileWith } from '../../src/compile.ts'
import { mix, random } from '../../src/demo/random.ts'
import { type Database, openDatabase } from '../../src/run/duckdb.ts'
import { pipeline } from './pipelines.ts'

const COUNT = Number(process.env.PIPELINES ?? 100)
const SEED = Number(process.env.SEED ?? 1)

let database: Database
beforeAll(async () => {
  database = await openDatabase()
  await database.run("SET TimeZone = 'UTC'")
})
afterAll(() => database?.close())

const known = new Set<string>()
const rowsOf = async (kql: string, c: Compiled): Promise<string[]> => {
  expect(c.diagnostics.map((d) => d.message).join(), kql).toBe('')
  for (const m of c.macroList) {
    if (!known.has(m.name)) await database.run(m.text)
    known.add(m.name)
  }
  const rows = await database.rows(c.sql).catch((error) => {
    throw new Error(`${error.diagnostics?.[0]?.message ?? error}\n${kql}\n${c.sql}`)
  })
  return rows.map((row) => JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? `${v}` : v)))
}

test(`${COUNT} random pipelines mean the same fused and apart`, { timeout: 600_000 }, async () => {
  const context = { catalog: catalogOf({}), dialect: dialects.duckdb as NonNullable<typeof dialects.duckdb>, now: undefined, functions: [] }
  for (let i = 0; i < COUNT; i++) {
    const { kql, ordered } = pipeline(random(mix(SEED, i)))
    const fused = await rowsOf(kql, compileWith(kql, context))
    const apart = await rowsOf(kql, compileWith(kql, { ...context, plain: true }))
    if (!ordered) for (const rows of [fused, apart]) rows.sort()
    expect(fused, `seed ${SEED}, pipeline ${i}:\n${kql}`).toEqual(apart)
  }
})
