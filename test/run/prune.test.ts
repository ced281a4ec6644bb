import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store, TimeBound } from '../../src/run/index.ts'
import { print, type SqlExpr, sql } from '../../src/sql/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { type Fixture, openFixture, rejection } from './fixture.ts'

// 40 row groups of 2,048 seconds each. The data of all but the last three is spoilt, the footers are not: whoever reads a group that
// the footers rule out fails, so these tests see which row groups are read.
const GROUP = 2048
const GROUPS = 40
const GOOD_FROM = 37
const START = Date.UTC(2026, 0, 5)
const at = (group: number): SqlExpr => ({
  kind: 'typed',
  type: 'TIMESTAMP',
  text: new Date(START + group * GROUP * 1000).toISOString().slice(0, 19).replace('T', ' '),
})

const TYPES = ['TIMESTAMP', 'TIMESTAMPTZ', 'TIMESTAMP_NS', 'TIMESTAMP_MS', 'TIMESTAMP_S', 'DATE'] as const
const schemas = Object.fromEntries(
  [...TYPES, 'Mixed', 'Folder'].map((t) => [t, { Timestamp: 'datetime', n: 'long' } satisfies Record<string, KustoType>]),
)

let fixture: Fixture
let store: Store

/** Overwrites the pages of a file's row groups before `good`. */
const spoil = async (path: string, name: string, good: number): Promise<void> => {
  const chunks = await fixture.database.rows(
    `SELECT row_group_id, coalesce(dictionary_page_offset, data_page_offset), data_page_offset, total_compressed_size FROM parquet_metadata('${path}')`,
  )
  const bytes = await readFile(path)
  for (const [group, first, data, size] of chunks.map((chunk) => chunk.map(Number))) {
    if (group! < good) bytes.fill(0xff, Math.min(first!, data!), Math.min(first!, data!) + size!)
  }
  await fixture.write(name, bytes)
}

beforeAll(async () => {
  fixture = await openFixture()
  const rows = (type: string): string =>
    `SELECT (TIMESTAMP '2026-01-05' + to_seconds(range))::${type} AS "Timestamp", range AS n FROM range(${GROUP * GROUPS})`
  for (const type of TYPES) {
    const path = await fixture.copy(`prune/${type}.parquet`, rows(type), `(ROW_GROUP_SIZE ${GROUP})`)
    await spoil(path, `prune/${type}.parquet`, GOOD_FROM)
    if (type !== 'DATE') await fixture.write(`prune/Mixed/${type}.parquet`, await readFile(path))
  }
  await fixture.write('prune/Folder/day=2026-01-04/x.parquet', await readFile(fixture.path('prune/TIMESTAMPTZ.parquet')))
  store = await fixture.store({ data: fixture.path('prune'), schemas })
})
afterAll(() => fixture.close())

const count = async (table: string, bounds: readonly TimeBound[], where: string): Promise<unknown> => {
  const view = print(await store.view(table, ['Timestamp', 'n'], bounds))
  return (await fixture.database.rows(`SELECT count(*), sum(n) FROM (${view}) WHERE ${where}`))[0]?.[0]
}

const sinceGood: TimeBound = { column: 'Timestamp', op: '>=', value: at(GOOD_FROM) }
const where = `"Timestamp" >= ${print({ kind: 'select', items: [{ value: at(GOOD_FROM) }] }).replace('SELECT ', '')}`
const expectedRows = BigInt(GROUP * (GROUPS - GOOD_FROM))

