/** Random pipelines give the same rows whether their first ones are written in the query or stored as Parquet, CSV or NDJSON. STORED sets how many, SEED where they begin. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv, ndjson } from '../../src/cli/format/lines.ts'
import { mix, random } from '../../src/demo/random.ts'
import { type Engine, openEngine, type QueryResult } from '../../src/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { type Pipeline, pipeline } from './pipelines.ts'

const COUNT = Number(process.env.STORED ?? 40)
const SEED = Number(process.env.SEED ?? 1)
const FORMATS = ['parquet', 'csv', 'ndjson'] as const

const pipelines = Array.from({ length: COUNT }, (_, i): Pipeline => pipeline(random(mix(SEED, i)), { stored: true }))
const nameOf = (i: number) => `Stored${i}`

let folder: string
let written: Engine
const stored: Engine[] = []

const write = async (result: QueryResult, name: string, source: string): Promise<void> => {
  await writeFile(join(folder, 'csv', `${name}.csv`), [...csv(result)].join(''))
  await writeFile(join(folder, 'ndjson', `${name}.ndjson`), [...ndjson(result)].join(''))
  await written.export(source, join(folder, 'parquet', `${name}.parquet`), 'parquet')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kqlc-formats-'))
  written = await openEngine({ now: '2026-01-31T12:00:00Z' })
  for (const format of FORMATS) await mkdir(join(folder, format))
  const schemas: Record<string, Record<string, KustoType>> = {}
  for (const [i, { source }] of pipelines.entries()) {
    schemas[nameOf(i)] = Object.fromEntries(source.columns.map((c) => [c.name, c.type as KustoType]))
    await write(await written.query(source.text), nameOf(i), source.text)
  }
  for (const format of FORMATS) stored.push(await openEngine({ data: join(folder, format), schemas, now: '2026-01-31T12:00:00Z' }))
}, 300_000)

afterAll(async () => {
  for (const engine of [written, ...stored]) await engine?.close()
  await rm(folder, { recursive: true, force: true })
})

const rowsOf = async (engine: Engine, kql: string, ordered: boolean): Promise<readonly string[]> => {
  const rows = (await engine.query(kql)).rows.map((row) => JSON.stringify(row))
  return ordered ? rows : rows.sort()
}

test(`${COUNT} random pipelines (seed ${SEED}) do not depend on how their rows are stored`, { timeout: 600_000 }, async () => {
  for (const [i, { kql, ordered, source }] of pipelines.entries()) {
    const expected = await rowsOf(written, kql, ordered)
    const query = kql.replace(source.text, nameOf(i))
    for (const [at, engine] of stored.entries())
      expect(await rowsOf(engine, query, ordered), `seed ${SEED}, pipeline ${i} on ${FORMATS[at]}:\n${kql}`).toEqual(expected)
  }
})
