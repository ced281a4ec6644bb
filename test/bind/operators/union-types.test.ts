import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testEngine } from './engine.ts'

const schemas = { Typed_1: { k: 'long' }, Typed_2: { k: 'long' }, Typed_3: { k: 'datetime' } } as const
const folder = mkdtempSync(join(tmpdir(), 'kqlc-union-'))
writeFileSync(join(folder, 'Typed_3.csv'), 'k\n2026-01-01\n')
afterAll(() => rmSync(folder, { recursive: true }))

const full = testEngine({ schemas, data: folder, missingTables: 'empty' })
const empty = testEngine({ schemas, missingTables: 'empty' })

test('a name with several types has a column for each, so that no value is lost', async () => {
  expect(await full.columns('union Typed_*')).toEqual(['k_datetime:datetime', 'k_long:long'])
  expect(await full.rows('union Typed_*')).toEqual([['2026-01-01T00:00:00.0000000Z', null]])
})

test('where the tables of later types are empty, the type of the first two tables is kept, as by Microsoft’s parser', async () => {
  expect(await empty.columns('union Typed_*')).toEqual(['k:long'])
  const { columns, diagnostics = [] } = await empty.result("search in (Typed_*) 'x' | project k")
  expect([columns, diagnostics]).toEqual([[{ name: 'k', type: 'long' }], []])
})
