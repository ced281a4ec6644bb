/** Rules of numbers, conversions, comparisons and times, each for values of a row and, where it can be, folded when compiling. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-31T12:00:00Z' })
})
afterAll(() => engine.close())

const first = async (kql: string): Promise<unknown> => (await engine.query(kql)).rows[0]?.[0]

/** `a` and `b` as columns of one row. */
const overRow = (types: string, values: string, expression: string): string => `datatable(${types})[${values}] | project v = ${expression}`

type Case = readonly [types: string, values: string, expression: string, result: unknown]

const check = (cases: readonly Case[]): void => {
  for (const [types, values, expression, result] of cases) {
    it(`${expression} of ${values}`, async () => {
      expect(await first(overRow(types, values, expression))).toEqual(result)
      const literals = !types.includes(',') ? [values] : values.split(/,\s*(?![^([]*[)\]])/)
      const folded = expression.replaceAll(/\b[ab]\b/g, (name) => `(${literals[name === 'a' ? 0 : 1]})`)
      expect(await first(`print v = ${folded}`), folded).toEqual(result)
    })
  }
}

const MOST = '9223372036854775807'
const LEAST = '-9223372036854775808'

describe('arithmetic of integers (recorded: type-casts-coercion; "Numerical operators")', () => {
  check([
    ['a:long, b:long', '-7, 2', 'a / b', -3],
    ['a:long, b:long', '7, 0', 'a / b', null],
    ['a:long, b:long', '-7, 3', 'a % b', 2],
    ['a:long, b:long', '7, -3', 'a % b', 1],
    ['a:long, b:long', '-10, 4', 'a % b', 2],
    ['a:long, b:long', '7, 0', 'a % b', null],
    ['a:long, b:long', `${MOST}, 1`, 'a + b', LEAST],
    ['a:long, b:long', `long(${LEAST}), 1`, 'a - b', MOST],
    ['a:long, b:long', `${MOST}, 2`, 'a * b', -2],
    ['a:long, b:long', `${MOST}, 1`, 'a + b + b - b - b', MOST],
    ['a:int, b:int', 'int(2147483647), int(1)', 'a + b', 2147483648],
    ['a:int, b:int', 'int(-2147483648), int(-1)', 'a % b', 0],
    ['a:int, b:int', 'int(-2147483648), int(2)', 'a * b', -4294967296],
    ['a:int, b:long', 'int(null), 1', 'a + b', null],
    ['a:long', `long(${LEAST})`, 'abs(a)', LEAST],
    ['a:long, b:long', '-5, 2', 'bin(a, b)', -6],
    ['a:long, b:long', '5, 0', 'bin(a, b)', null],
    ['a:long, b:long', '5, -2', 'bin(a, b)', null],
  ])
})

describe('reals (recorded: type-casts-coercion, null-and-edge)', () => {
  check([
    ['a:real, b:real', '-5.5, 3.0', 'a % b', 0.5],
    ['a:real, b:real', '5.5, -3.0', 'a % b', 2.5],
    ['a:real, b:real', '1.0, 0.0', 'a / b', 'Infinity'],
    ['a:real, b:real', 'real(nan), real(nan)', 'a == b', false],
    ['a:real, b:real', 'real(nan), real(nan)', 'a != b', true],
    ['a:real, b:real', 'real(nan), 1.0', 'a > b', false],
    ['a:real, b:real', '1.0, real(nan)', 'a < b', false],
    ['a:real, b:real', 'real(nan), 1.0', 'max_of(a, b)', 'NaN'],
    ['a:real, b:real', '1.0, real(nan)', 'min_of(a, b)', 'NaN'],
    ['a:real', '0.30000000000000004', 'tostring(a)', '0.30000000000000007'],
    ['a:real', '1.0', 'tostring(a)', '1.0'],
    ['a:real', 'real(+inf)', 'tostring(a)', 'inf'],
    ['a:real', '2.5', 'toint(a)', 2],
    ['a:real', '-2.5', 'round(a)', -3],
    ['a:real', 'real(nan)', 'isnan(a)', true],
    ['a:real', 'real(null)', 'isnan(a)', null],
  ])
})

describe('decimals: 18 digits behind the point, exact products', () => {
  check([
    ['a:decimal, b:decimal', 'decimal(0.1), decimal(0.2)', 'a + b == decimal(0.3)', true],
    ['a:decimal, b:decimal', 'decimal(1234567.5), decimal(1000000)', 'a * b', '1234567500000'],
    ['a:decimal, b:long', 'decimal(1), 3', 'a / b', '0.333333333333333333'],
    ['a:decimal, b:long', 'decimal(-1), 0', 'a / b', null],
    ['a:decimal', 'decimal(1.50)', 'tostring(a)', '1.5'],
    ['a:decimal, b:real', 'decimal(1.5), 0.1', 'a + b', '1.6'],
  ])
})

