import { rename, symlink } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KustoType } from '../../src/types/index.ts'
import { type Fixture, openFixture, rejection } from './fixture.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture()
})
afterAll(() => fixture.close())

describe('finding tables', () => {
  it('finds files and folders by name', async () => {
    await fixture.copy('find/Alpha.parquet', 'SELECT 1 AS a')
    await fixture.write('find/Beta.csv', 'a\n1\n')
    await fixture.write('find/Gamma.csv.gz', gzipSync('a\n1\n'))
    await fixture.write('find/Delta.tsv', 'a\tb\n1\t2,3\n')
    await fixture.write('find/Epsilon.jsonl', '{"a":1}\n')
    await fixture.write('find/Zeta.json', '[{"a":1},{"a":2}]')
    await fixture.write('find/Eta/part-0.ndjson.gz', gzipSync('{"a":1}\n'))
    await fixture.write('find/Eta/_SUCCESS', '')
    await fixture.write('find/Eta/.part-0.ndjson.crc', '')
    await fixture.write('find/notes.txt', 'x')
    await fixture.write('find/Empty/readme.md', 'x')
    const store = await fixture.store('find')
    expect(store.tables()).toEqual(['Alpha', 'Beta', 'Delta', 'Epsilon', 'Eta', 'Gamma', 'Zeta'])
    for (const table of store.tables()) expect((await fixture.read(store, table))[0]?.[0]).toEqual(table === 'Alpha' ? 1 : 1n)
    expect(await fixture.read(store, 'Delta')).toEqual([[1n, '2,3']])
    expect(await fixture.read(store, 'Zeta')).toEqual([[1n], [2n]])
    expect(store.files).toContain(fixture.path('find/Eta/part-0.ndjson.gz'))
    expect(store.origin('Gamma')).toEqual({ places: [fixture.path('find/Gamma.csv.gz')], formats: ['csv'] })
  })

  it('takes further tables by file, folder and glob, which replace the found ones', async () => {
    await fixture.write('glob/a-1.csv', 'x\n1\n')
    await fixture.write('glob/a-2.csv', 'x\n2\n')
    await fixture.write('glob/b/c/d.csv', 'x\n3\n')
    const tables = { T: fixture.path('glob/a-*.csv'), U: fixture.path('glob/b'), V: fixture.path('glob/a-2.csv') }
    const store = await fixture.store({ tables })
    expect(store.tables()).toEqual(['T', 'U', 'V'])
    expect(await fixture.read(store, 'T')).toEqual([[1n], [2n]])
    expect(await fixture.read(store, 'U')).toEqual([[3n]])
    expect(await fixture.read(store, 'V')).toEqual([[2n]])
    const replaced = await fixture.store({ data: fixture.path('find'), tables: { Alpha: fixture.path('glob/a-1.csv') } })
    expect(await fixture.read(replaced, 'Alpha')).toEqual([[1n]])
  })

  it('follows symbolic links, once', async () => {
    await fixture.write('link/real/x.csv', 'x\n1\n')
    await symlink(fixture.path('link/real'), fixture.path('link/Linked'))
    await symlink(fixture.path('link/real'), fixture.path('link/real/loop'))
    const store = await fixture.store('link')
    expect(await fixture.read(store, 'Linked')).toEqual([[1n]])
  })

  it('says which tables there are', async () => {
    const store = await fixture.store('find')
    const message = await rejection(store.view('Gama', []))
    expect(message).toContain("KQL0101: there is no table 'Gama'; did you mean 'Gamma'?")
    expect(message).toContain('tables here: Alpha, Beta')
    expect(await store.schema('Gama')).toBeUndefined()
    expect(await store.schema('SigninLogs')).toMatchObject({ name: 'SigninLogs' })
  })

  it('refuses a missing folder, a glob without files, and a table that is there twice', async () => {
    expect(await rejection(fixture.store('nowhere'))).toContain('there is no such directory')
    expect(await rejection(fixture.store({ tables: { T: fixture.path('glob/none-*.csv') } }))).toContain("no data file of the table 'T'")
    await fixture.write('twice/T.csv', 'a\n1\n')
    await fixture.write('twice/T.ndjson', '{"a":1}\n')
    const store = await fixture.store('twice')
    expect(await rejection(store.view('T', ['a']))).toContain("the table 'T' is there more than once")
  })

  it('names a damaged file', async () => {
    await fixture.write('damaged/P.parquet', 'this is not Parquet')
    await fixture.write('damaged/J.ndjson', '{"a":1}\n{"a":\n')
    await fixture.write('damaged/C.csv', 'a,b\n1,2\n3\n')
    const store = await fixture.store('damaged')
    expect(await rejection(store.schema('P'))).toContain(fixture.path('damaged/P.parquet'))
    expect(await rejection(store.schema('J'))).toContain(fixture.path('damaged/J.ndjson'))
    expect(await rejection(fixture.read(store, 'C'))).toContain(fixture.path('damaged/C.csv'))
  })
})

