import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compile } from '../../../src/index.ts'
import { testEngine } from './engine.ts'

const folder = await mkdtemp(join(tmpdir(), 'kqlc-external-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const external = {
  'https://h/a.csv': await file('a.csv', 'name,n\nann,"1,5"\n\nbo\n"c ""d""",7,more\n'),
  'https://h/a.txt': await file('a.txt', 'x, "y\n\nz\r\n'),
  'https://h/a.json': await file('a.json', '{"name":"ann","n":1,"in":{"k":["p","q"]}}\n{"name":"bo","in":{"k":[]}}\n'),
  'https://h/list': await file('list.json', '[{"name":"ann"},{"name":2}]'),
}
const watchlists = {
  vips: await file('vips.csv', '\uFEFFUser,"Last, seen",Level\nann,2026,high\nbo,2025,low\n'),
  keyed: await file('keyed.csv', 'a,SearchKey\n1,k\n'),
  gone: join(folder, 'gone.csv'),
}
const { rows, columns, codes } = testEngine({ external, watchlists })
const empty = testEngine({ missingTables: 'empty' })

describe('externaldata', () => {
  test('reads mapped CSV files', async () => {
    const source = "externaldata(name:string, n:string)['https://h/a.csv'] with (format='csv', ignoreFirstRecord=true)"
    expect(await rows(`${source} | sort by name asc`)).toEqual([
      ['ann', '1,5'],
      ['bo', ''],
      ['c "d"', '7'],
    ])
    expect(await rows("externaldata(name:string)[h@'https://h/a.csv?sas=1'] | count")).toEqual([[4]])
  })

  // The page of the ingestion formats: empty lines of TXT are skipped.
  test('reads lines', async () => {
    expect(await rows("externaldata(line:string)['https://h/a.txt'] | sort by line asc")).toEqual([['x, "y'], ['z']])
  })

  test('reads objects by names, or by a mapping', async () => {
    expect(await rows("externaldata(name:string, ['in']:dynamic)['https://h/a.json'] | sort by name asc")).toEqual([
      ['ann', { k: ['p', 'q'] }],
      ['bo', { k: [] }],
    ])
    const mapping = '[{"Column":"who","Properties":{"Path":"$.name"}},{"column":"q","path":"$.in[\\\'k\\\'][1]"}]'
    expect(
      await rows(
        `externaldata(who:string, q:string)['https://h/a.json'] with (format=multijson, ingestionMapping='${mapping}') | sort by who asc`,
      ),
    ).toEqual([
      ['ann', 'q'],
      ['bo', ''],
    ])
    expect(await rows("externaldata(name:string)['https://h/list'] with (format='multijson') | sort by name asc")).toEqual([['2'], ['ann']])
  })

  test('fetches nothing', async () => {
    expect(await codes("externaldata(a:string)['https://h/other.csv']")).toEqual(['KQL0150'])
    expect(compile("externaldata(a:string)['https://h/other.csv']").diagnostics.map((d) => d.code)).toEqual(['KQL0150'])
    expect(await codes("externaldata(a:string)['https://h/a.csv'] with (format='parquet')")).toEqual(['KQL0302'])
    expect(await empty.rows("externaldata(a:string, n:long)['https://h/other.csv'] | where n > 1")).toEqual([])
  })
})

describe('watchlists', () => {
  test('are CSV files with columns of strings', async () => {
    expect(await columns("_GetWatchlist('vips')")).toEqual([
      '_DTItemId:string',
      'LastUpdatedTimeUTC:datetime',
      'SearchKey:string',
      'Last, seen:string',
      'Level:string',
      'User:string',
    ])
    expect(await rows("_GetWatchlist('vips') | where Level == 'high' | project SearchKey, User, ['Last, seen']")).toEqual([
      ['ann', 'ann', '2026'],
    ])
    expect(await rows("_GetWatchlist('keyed') | project SearchKey, a")).toEqual([['k', '1']])
  })

  test('that are missing are named', async () => {
    expect(await codes("_GetWatchlist('vip')")).toEqual(['KQL0152'])
    expect(await codes("_GetWatchlist('gone')")).toEqual(['KQL0154'])
    expect(await empty.rows("_GetWatchlist('vip') | project SearchKey")).toEqual([])
  })

  test('of which the key is named, or the first column with a warning', async () => {
    const withKey = (key: string) =>
      compile("_GetWatchlist('vips') | project SearchKey", { watchlists: { vips: { file: watchlists.vips, key } } })
    expect(withKey('Level').sql).toContain('SELECT "file"."c2" AS "SearchKey"')
    expect(withKey('Level').diagnostics).toEqual([])
    expect(withKey('Levl').diagnostics.map((d) => d.code)).toEqual(['KQL0441'])
    const warned = (kql: string) => compile(kql, { watchlists }).diagnostics.map((d) => d.code)
    expect(warned("_GetWatchlist('vips') | project SearchKey")).toEqual(['KQL0442'])
    expect(warned("_GetWatchlist('vips') | project User")).toEqual([])
    expect(warned("_GetWatchlist('keyed') | project SearchKey")).toEqual([])
  })

  test('without a file they may have any column, where missing tables are empty', async () => {
    expect(await empty.columns("_GetWatchlist('vip') | extend n = toint(Level) | project User, n")).toEqual(['User:dynamic', 'n:int'])
  })

  test('_GetWatchlistAlias lists them', async () => {
    expect(await rows('_GetWatchlistAlias | count')).toEqual([[3]])
    expect(await rows('_GetWatchlistAlias() | sort by WatchlistAlias asc')).toEqual([['gone'], ['keyed'], ['vips']])
  })
})
