import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRows, type CellType, prepareSelect, type Store } from '../../src/run/index.ts'
import { print } from '../../src/sql/index.ts'
import type { KustoType } from '../../src/types/index.ts'
import { type Fixture, openFixture } from './fixture.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture()
})
afterAll(() => fixture.close())

/** The cells of a table as the library gives them, in the order of the column `i`. */
const cells = async (store: Store, table: string): Promise<unknown[][]> => {
  const { columns } = (await store.schema(table))!
  const view = print(
    await store.view(
      table,
      columns.map((c) => c.name),
    ),
  )
  const query = `SELECT * FROM (${view}) ORDER BY "i"`
  const types: CellType[] = columns.map(({ type }) => (type === 'dynamic' ? { type, form: 'text' } : { type }))
  return allRows(await fixture.database.stream(await prepareSelect(fixture.database, query)), types)
}

/** The cells of one column `v` of a type, from SQL values in a Parquet file. */
const stored = async (type: KustoType, values: readonly string[]): Promise<unknown[]> => {
  const name = `one/${Math.random()}`
  const rows = values.map((value, i) => `SELECT ${i} AS i, ${value} AS v`).join(' UNION ALL ')
  await fixture.copy(`${name}/T.parquet`, rows)
  const store = await fixture.store({ data: fixture.path(name), schemas: { T: { i: 'long', v: type } } })
  return (await cells(store, 'T')).map((row) => row[1])
}

const text = (type: KustoType, values: readonly string[]): Promise<unknown[]> =>
  stored(
    type,
    values.map((value) => `'${value.replaceAll("'", "''")}'`),
  )

describe('the same events in other formats', () => {
  const types = {
    i: 'long',
    b: 'bool',
    n: 'int',
    l: 'long',
    r: 'real',
    d: 'decimal',
    s: 'string',
    t: 'datetime',
    p: 'timespan',
    g: 'guid',
    j: 'dynamic',
  } satisfies Record<string, KustoType>
  const rows = [
    `1::BIGINT AS i, true AS b, 7::INTEGER AS n, 9007199254740993::BIGINT AS l, 1.5::DOUBLE AS r, 12.50::DECIMAL(10,2) AS d, 'text, with "quotes"' AS s,
      TIMESTAMP '2026-01-05 03:04:05.123456' AS t, 937840000000::BIGINT AS p, '6b29fc40-ca47-1067-b31d-00dd010662da'::UUID AS g, '{"a":[1,"x"]}' AS j`,
    `2, false, -7, -1, 'nan'::DOUBLE, -0.01, 'line' || chr(10) || 'break', TIMESTAMP '1969-12-31 23:59:59', -1, '00000000-0000-0000-0000-000000000000'::UUID, 'plain text'`,
    `3, NULL, NULL, NULL, 'inf'::DOUBLE, NULL, NULL, NULL, NULL, NULL, NULL`,
    `4, true, 0, 0, -1e300, 0, 'Grüße 🙂', TIMESTAMP '2026-01-05', 0, NULL, '5'`,
  ]
  const expected = [
    [
      1,
      true,
      7,
      '9007199254740993',
      1.5,
      '12.5',
      'text, with "quotes"',
      '2026-01-05T03:04:05.1234560Z',
      '1.02:03:04',
      '6b29fc40-ca47-1067-b31d-00dd010662da',
      { a: [1, 'x'] },
    ],
    [
      2,
      false,
      -7,
      -1,
      'NaN',
      '-0.01',
      'line\nbreak',
      '1969-12-31T23:59:59.0000000Z',
      '-00:00:00.0000001',
      '00000000-0000-0000-0000-000000000000',
      'plain text',
    ],
    [3, null, null, null, 'Infinity', null, '', null, null, null, null],
    [4, true, 0, 0, -1e300, '0', 'Grüße 🙂', '2026-01-05T00:00:00.0000000Z', '00:00:00', null, 5],
  ]
  const select = `SELECT * FROM (${rows.map((row) => `SELECT ${row}`).join(' UNION ALL ')})`

  it.each([
    ['Parquet', 'parquet', select],
    ['Parquet with zoned times', 'parquet', `SELECT * REPLACE (t::TIMESTAMPTZ AS t) FROM (${select})`],
    ['Parquet of texts', 'parquet', `SELECT COLUMNS(*)::VARCHAR FROM (${select})`],
    ['CSV', 'csv', select],
    ['gzipped CSV', 'csv.gz', select],
    ['TSV', 'tsv', select],
    [
      'NDJSON',
      'ndjson',
      select.replaceAll("'nan'::DOUBLE", "'NaN'").replaceAll("'inf'::DOUBLE", "'Infinity'").replace('1.5::DOUBLE', "'1.5'"),
    ],
    ['gzipped NDJSON', 'ndjson.gz', `SELECT COLUMNS(*)::VARCHAR FROM (${select})`],
    ['a JSON array', 'json', `SELECT COLUMNS(*)::VARCHAR FROM (${select})`],
  ])('are the same in %s', async (name, ending, query) => {
    const options =
      ending === 'tsv'
        ? `(FORMAT csv, DELIMITER '\t')`
        : ending === 'json'
          ? '(FORMAT json, ARRAY true)'
          : ending.startsWith('ndjson')
            ? '(FORMAT json)'
            : ''
    await fixture.copy(`formats/${name}/T.${ending}`, query, options)
    const store = await fixture.store({ data: fixture.path(`formats/${name}`), schemas: { T: types } })
    expect(await cells(store, 'T')).toEqual(expected)
  })
})