describe('schemas', () => {
  const schemas = { T: { B: 'string', A: 'long', Missing: 'datetime' } } satisfies Record<string, Record<string, KustoType>>

  it('puts declared columns in their order; a file lacks some and has others', async () => {
    await fixture.copy('schema/T.parquet', "SELECT 1::BIGINT AS A, 'x' AS B, 2 AS C")
    const store = await fixture.store({ data: fixture.path('schema'), schemas })
    expect((await store.schema('T'))?.columns.map((c) => c.name)).toEqual(['B', 'A', 'Missing'])
    expect(await fixture.read(store, 'T')).toEqual([['x', 1n, null]])
    expect(await store.storedTypes('T')).toEqual(
      new Map([
        ['B', ['VARCHAR']],
        ['A', ['BIGINT']],
      ]),
    )
  })

  it('infers types from Parquet', async () => {
    await fixture.copy(
      'infer/T.parquet',
      `SELECT true AS b, 1::SMALLINT AS i, 1::BIGINT AS l, 1.5::FLOAT AS r, 1.5 AS d, 'x' AS s, TIMESTAMP '2026-01-05' AS t,
        DATE '2026-01-05' AS e, uuid() AS g, [1] AS a, {'x': 1} AS o, '{}'::JSON AS j, INTERVAL 1 HOUR AS p`,
    )
    const store = await fixture.store('infer')
    const types = (await store.schema('T'))?.columns.map((c) => c.type)
    expect(types).toEqual('bool int long real decimal string datetime datetime guid dynamic dynamic dynamic timespan'.split(' '))
  })

  it('infers types from the values of texts', async () => {
    await fixture.write(
      'infer2/T.csv',
      'b,l,r,s,t,o,zip,none\ntrue,1,1.5,x,2026-01-05T00:00:00Z,"{""a"":1}",01234,\nFalse,-20,3,5,2026-01-06,[],1,\n',
    )
    await fixture.write(
      'infer2/U.ndjson',
      '{"b":true,"l":1,"r":1.5,"s":"5","t":"2026-01-05T00:00:00Z","o":{"a":1},"m":1}\n{"b":false,"l":-2,"r":3,"s":null,"o":[],"m":"x"}\n',
    )
    const store = await fixture.store('infer2')
    const types = async (table: string) => (await store.schema(table))?.columns.map((c) => `${c.name}:${c.type}`).join(' ')
    expect(await types('T')).toBe('b:bool l:long r:real s:string t:datetime o:dynamic zip:string none:string')
    expect(await types('U')).toBe('b:bool l:long r:real s:string t:datetime o:dynamic m:dynamic')
  })
})

describe('names of columns', () => {
  const both = { T: { ISP: 'string', Isp: 'string' } } satisfies Record<string, Record<string, KustoType>>
  const open = (folder: string) => fixture.store({ data: fixture.path(folder), schemas: both })

  it('tells ISP from Isp in each format', async () => {
    await fixture.write('case-csv/T.csv', 'ISP,Isp\na,b\n')
    await fixture.write('case-tsv/T.tsv', 'Isp\tISP\nb\ta\n')
    await fixture.write('case-ndjson/T.ndjson', '{"Isp":"b","ISP":"a"}\n')
    for (const folder of ['case-csv', 'case-tsv', 'case-ndjson']) expect(await fixture.read(await open(folder), 'T')).toEqual([['a', 'b']])
  })

  it('tells ISP from Isp in Parquet files of other writers, also several of them', async () => {
    for (const [n, columns] of [`'a1' AS "ISP", 'b1' AS "IsX"`, `'a2' AS "ISP", 'b2' AS "IsX"`, `'b3' AS "IsX", 'a3' AS "ISP"`].entries()) {
      // DuckDB can't write both names: write another of the same length and change it in the file.
      const path = await fixture.copy(`case-parquet/T/${n}.parquet`, `SELECT ${columns}`)
      const { readFile } = await import('node:fs/promises')
      await fixture.write(
        `case-parquet/T/${n}.parquet`,
        Buffer.from((await readFile(path)).toString('latin1').replaceAll('IsX', 'Isp'), 'latin1'),
      )
    }
    expect(await fixture.read(await open('case-parquet'), 'T')).toEqual([
      ['a1', 'b1'],
      ['a2', 'b2'],
      ['a3', 'b3'],
    ])
  })

  it('knows the name that DuckDB gives to the second of two', async () => {
    await fixture.copy('case-duckdb/T.parquet', `SELECT 'a' AS "ISP", 'b' AS "Isp"`)
    expect(await fixture.read(await open('case-duckdb'), 'T')).toEqual([['a', 'b']])
  })

  it('matches without regard to case where one fits', async () => {
    await fixture.write('fold/T.csv', 'timestamp,ACTIONTYPE\n2026-01-05T00:00:00Z,x\n')
    const schemas = { T: { Timestamp: 'datetime', ActionType: 'string' } } satisfies Record<string, Record<string, KustoType>>
    const store = await fixture.store({ data: fixture.path('fold'), schemas })
    expect(await fixture.read(store, 'T')).toEqual([[new Date('2026-01-05T00:00:00Z'), 'x']])
  })

  it('refuses to choose', async () => {
    await fixture.write('choose/T.csv', 'isp\na\n')
    await fixture.write('choose/U.csv', 'NAME,Name\na,b\n')
    await fixture.write('choose/V.csv', 'name,name\na,b\n')
    const schemas = { ...both, U: { name: 'string' }, V: { name: 'string' } } satisfies Record<string, Record<string, KustoType>>
    const store = await fixture.store({ data: fixture.path('choose'), schemas })
    expect(await rejection(store.view('T', ['a', 'b']))).toContain("the column 'isp' can be any of ISP, Isp of 'T'")
    expect(await rejection(store.view('U', ['a']))).toContain("the column 'name' of 'U' can be any of NAME, Name")
    expect(await rejection(store.view('V', ['a']))).toContain("more than one column named 'name'")
  })
})

