import { expect, test } from 'vitest'
import { builtinTable, loadSchemas } from '../../src/catalog/index.ts'
import { inFolder } from '../load/folder.ts'

const load = (files: Readonly<Record<string, string>>) =>
  inFolder(files, async (folder) => {
    const { schemas, diagnostics } = await loadSchemas(Object.keys(files).map((name) => `${folder}/${name}`))
    return { schemas, codes: diagnostics.map((d) => `${d.code}@${d.position.line}:${d.position.column}`) }
  })

test('JSON, YAML and KQL say the same', async () => {
  const want = { schemas: { Doors: { Door: 'string', Since: 'datetime', n: 'real' } }, codes: [] }
  expect(await load({ 'a.json': '{"Doors": {"Door": "string", "Since": "date", "n": "double"}}' })).toEqual(want)
  expect(await load({ 'a.yaml': 'Doors:\n  Door: string\n  Since: datetime\n  n: real\n' })).toEqual(want)
  expect(await load({ 'a.kql': 'Doors: (Door:string, Since:datetime, n:real)' })).toEqual(want)
})

test('a later file replaces a table, or adds columns to it', async () => {
  expect((await load({ 'a.kql': 'T:(a:long)', 'b.kql': 'T:(b:long)' })).schemas).toEqual({ T: { b: 'long' } })
  const both = { T: { a: 'long', b: 'long' } }
  expect((await load({ 'a.kql': 'T:(a:long)', 'b.kql': '.create-merge table T (b:long)' })).schemas).toEqual(both)
  expect((await load({ 'a.kql': 'T:(a:long)', 'b.yaml': 'T+: {b: long}' })).schemas).toEqual(both)
})

test('columns can be added to a built-in table', async () => {
  const { schemas } = await load({ 'a.yaml': 'Heartbeat+: {Rack: string}' })
  const names = builtinTable('Heartbeat')?.columns.map((c) => c.name)
  expect(Object.keys(schemas.Heartbeat ?? {})).toEqual([...(names ?? []), 'Rack'])
})

test('mistakes are told at their place', async () => {
  expect((await load({ 'a.json': '{\n "T": {"a": "strin"}\n}' })).codes).toEqual(['KQL0439@2:13'])
  expect((await load({ 'a.json': '{"T": ' })).codes.length).toBeGreaterThan(0)
  expect((await load({ 'a.yaml': 'T: 7\n' })).codes).toEqual(['KQL0438@1:4'])
  expect((await load({ 'a.yaml': '- T\n' })).codes).toEqual(['KQL0438@1:1'])
  expect((await load({ 'a.kql': 'T:(a:strin)' })).codes).toEqual(['KQL0009@1:6'])
  expect((await load({ 'a.txt': 'T' })).codes).toEqual(['KQL0440@1:1'])
})