describe('text', () => {
  it('as datetime keeps its offset', async () => {
    const iso = '2026-01-05T01:04:05.0000000Z'
    expect(
      await text('datetime', [
        '2026-01-05T01:04:05Z',
        '2026-01-05 01:04:05',
        '2026-01-05T03:04:05+02:00',
        '2026-01-05 03:04:05+02',
        '2026-01-04T20:34:05-0430',
        ' 2026-01-05T01:04:05.000Z ',
        '1767575045',
        '1767575045000',
        '1767575045000000',
        '1767575045000000000',
        '639031718450000000',
      ]),
    ).toEqual(Array.from({ length: 11 }, () => iso))
    expect(await text('datetime', ['2026-01-05T03:04Z', '2026-01-05 03:04+01:00', '2026-01-05', '2026-01-05T00:00:00.1234567Z'])).toEqual([
      '2026-01-05T03:04:00.0000000Z',
      '2026-01-05T02:04:00.0000000Z',
      '2026-01-05T00:00:00.0000000Z',
      '2026-01-05T00:00:00.1234560Z',
    ])
  })

  it('that is no datetime is null, and leaves its neighbours alone', async () => {
    const junk = [
      '',
      'junk',
      '2026-02-30',
      '2026-13-01',
      'epoch',
      'infinity',
      'today',
      '2026-01-05 00:00:00 Europe/Berlin',
      '5',
      '20260105',
      '12:00',
    ]
    expect(await text('datetime', [...junk, '2026-01-05'])).toEqual([...junk.map(() => null), '2026-01-05T00:00:00.0000000Z'])
  })

  it.each<[KustoType, string[], unknown[]]>([
    [
      'bool',
      ['true', 'True', 'FALSE', '1', '0', '-1', ' true ', 'yes', 't', '1.0', ''],
      [true, true, false, true, false, true, true, null, null, null, null],
    ],
    [
      'int',
      ['5', '+5', '-5', ' 5 ', '5.0', '5.', '5.7', '1e3', '1_000', '2147483648', 'x', ''],
      [5, 5, -5, 5, 5, 5, null, 1000, null, null, null, null],
    ],
    ['long', ['9223372036854775807', '9223372036854775808', '0x1F'], ['9223372036854775807', null, null]],
    ['real', ['1.5', '.5', '-1e-3', 'NaN', 'Infinity', '-inf', '1_0', 'x'], [1.5, 0.5, -0.001, 'NaN', 'Infinity', '-Infinity', null, null]],
    ['decimal', ['1.50', '-0.000000000000000001', '1e2', 'x'], ['1.5', '-0.000000000000000001', '100', null]],
    [
      'timespan',
      ['1.02:03:04', '-00:00:01.5', '23:59:59.9999999', '10000000', '1:2', 'x', ''],
      ['1.02:03:04', '-00:00:01.5000000', '23:59:59.9999999', '00:00:01', null, null, null],
    ],
    [
      'guid',
      ['6B29FC40-CA47-1067-B31D-00DD010662DA', ' {6b29fc40-ca47-1067-b31d-00dd010662da} ', 'x'],
      ['6b29fc40-ca47-1067-b31d-00dd010662da', '6b29fc40-ca47-1067-b31d-00dd010662da', null],
    ],
    ['dynamic', ['{"a":1}', '[1]', 'x', '"x"', 'null', '', '{"a":'], [{ a: 1 }, [1], 'x', 'x', null, null, '{"a":']],
  ])('as %s', async (type, values, expected) => {
    expect(await text(type, values)).toEqual(expected)
  })
})