describe('partitions', () => {
  it('reads keys of the path, nested and decoded', async () => {
    await fixture.copy('hive/T/day=2026-01-05/src=a%20b/x.parquet', 'SELECT 1 AS n')
    await fixture.copy('hive/T/day=2026-01-06/src=__HIVE_DEFAULT_PARTITION__/x.parquet', 'SELECT 2 AS n')
    const store = await fixture.store('hive')
    expect((await store.schema('T'))?.columns.map((c) => c.name)).toEqual(['n', 'day', 'src'])
    expect(await fixture.read(store, 'T')).toEqual([
      [1, '2026-01-05', 'a b'],
      [2, '2026-01-06', null],
    ])
  })

  it('types a key by the schema', async () => {
    const schemas = { T: { day: 'datetime', n: 'long' } } satisfies Record<string, Record<string, KustoType>>
    const store = await fixture.store({ data: fixture.path('hive'), schemas })
    expect(await fixture.read(store, 'T')).toEqual([
      [new Date('2026-01-05'), 1n],
      [new Date('2026-01-06'), 2n],
    ])
  })

  it("lets a file's own column win over a key of its name, whatever its case; other keys stay", async () => {
    for (const format of ['parquet', 'csv', 'json']) {
      await fixture.copy(`own-${format}/T/DAY=2026-01-05/src=a%20b/x.${format}`, "SELECT 1 AS n, 'own' AS day")
      await fixture.copy(`own-${format}/T/DAY=2026-01-06/src=c/x.${format}`, "SELECT 2 AS n, 'own' AS day")
      const store = await fixture.store(`own-${format}`)
      expect(await fixture.read(store, 'T', ['day', 'src'])).toEqual([
        ['own', 'a b'],
        ['own', 'c'],
      ])
    }
  })

  it('takes the union of files that differ', async () => {
    await fixture.copy('union/T/1.parquet', "SELECT 1::INTEGER AS n, 'x' AS s, TIMESTAMP '2026-01-05' AS t")
    await fixture.copy('union/T/2.parquet', "SELECT 'y' AS s, 2.0::DOUBLE AS n, TIMESTAMPTZ '2026-01-05 01:00:00+01' AS t")
    await fixture.write('union/T/3.csv', 's,t,extra\nz,2026-01-05T02:00:00+02:00,e\n')
    const schemas = { T: { n: 'long', s: 'string', t: 'datetime', extra: 'string' } } satisfies Record<string, Record<string, KustoType>>
    const store = await fixture.store({ data: fixture.path('union'), schemas })
    const t = new Date('2026-01-05')
    expect(await fixture.read(store, 'T')).toEqual([
      [1n, 'x', t, null],
      [2n, 'y', t, null],
      [null, 'z', t, 'e'],
    ])
    expect((await (await fixture.store('union')).schema('T'))?.columns.map((c) => c.type)).toEqual(['real', 'string', 'datetime', 'string'])
  })

  it('has no rows for files without any', async () => {
    await fixture.write('void/T.csv', '')
    await fixture.write('void/U.csv', 'a,b\n')
    const store = await fixture.store({ data: fixture.path('void'), schemas: { T: { a: 'long' } } })
    expect(await fixture.read(store, 'T')).toEqual([])
    expect(await fixture.read(store, 'U')).toEqual([])
    await rename(fixture.path('void/T.csv'), fixture.path('void/T.json'))
    expect(await fixture.read(await fixture.store({ data: fixture.path('void'), schemas: { T: { a: 'long' } } }), 'T')).toEqual([])
  })
})
