import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'
import { type KustoType, mayBeWritten } from '../../src/types/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({})
})
afterAll(() => engine.close())

const VALUES: Readonly<Partial<Record<KustoType, readonly string[]>>> = {
  bool: ['true', 'false'],
  int: ['int(-5)', 'int(2147483647)'],
  long: ['-9223372036854775807', '0'],
  real: ['1.5', '-0.25', '1e300', '1e-300', 'real(nan)', 'real(+inf)', 'real(-inf)'],
  decimal: ['decimal(-12.50)', 'decimal(1e-12)', 'decimal(10000000000000000000)'],
  datetime: ['datetime(2026-01-31 12:00:00.1234567)', 'datetime(0001-01-01)'],
  timespan: ['time(-1.02:03:04.5)', '1tick', '0s'],
  guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'],
  string: ["'Ä b'"],
  dynamic: ['dynamic({"a": [1, "x"]})'],
}

test.each(Object.entries(VALUES) as [KustoType, readonly string[]][])('what tostring writes of a %s', async (type, values) => {
  const { rows } = await engine.query(`print ${values.map((v) => `tostring(${v})`).join(', ')}`)
  for (const text of rows[0] as string[]) expect([text, mayBeWritten(type, text)]).toEqual([text, true])
})

test('what no value of a type holds', () => {
  const sought = { bool: 'x', int: '1.5', long: 'a', real: 'b', decimal: 'n', datetime: 'jan', timespan: 'd', guid: 'g' } as const
  for (const [type, text] of Object.entries(sought)) expect([type, mayBeWritten(type as KustoType, text)]).toEqual([type, false])
  expect(mayBeWritten('string', 'x') && mayBeWritten('dynamic', 'x')).toBe(true)
})
