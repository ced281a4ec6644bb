import { expect, test } from 'vitest'
import { compile } from '../../src/index.ts'

const schemas = { T: { a: 'string' } } as const
const told = (kql: string) => compile(kql, { schemas }).diagnostics.map((d) => `${d.severity} ${d.code}`)

test.each(["database('d').T", "database('d').table('T')", "table('T')"])('%s is a table of the store', (kql) => {
  expect(told(`${kql} | project a`)).toEqual([])
})

test.each([
  "cluster('c').database('d').T",
  "workspace('w').T",
  "app('x').T",
  "resource('r').table('T')",
  "cluster('c').database('d').table('T')",
])('%s too, with a warning', (kql) => {
  expect(told(`${kql} | project a`)).toEqual(['warning KQL0443'])
  expect(told(`union ${kql}, T`)).toEqual(['warning KQL0443'])
})

test.each(["arg('').Resources", "adx('https://x/d').T", "union T, adx('https://x/d').f()"])('%s is refused', (kql) => {
  expect(told(kql)).toEqual(['error KQL0300'])
})
