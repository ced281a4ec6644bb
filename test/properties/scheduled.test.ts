/**
 * Random pipelines over tables of files, run on a schedule, give what they give over the rows of the period alone, written into the query;
 * whether runs share what they read or not. SCHEDULED sets how many, SEED where they begin.
 */
import { expect, test } from 'vitest'
import type { Engine, QueryResult, Schemas } from '../../src/api.ts'
import { mix, type Random, random } from '../../src/demo/random.ts'
import { openEngine } from '../../src/index.ts'
import { inFolder } from '../load/folder.ts'
import { pipeline } from './pipelines.ts'

const COUNT = Number(process.env.SCHEDULED ?? 25)
const SEED = Number(process.env.SEED ?? 1)

const HOUR = 3_600_000
const RUNS = [0, 1, 2].map((h) => Date.UTC(2026, 0, 5, 12 + h))
/** Events are a tenth of an hour apart, so that some lie at the ends of periods. */
const STEP = HOUR / 10
const OPTIONS = { period: 7200, delay: (2 * STEP) / 1000 }

const iso = (time: number): string => new Date(time).toISOString()

/** A datatable of a pipeline, made a table: its rows have times. */
interface Table {
  readonly name: string
  readonly columns: readonly (readonly [string, string])[]
  readonly rows: readonly { readonly time: number; readonly values: readonly string[] }[]
}

/** A literal of the query as a CSV file holds it. */
const cell = (literal: string): string => {
  if (literal.endsWith('(null)')) return ''
  if (literal.startsWith('"')) return literal === '""' ? '' : literal
  const time = /^datetime\((\S+?)(?: (\S+))?\)$/.exec(literal)
  return time ? `${time[1]}T${time[2] ?? '00:00'}:00Z` : literal
}

const csv = ({ columns, rows }: Table): string =>
  [['TimeGenerated', ...columns.map(([name]) => name)], ...rows.map(({ time, values }) => [iso(time), ...values.map(cell)])]
    .map((line) => `${line.join(',')}\n`)
    .join('')

const schemaOf = ({ columns }: Table) => Object.fromEntries([['TimeGenerated', 'datetime'], ...columns])

const DATATABLE = /datatable\(([^)]*)\)\[([^\]]*)\]/g

interface Case {
  /** Over the tables. */
  readonly kql: string
  readonly tables: readonly Table[]
  /** Over what a run sees of them. */
  at(time: number): string
}

/** A pipeline whose rows don't hang on an order that a datatable has and a table of files hasn't. */
const unordered = (r: Random): string => {
  for (;;) {
    const { kql } = pipeline(r)
    if (!/\| (?:take|top|serialize)/.test(kql)) return kql
  }
}

const caseOf = (r: Random, number: number): Case => {
  const kql = unordered(r)
  const tables = [...kql.matchAll(DATATABLE)].map(
    ([, columns = '', rows = ''], i): Table => ({
      name: `P${number}x${i}_CL`,
      columns: columns.split(', ').map((c) => c.split(':') as [string, string]),
      rows:
        rows === '' ? [] : rows.split(',  ').map((row) => ({ time: (RUNS[0] ?? 0) + (r.below(60) - 40) * STEP, values: row.split(', ') })),
    }),
  )
  const replaced = (text: (table: Table) => string) => {
    let at = 0
    return kql.replace(DATATABLE, () => text(tables[at++] as Table))
  }
  return {
    kql: replaced(({ name, columns }) => `(${name} | project ${columns.map(([c]) => c).join(', ')})`),
    tables,
    at: (time) => {
      const end = time - OPTIONS.delay * 1000
      const seen = (t: number) => t >= end - OPTIONS.period * 1000 && t < end
      return replaced(({ columns, rows }) => {
        const inside = rows.filter((row) => seen(row.time)).map((row) => row.values.join(', '))
        return `datatable(${columns.map((c) => c.join(':')).join(', ')})[${inside.join(',  ')}]`
      })
    },
  }
}

const sorted = ({ rows }: QueryResult): string[] => rows.map((row) => JSON.stringify(row)).sort()

const check = async (engine: Engine, { kql, at }: Case, label: string): Promise<boolean> => {
  const expected = await Promise.all(RUNS.map(async (time) => sorted(await engine.query(at(time)))))
  const query = await engine.schedule(kql, OPTIONS)
  const all = async () => {
    const results: string[][] = []
    for (const time of RUNS) results.push(sorted(await query.at(iso(time))))
    return results
  }
  expect(await all(), label).toEqual(expected)
  const shared = await query.share(iso(RUNS[0] ?? 0), iso(RUNS.at(-1) ?? 0))
  expect(await all(), `${label}\n(shared)`).toEqual(expected)
  await query.release()
  return shared
}

test(`${COUNT} random pipelines see their period and no more`, { timeout: 600_000 }, async () => {
  const cases = Array.from({ length: COUNT }, (_, i) => caseOf(random(mix(SEED, i)), i))
  const tables = cases.flatMap((c) => c.tables)
  await inFolder(Object.fromEntries(tables.map((t) => [`${t.name}.csv`, csv(t)])), async (folder) => {
    const schemas = Object.fromEntries(tables.map((t) => [t.name, schemaOf(t)])) as Schemas
    const engine = await openEngine({ data: folder, schemas, now: iso(RUNS[0] ?? 0) })
    try {
      let shared = 0
      for (const [i, c] of cases.entries()) if (await check(engine, c, `seed ${SEED}, pipeline ${i}:\n${c.kql}`)) shared++
      expect(shared).toBeGreaterThan(COUNT / 2)
    } finally {
      await engine.close()
    }
  })
})