describe('nulls ("Null values"; recorded: null-and-edge)', () => {
  check([
    ['a:long, b:long', 'long(null), 1', 'a == b', false],
    ['a:long, b:long', 'long(null), 1', 'a != b', true],
    ['a:long, b:long', 'long(null), long(null)', 'a == b', null],
    ['a:long, b:long', 'long(null), 1', 'a < b', null],
    ['a:long, b:long', 'long(null), 1', 'a in (b, 2)', false],
    ['a:long, b:long', 'long(null), 1', 'a !in (b, 2)', true],
    ['a:long, b:long', 'long(null), 1', 'a between (0 .. b)', null],
    ['a:bool, b:bool', 'bool(null), true', 'a or b', true],
    ['a:bool, b:bool', 'bool(null), false', 'a and b', false],
    ['a:bool', 'bool(null)', 'not(a)', null],
    ['a:bool', 'bool(null)', "iff(a, 't', 'f')", 'f'],
    ['a:datetime, b:timespan', 'datetime(null), 1d', 'a + b', null],
    ['a:datetime', 'datetime(null)', 'tostring(a)', ''],
  ])
})

describe('comparisons across types', () => {
  check([
    ['a:long, b:string', "4624, '4624'", 'a == b', true],
    ['a:guid, b:string', "guid(74be27de-1e4e-49d9-b579-fe0b331d3642), '74BE27DE-1E4E-49D9-B579-FE0B331D3642'", 'a == b', true],
    ['a:guid, b:string', "guid(74be27de-1e4e-49d9-b579-fe0b331d3642), 'x'", 'a != b', true],
    ['a:datetime, b:string', "datetime(2021-03-04), '2021-03-04'", 'a == b', true],
    ['a:bool, b:string', "true, 'true'", 'a == b', true],
    ['a:bool, b:long', 'true, 1', 'a == b', true],
    ['a:dynamic, b:long', 'dynamic(1.5), 1', 'a == b', false],
    ['a:dynamic, b:long', 'dynamic(1.5), 2', 'a < b', true],
    ['a:string, b:dynamic', "'x', dynamic(['w', 'x'])", 'a in (b)', true],
    ['a:long, b:dynamic', '5, dynamic([4, 5])', 'a in (b)', true],
    ['a:dynamic, b:dynamic', "dynamic('x'), dynamic(['w', 'x'])", 'a in (b)', true],
    ['a:long, b:dynamic', '5, dynamic([4, 6])', 'a !in (b)', true],
  ])
})

describe('times and spans ("Datetime / timespan arithmetic"; recorded: datetime-timespan)', () => {
  check([
    ['a:datetime, b:datetime', 'datetime(2020-06-15), datetime(2020-06-14)', 'a - b', '1.00:00:00'],
    ['a:datetime, b:timespan', 'datetime(2020-06-15 13:45), 90m', 'a + b', '2020-06-15T15:15:00.0000000Z'],
    ['a:datetime, b:timespan', 'datetime(0001-01-01), 1d', 'a - b', null],
    ['a:datetime, b:timespan', 'datetime(9999-12-31), 2d', 'a + b', null],
    ['a:timespan, b:timespan', '1d, 5h', 'a / b', 4.8],
    ['a:timespan, b:real', '1h, 1.5', 'a * b', '01:30:00'],
    ['a:timespan, b:long', '1h, 2', 'a / b', '00:30:00'],
    ['a:timespan, b:timespan', '-1h, 7h', 'a % b', '06:00:00'],
    ['a:timespan, b:timespan', '36h, 1d', 'bin(a, b)', '1.00:00:00'],
    ['a:datetime, b:timespan', 'datetime(2007-03-09), 30d', 'bin(a, b)', '2007-02-14T00:00:00.0000000Z'],
    ['a:datetime, b:timespan', 'datetime(2007-03-09), -1h', 'bin(a, b)', null],
    ['a:datetime, b:timespan', 'datetime(2020-01-01 00:30), 1h', 'a between (datetime(2020-01-01) .. b)', true],
    ['a:datetime, b:timespan', 'datetime(2020-01-01 00:30), 30m', 'around(a, datetime(2020-01-01), b)', true],
    ['a:datetime, b:timespan', 'datetime(2020-01-01 00:31), 30m', 'around(a, datetime(2020-01-01), b)', false],
    ['a:dynamic, b:datetime', "dynamic('2020-01-02'), datetime(2020-01-01)", 'a - b', '1.00:00:00'],
    ['a:datetime, b:long', 'datetime(2020-03-31), -1', "datetime_add('month', b, a)", '2020-02-29T00:00:00.0000000Z'],
    ['a:datetime, b:long', `datetime(2020-03-31), ${MOST}`, "datetime_add('week', b, a)", null],
    ['a:datetime, b:datetime', 'datetime(2024-02-29), datetime(2020-02-29)', "datetime_diff('Week', a, b)", 209],
    ['a:datetime, b:datetime', 'datetime(2020-01-01 23:00), datetime(2020-01-01 01:00)', "datetime_diff('day', a, b)", 0],
    ['a:datetime, b:long', 'datetime(2020-06-15), 100000', 'startofyear(a, b)', null],
    ['a:datetime', 'datetime(2021-01-03)', 'week_of_year(a)', 53],
    ['a:datetime', 'datetime(2020-06-14 10:00)', 'startofweek(a)', '2020-06-14T00:00:00.0000000Z'],
    ['a:datetime', 'datetime(2020-06-15 13:05:09.05)', "format_datetime(a, 'h:mm:ss.ff tt F')", '1:05:09.05 PM '],
    ['a:timespan', '-26h', "format_timespan(a, 'd.hh')", '-1.02'],
  ])
})