describe('row groups', () => {
  it('is a fair test: reading the spoilt ones fails', async () => {
    for (const type of TYPES) expect(await rejection(count(type, [], 'true'))).toContain('KQL')
  })

  it.each(TYPES.filter((type) => type !== 'DATE'))('before a lower bound are skipped for %s', async (type) => {
    const bounds = (await store.needsBounds(type)).has('Timestamp') ? [sinceGood] : []
    expect(await count(type, bounds, where)).toBe(expectedRows)
  })

  it('of a plain view are skipped for TIMESTAMP only, which is what needsBounds says', async () => {
    expect([...(await store.needsBounds('TIMESTAMP'))]).toEqual([])
    for (const type of ['TIMESTAMPTZ', 'TIMESTAMP_NS']) {
      expect([...(await store.needsBounds(type))]).toEqual(['Timestamp'])
      expect(await rejection(count(type, [], where))).toContain('KQL')
    }
  })

  it('are skipped with a bound that depends on the time of the run', async () => {
    await fixture.database.run("SET VARIABLE kql_now = TIMESTAMP '2026-01-06'")
    const now = sql.coalesce(
      sql.cast(sql.call('getvariable', sql.literal('kql_now')), 'TIMESTAMP'),
      sql.call('timezone', sql.literal('UTC'), sql.call('now')),
    )
    const value = sql.binary('-', now, { kind: 'interval', amount: 2n * 60n, unit: 'MINUTE' })
    for (const type of ['TIMESTAMPTZ', 'TIMESTAMP_NS']) {
      const bounds: TimeBound[] = [{ column: 'Timestamp', op: '>=', value }]
      expect(await count(type, bounds, `"Timestamp" >= TIMESTAMP '2026-01-05 22:00:00'`)).toBe(BigInt(GROUP * GROUPS - 22 * 3600))
    }
  })

  it('are skipped in files of several types at once, and in partitions', async () => {
    expect(await count('Mixed', [sinceGood], where)).toBe(expectedRows * BigInt(TYPES.length - 1))
    expect(await count('Folder', [sinceGood], where)).toBe(expectedRows)
  })
})

describe('a damaged file', () => {
  it('is named', async () => {
    const failure = await count('Mixed', [], 'true').catch((error: unknown) => error)
    expect(await rejection(Promise.reject(await store.blame(failure, ['DATE', 'Mixed'])))).toContain('DATE.parquet: the file is damaged')
    const other = new Error('something else')
    expect(await store.blame(other, ['Mixed'])).toBe(other)
  })
})

describe('bounds', () => {
  const ops: readonly TimeBound['op'][] = ['<', '<=', '=', '>=', '>']
  // Nanoseconds around a microsecond, before and after 1970, and the ends of the type.
  const times = [
    '2026-01-05 00:00:00.000001',
    '2026-01-05 00:00:00.000002',
    '1960-01-01 00:00:00.000001',
    '1960-01-01 00:00:00',
    '2262-04-11 23:47:16',
    '1677-09-22 00:00:00',
  ]
  const values = [...times, '2026-01-05 00:00:00', '0001-01-01', '9999-12-31', 'infinity']

  it('never leave out a row that fulfils the condition', async () => {
    const nanos = times.flatMap((t) => [`TIMESTAMP_NS '${t}'`, `TIMESTAMP_NS '${t}${t.includes('.') ? '' : '.000000'}789'`])
    await fixture.copy('bounds/TIMESTAMP_NS.parquet', `SELECT unnest([${nanos.join(', ')}]) AS "Timestamp", 1 AS n`)
    await fixture.copy(
      'bounds/TIMESTAMPTZ.parquet',
      `SELECT unnest([${times.map((t) => `TIMESTAMPTZ '${t}+00'`).join(', ')}]) AS "Timestamp", 1 AS n`,
    )
    await fixture.copy(
      'bounds/DATE.parquet',
      `SELECT unnest([${times.map((t) => `DATE '${t.slice(0, 10)}'`).join(', ')}]) AS "Timestamp", 1 AS n`,
    )
    store = await fixture.store({ data: fixture.path('bounds'), schemas })
    for (const table of store.tables()) {
      for (const text of values) {
        for (const op of ops) {
          const bound: TimeBound = { column: 'Timestamp', op, value: { kind: 'typed', type: 'TIMESTAMP', text } }
          const condition = `"Timestamp" ${op} TIMESTAMP '${text}'`
          expect([table, text, op, await count(table, [bound], condition)]).toEqual([table, text, op, await count(table, [], condition)])
        }
      }
    }
  })
})