describe('native types', () => {
  it.each<[string, KustoType, string[], unknown[]]>([
    [
      'zoned times',
      'datetime',
      ["TIMESTAMPTZ '2026-01-05 03:04:05+02'", "TIMESTAMPTZ '0001-01-01 00:00:00+00'", "'infinity'::TIMESTAMPTZ"],
      ['2026-01-05T01:04:05.0000000Z', '0001-01-01T00:00:00.0000000Z', null],
    ],
    ['nanoseconds', 'datetime', ["TIMESTAMP_NS '2026-01-05 03:04:05.123456789'"], ['2026-01-05T03:04:05.1234560Z']],
    ['dates', 'datetime', ["DATE '2026-01-05'"], ['2026-01-05T00:00:00.0000000Z']],
    [
      'epoch seconds',
      'datetime',
      ['1767575045::BIGINT', '5', '-1', '4611686018427387904'],
      ['2026-01-05T01:04:05.0000000Z', null, null, null],
    ],
    ['bools', 'datetime', ['true'], [null]],
    ['reals', 'long', ['5.0::DOUBLE', '5.5', "'nan'", '1e300'], [5, null, null, null]],
    ['large integers', 'long', ['5::UBIGINT', '18446744073709551615'], [5, null]],
    ['longs', 'int', ['5::BIGINT', '2147483648'], [5, null]],
    ['integers', 'bool', ['0', '1', '2'], [false, true, true]],
    ['decimals', 'real', ['1.25::DECIMAL(5,2)'], [1.25]],
    ['integers', 'string', ['5', '-5'], ['5', '-5']],
    ['times', 'string', ["TIMESTAMP '2026-01-05 03:04:05.5'"], ['2026-01-05T03:04:05.5000000Z']],
    ['enums', 'string', ["'b'::ENUM('a', 'b')"], ['b']],
    ['bytes', 'string', ["'abc'::BLOB", "'\\xff'::BLOB"], ['abc', '']],
    ['intervals', 'timespan', ['INTERVAL 26 HOUR', "INTERVAL '1 day 1 second'", 'INTERVAL 1 MONTH'], ['1.02:00:00', '1.00:00:01', null]],
    ['times of day', 'timespan', ["TIME '01:02:03.5'"], ['01:02:03.5000000']],
    ['lists', 'dynamic', ["[1.5::DOUBLE, 'nan', NULL]", '[]', 'NULL'], [[1.5, 'NaN', null], [], null]],
    ['texts', 'dynamic', ["['a', '{}']"], [['a', '{}']]],
    [
      'structs',
      'dynamic',
      ["{'a': TIMESTAMP '2026-01-05 01:02:03', 'b': {'c': 'inf'::DOUBLE, 'd': [{'e': DATE '2026-01-05'}]}, 'f': NULL::INTEGER}", 'NULL'],
      [{ a: '2026-01-05T01:02:03.0000000Z', b: { c: 'Infinity', d: [{ e: '2026-01-05T00:00:00.0000000Z' }] }, f: null }, null],
    ],
    [
      'maps',
      'dynamic',
      ["MAP {'a': TIMESTAMPTZ '2026-01-05 01:00:00+01'}", "MAP {'b': NULL}"],
      [{ a: '2026-01-05T00:00:00.0000000Z' }, { b: null }],
    ],
    ['plain maps', 'dynamic', ['MAP {1: 2}'], [{ 1: 2 }]],
    ['JSON', 'dynamic', [`'{"a":1}'::JSON`, `'"x"'::JSON`], [{ a: 1 }, 'x']],
    ['JSON in structs', 'dynamic', [`{'a': '{"b":[1]}'::JSON, 't': 1.5::DOUBLE}`], [{ a: { b: [1] }, t: 1.5 }]],
    ['numbers', 'dynamic', ['5::BIGINT'], [5]],
    ['times', 'dynamic', ["TIMESTAMP '2026-01-05'"], ['2026-01-05T00:00:00.0000000Z']],
    ['bools', 'dynamic', ['true'], [true]],
    ['structs', 'string', ["{'a': 1}"], ['{"a":1}']],
  ])('%s as %s', async (_, type, values, expected) => {
    expect(await stored(type, values)).toEqual(expected)
  })

  it('reads nested JSON of NDJSON as it is', async () => {
    await fixture.write(
      'nested/T.ndjson',
      '{"i":1,"j":{"a":[1,{"b":null}],"c":"2026-01-05"},"s":{"x":1}}\n{"i":2,"j":"{\\"a\\":2}","s":"x"}\n{"i":3,"j":null}\n',
    )
    const store = await fixture.store({ data: fixture.path('nested'), schemas: { T: { i: 'long', j: 'dynamic', s: 'string' } } })
    expect(await cells(store, 'T')).toEqual([
      [1, { a: [1, { b: null }], c: '2026-01-05' }, '{"x":1}'],
      [2, { a: 2 }, 'x'],
      [3, null, ''],
    ])
  })
})

describe('a native column', () => {
  it('is passed on without any work', async () => {
    await fixture.copy('native/T.parquet', `SELECT TIMESTAMP '2026-01-05' AS t, 'x' AS s, '{}' AS j, 1::BIGINT AS l, uuid() AS g`)
    const schemas = { T: { t: 'datetime', s: 'string', j: 'dynamic', l: 'long', g: 'guid' } } satisfies Record<
      string,
      Record<string, KustoType>
    >
    const store = await fixture.store({ data: fixture.path('native'), schemas })
    const view = await store.view('T', ['t', 's', 'j', 'l', 'g'])
    expect(view.kind === 'select' && view.items.map((item) => item.value.kind)).toEqual(['column', 'column', 'column', 'column', 'column'])
  })
})
