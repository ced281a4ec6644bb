import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, lock, openDatabase, openStore, prepareSelect, type Store } from '../../src/run/index.ts'
import { print } from '../../src/sql/index.ts'
import { rejection } from './fixture.ts'

let folder: string
let database: Database
let store: Store

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kqlc-sandbox-'))
  database = await openDatabase({ threads: 1 })
  for (const name of ['T', 'Zipped']) await writeFile(join(folder, `${name}.csv`), 'a\n1\n2\n')
  await database.run(`COPY (SELECT range AS n FROM range(10)) TO '${folder}/P.parquet'`)
  await database.run(`COPY (SELECT 1 AS n) TO '${folder}/Z.csv.gz'`)
  await database.run(`COPY (SELECT 'secret' AS s) TO '${folder}/outside.parquet'`)
  const tables = { T: join(folder, 'T.csv'), P: join(folder, 'P.parquet'), Z: join(folder, 'Z.csv.gz') }
  store = await openStore({ tables }, database)
  await lock(database, store.files)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a locked database', () => {
  it('reads the tables of the store, also through views made afterwards', async () => {
    for (const [table, count] of [
      ['T', 2n],
      ['P', 10n],
      ['Z', 1n],
    ] as const) {
      expect((await store.schema(table))?.columns.length).toBe(1)
      await database.run(`CREATE VIEW "${table}" AS ${print(await store.view(table, ['x']))}`)
      expect(await database.rows(`SELECT count(x) FROM "${table}"`)).toEqual([[count]])
    }
  })

  it('spills to its own folder and keeps session variables', async () => {
    await database.run("SET VARIABLE kql_now = TIMESTAMP '2026-01-05'")
    expect(await database.rows("SELECT getvariable('kql_now')")).toEqual([[new Date('2026-01-05')]])
  })

  it.each([
    ['a file', (f: string) => `SELECT * FROM '${f}/outside.parquet'`],
    ['a file by another way', (f: string) => `SELECT * FROM '${f}/../${f.split('/').pop()}/outside.parquet'`],
    ['a glob', (f: string) => `SELECT * FROM read_parquet('${f}/*.parquet')`],
    ['read_text', () => "SELECT * FROM read_text('/etc/hostname')"],
    ['read_blob', (f: string) => `SELECT * FROM read_blob('${f}/outside.parquet')`],
    ['glob()', (f: string) => `SELECT * FROM glob('${f}/*')`],
    ['sniff_csv', () => "SELECT * FROM sniff_csv('/etc/passwd')"],
    ['parquet_metadata', (f: string) => `SELECT * FROM parquet_metadata('${f}/outside.parquet')`],
    ['the web', () => "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')"],
    ['COPY to a file', (f: string) => `COPY (SELECT 1) TO '${f}/new.csv'`],
    ['ATTACH', (f: string) => `ATTACH '${f}/x.db'`],
    ['EXPORT', (f: string) => `EXPORT DATABASE '${f}/x'`],
    ['INSTALL', () => 'INSTALL httpfs'],
    ['LOAD', () => 'LOAD httpfs'],
    ['SET of a limit', () => 'SET threads = 8'],
    ['SET of the zone', () => "SET TimeZone = 'Europe/Berlin'"],
    ['RESET', () => 'RESET TimeZone'],
    ['SET of the access', () => 'SET enable_external_access = true'],
    ['SET of the paths', () => "SET allowed_paths = ['/etc/hostname']"],
  ])('denies %s', async (_, statement) => {
    expect(await rejection(database.run(statement(folder)))).toMatch(/denied|disabled|Cannot access|locked|disallowed|[Cc]annot change/)
  })

  it('denies a symbolic link to another file', async () => {
    await symlink(join(folder, 'outside.parquet'), join(folder, 'link.parquet'))
    expect(await rejection(database.run(`SELECT * FROM '${folder}/link.parquet'`))).toContain('Cannot access')
  })
})

describe('prepareSelect', () => {
  it.each([
    'SELECT 1',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    '-- a comment\nSELECT 1',
    '/* one */ (SELECT 1) UNION ALL (SELECT 2)',
    'SELECT 1;',
  ])('takes %j', async (text) => {
    expect((await prepareSelect(database, text)).columnCount).toBe(1)
  })

  it.each([
    '',
    ';',
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP VIEW "T"',
    'CREATE TABLE t (a INT)',
    'CREATE MACRO m() AS 1',
    'PRAGMA version',
    'SHOW TABLES',
    'DESCRIBE SELECT 1',
    'EXPLAIN ANALYZE SELECT 1',
    'CALL pragma_version()',
    "SET VARIABLE kql_now = TIMESTAMP '2026-01-01'",
    '-- SELECT\nPRAGMA version',
  ])('refuses %j', async (text) => {
    expect(await rejection(prepareSelect(database, text))).toContain('KQL0495')
  })

  it('refuses to write over an allowed file', async () => {
    const before = await readFile(join(folder, 'T.csv'), 'utf8')
    const statement = `COPY (SELECT 1) TO '${folder}/T.csv' (USE_TMP_FILE false)`
    expect(await rejection(prepareSelect(database, statement))).toContain('KQL0495')
    expect(await rejection(prepareSelect(database, `SELECT 1; ${statement}`))).toContain('KQL0495')
    expect(await readFile(join(folder, 'T.csv'), 'utf8')).toBe(before)
  })

  it('reports what DuckDB refuses', async () => {
    expect(await rejection(prepareSelect(database, 'SELECT nothing FROM nowhere'))).toContain(
      'KQL0490: the engine refused the statement: Table with name nowhere',
    )
    expect(await rejection(prepareSelect(database, 'SELECT FROM WHERE'))).toContain('KQL0490')
  })
})
