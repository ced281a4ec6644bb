import { expect, test } from 'vitest'
import { compile } from '../../src/index.ts'

const schemas = { Signins: { a: 'long' } } as const
const told = (kql: string) => compile(kql, { schemas }).diagnostics.map((d) => d.fix ?? d.code)

test('a leg that lacks a table is left out, whatever table is near', () => {
  expect(told('union isfuzzy=true Signins, (Signinz | take 1)')).toEqual(['KQL0111'])
  expect(told('let f = () { Signinz }; union isfuzzy=true Signins, f()')).toEqual(['KQL0111'])
})

test('a leg with another fault names the table that is near', () => {
  const f = 'let f = () { let x = unheard(1); Signinz };'
  expect(told(`${f} union isfuzzy=true Signins, f()`)).toEqual(['KQL0102', 'Signins'])
  expect(told(`${f} let g = () { union isfuzzy=true Signins, f() }; union isfuzzy=true Signins, g()`)).toEqual(['KQL0102', 'Signins'])
})
