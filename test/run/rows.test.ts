import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRows, type CellType, type Database, openDatabase, parseDynamic, prepareSelect } from '../../src/run/index.ts'
import type { Form, KustoType } from '../../src/types/index.ts'
import { rejection } from './fixture.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase({ threads: 1 })
})
afterAll(() => database.close())

/** The cells of one column with the given SQL values. */
const cells = async (type: KustoType, values: readonly string[], form?: Form): Promise<unknown[]> => {
  const query = `SELECT unnest([${values.join(', ')}])`
  const rows = await allRows(await database.stream(await prepareSelect(database, query)), [{ type, form }])
  return rows.map((row) => row[0])
}

describe('cells', () => {
  it.each<[KustoType, string[], unknown[]]>([
    ['bool', ['true', 'false', 'NULL'], [true, false, null]],
    ['int', ['1::INTEGER', '-2147483648', 'NULL'], [1, -2147483648, null]],
    [
      'long',
      ['0::BIGINT', '9007199254740991', '9007199254740992', '-9223372036854775808', 'NULL'],
      [0, 9007199254740991, '9007199254740992', '-9223372036854775808', null],
    ],
    ['long', ['5::HUGEINT'], [5]],
    ['long', ['5::INTEGER'], [5]],
    ['real', ['1.5::DOUBLE', "'nan'", "'inf'", "'-inf'", 'NULL'], [1.5, 'NaN', 'Infinity', '-Infinity', null]],
    ['decimal', ['1.500::DECIMAL(38,18)', '-20', '0', '0.000000000000000001', 'NULL'], ['1.5', '-20', '0', '0.000000000000000001', null]],
    ['string', ["'x'", "''", 'NULL'], ['x', '', '']],
    [
      'datetime',
      [
        "TIMESTAMP '2026-01-05 03:04:05.123456'",
        "'1969-12-31 23:59:59.999999'",
        "'0001-01-01'",
        "'9999-12-31 23:59:59.999999'",
        "'infinity'",
        'NULL',
      ],
      [
        '2026-01-05T03:04:05.1234560Z',
        '1969-12-31T23:59:59.9999990Z',
        '0001-01-01T00:00:00.0000000Z',
        '9999-12-31T23:59:59.9999999Z',
        null,
        null,
      ],
    ],
    ['datetime', ["TIMESTAMPTZ '2026-01-05 03:04:05+02'"], ['2026-01-05T01:04:05.0000000Z']],
    ['timespan', ['0::BIGINT', '10000000', '-937840000001', 'NULL'], ['00:00:00', '00:00:01', '-1.02:03:04.0000001', null]],
    ['guid', ["'6B29FC40-CA47-1067-B31D-00DD010662DA'::UUID", 'NULL'], ['6b29fc40-ca47-1067-b31d-00dd010662da', null]],
    [
      'dynamic',
      [`'{"a":[1,null,"x"]}'`, `'5'`, `'null'`, `''`, `'no JSON'`, 'NULL'],
      [{ a: [1, null, 'x'] }, 5, null, null, 'no JSON', null],
    ],
    [
      'dynamic',
      [`'{"a":12345678901234567890,"b":[-9007199254740993],"c":"12345678901234567890","d":1e999}'`],
      [{ a: '12345678901234567890', b: ['-9007199254740993'], c: '12345678901234567890', d: 'Infinity' }],
    ],
  ])('%s %#', async (type, values, expected) => {
    expect(await cells(type, values)).toEqual(expected)
  })

  it.each<[Form, string, unknown]>([
    ['real[]', "[1.5::DOUBLE, 'nan', NULL]", [1.5, 'NaN', null]],
    ['long[]', '[1::BIGINT, 9007199254740993]', [1, '9007199254740993']],
    ['datetime[]', "[TIMESTAMP '2026-01-05']", ['2026-01-05T00:00:00.0000000Z']],
    ['timespan[]', '[600000000::BIGINT]', ['00:01:00']],
    ['string[]', "['a', '', NULL]", ['a', '', null]],
    ['decimal[]', '[1.50::DECIMAL(38,18)]', ['1.5']],
    ['bool[]', '[true]', [true]],
  ])('a dynamic in the form %s', async (form, list, expected) => {
    expect(await cells('dynamic', [list], form)).toEqual([expected])
  })

  it('reads many chunks in order', async () => {
    const types: CellType[] = [{ type: 'long' }, { type: 'string' }]
    const rows = await allRows(await database.stream(await prepareSelect(database, 'SELECT range, NULL FROM range(10000)')), types)
    expect(rows.length).toBe(10_000)
    expect(rows[9_999]).toEqual([9_999, ''])
  })

  it('rejects with a diagnostic where a row fails late', async () => {
    const query = "SELECT CASE WHEN range = 5000 THEN error('broken') ELSE '' END FROM range(10000)"
    const result = database.stream(await prepareSelect(database, query))
    expect(await rejection(result.then((stream) => allRows(stream, [{ type: 'string' }])))).toContain('broken')
  })
})

describe('parseDynamic', () => {
  it('leaves digits in strings and keys alone', () => {
    expect(parseDynamic('{"1234567890123456789":"\\"1234567890123456789","n":1234567890123456789}')).toEqual({
      '1234567890123456789': '"1234567890123456789',
      n: '1234567890123456789',
    })
  })
  it('keeps reals', () => {
    expect(parseDynamic('[1.12345678901234567890, 1e300, -0.5E-400]')).toEqual([1.1234567890123457, 1e300, -0])
  })
})
