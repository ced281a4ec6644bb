import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findSettings, readSettings } from '../../src/config/index.ts'
import { inFolder } from '../load/folder.ts'

const read = (text: string) =>
  inFolder({ 'kqlc.yaml': text }, async (folder) => {
    const { settings, diagnostics } = await readSettings(join(folder, 'kqlc.yaml'))
    const found = diagnostics.map((d) => `${d.position.line}:${d.position.column} ${d.code} ${d.message}`)
    return { settings: JSON.parse(JSON.stringify(settings).replaceAll(folder, '.')), found }
  })

test('paths count from the folder of the file', async () => {
  expect(
    await read('data: store\ntables:\n  Extra_CL: more/*.csv\nwatchlists: {vips: lists/vips.csv}\nseverities: {KQL0614: off}\n'),
  ).toEqual({
    settings: {
      data: './store',
      tables: { Extra_CL: './more/*.csv' },
      watchlists: { vips: './lists/vips.csv' },
      severities: { KQL0614: 'off' },
    },
    found: [],
  })
})

test('files of what rules need around them', async () => {
  const text =
    'schemas: [a.yaml, b.kql]\nfunctions: parsers\ngeoip: city.mmdb\nwatchlists:\n  a: a.csv#User\n  b: {file: b.csv, key: Host}\n  c: {key: Host}\n  d: 7\n'
  const { settings, found } = await read(text)
  expect(settings).toEqual({
    schemas: ['./a.yaml', './b.kql'],
    functions: ['./parsers'],
    geoip: './city.mmdb',
    watchlists: { a: { file: './a.csv', key: 'User' }, b: { file: './b.csv', key: 'Host' } },
  })
  expect(found).toEqual([
    '7:3 KQL0461 watchlists.c must be a file, or a mapping with the keys file and key',
    '8:6 KQL0461 watchlists.d must be a mapping with the keys file, key',
  ])
})

test('an empty file and empty settings say nothing', async () => {
  expect(await read('')).toEqual({ settings: {}, found: [] })
  expect(await read('data:\n')).toEqual({ settings: {}, found: [] })
})

test('what is wrong is told at its place, what is right counts', async () => {
  const { settings, found } = await read('dta: store\ndata: 5\ntables: [a]\nseverities:\n  KQL0614: loud\n  KQL0600: error\n')
  expect(settings).toEqual({ severities: { KQL0600: 'error' } })
  expect(found).toEqual([
    "1:6 KQL0460 there is no setting 'dta'; did you mean 'data'?",
    '2:7 KQL0461 data must be text',
    '3:1 KQL0461 tables must be a mapping of names to values',
    '5:12 KQL0461 severities.KQL0614 must be one of off, info, warning, error',
  ])
})

test('malformed YAML is told with its place', async () => {
  const { settings, found } = await read('data: [a\n')
  expect(settings).toEqual({})
  expect(found[0]).toMatch(/^\d+:\d+ KQL0401 /)
})

test('the file of the nearest folder holds, up to the root of the repository', async () => {
  await inFolder({ 'kqlc.yaml': 'data: outer\n', 'repo/.git/x': '', 'repo/kqlc.yaml': 'data: inner\n' }, async (folder) => {
    await mkdir(join(folder, 'repo/rules/deep'), { recursive: true })
    const { settings } = await findSettings(join(folder, 'repo/rules/deep'))
    expect(settings.data).toMatch(/repo\/inner$/)
  })
  await inFolder({ 'kqlc.yaml': 'data: outer\n', 'repo/.git/x': '' }, async (folder) => {
    expect((await findSettings(join(folder, 'repo'))).file).toBeUndefined()
  })
})