describe('texts that are read', () => {
  check([
    ['a:string', "' 45 '", 'toint(a)', 45],
    ['a:string', "'0x1F'", 'tolong(a)', 31],
    ['a:string', "'1e3'", 'tolong(a)', null],
    ['a:string', "'9223372036854775808'", 'tolong(a)', null],
    ['a:string', "'-inf'", 'todouble(a)', '-Infinity'],
    ['a:string', "'INF'", 'todouble(a)', null],
    ['a:string', "'-1'", 'tobool(a)', true],
    ['a:string', "'2021-03-04T05:06:07+02:00'", 'todatetime(a)', '2021-03-04T03:06:07.0000000Z'],
    ['a:string', "'03/04/2021 5:06'", 'todatetime(a)', '2021-03-04T05:06:00.0000000Z'],
    ['a:string', "'Sat, 8 Nov 14 15:05:02 GMT'", 'todatetime(a)', '2014-11-08T15:05:02.0000000Z'],
    ['a:string', "'2021-03-04 24:00:00'", 'todatetime(a)', null],
    ['a:string', "'-1.02:03:04.5'", 'totimespan(a)', '-1.02:03:04.5000000'],
    ['a:string', "'00:01:00 junk'", 'totimespan(a)', null],
    ['a:dynamic', "dynamic('0x10')", 'toint(a)', 16],
    ['a:dynamic', 'dynamic(2147483648)', 'toint(a)', -2147483648],
    ['a:dynamic', 'dynamic([1])', 'todouble(a)', null],
  ])
})

describe('what can be known when compiling is a literal, by which data can be skipped', () => {
  it.each([
    ["todatetime('2026-01-02') + 1d", "TIMESTAMP '2026-01-03 00:00:00'"],
    ['startofweek(now())', "TIMESTAMP '2026-01-25 00:00:00'"],
    ['endofmonth(datetime(2026-02-03), -1)', "TIMESTAMP '2026-01-31 23:59:59.999999'"],
    ['bin(ago(90m), 1h)', "TIMESTAMP '2026-01-31 10:00:00'"],
    ["datetime_add('month', 1, now())", "TIMESTAMP '2026-02-28 12:00:00'"],
    ['make_datetime(2026, 1, 2)', "TIMESTAMP '2026-01-02 00:00:00'"],
  ])('%s', async (kql, literal) => {
    const { compile } = await import('../../src/index.ts')
    const { sql } = compile(`T | where Time > ${kql}`, { now: '2026-01-31T12:00:00Z', schemas: { T: { Time: 'datetime' } } })
    expect(sql).toContain(`"Time" > ${literal}`)
  })
})

describe('sums', () => {
  const sqlOf = async (kql: string): Promise<string> => {
    const { compile } = await import('../../src/index.ts')
    return compile(kql, { schemas: { T: { a: 'long', i: 'int' } } }).sql
  }
  it('that can not overflow are plain', async () => {
    expect(await sqlOf('T | project v = iff(a > 1, 1, 0) + iff(i > 1, 2, 0)')).not.toContain('kql_')
  })
  it('of many terms stay as long as they are written', async () => {
    const terms = Array.from({ length: 40 }, () => 'a').join(' + ')
    expect((await sqlOf(`T | project v = ${terms}`)).length).toBeLessThan(2000)
  })
  it('take subqueries', async () => {
    expect(await first(`let n = toscalar(print 3); datatable(a:long)[${MOST}] | project v = a * n`)).toBe('9223372036854775805')
    expect(await first('let n = toscalar(print -1); datatable(a:long)[6] | project v = a / n + bin(a, 4) % n')).toBe(-6)
  })
})
