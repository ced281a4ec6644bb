import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compile } from '../../../src/index.ts'
import { testEngine } from './engine.ts'

const folder = await mkdtemp(join(tmpdir(), 'kqlc-search-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
await writeFile(join(folder, 'Cats.csv'), 'name,age,home\nTom,3,red house\nKit,4,tomato farm\n')
await writeFile(join(folder, 'Dogs.csv'), 'name,age,trick\nRex,3,sit\nTom,5,roll over\n')

const { rows, columns, codes } = testEngine({
  data: folder,
  schemas: {
    Cats: { name: 'string', age: 'long', home: 'string' },
    Dogs: { name: 'string', age: 'int', trick: 'string' },
    Birds: { wing: 'string' },
  },
})
const of = (...texts: string[]) => `datatable(s:string)[${texts.map((t) => JSON.stringify(t)).join(', ')}]`

describe('search', () => {
  test('finds terms in all columns of all tables', async () => {
    expect(await columns('search "tom"')).toEqual([
      '$table:string',
      'name:string',
      'age_long:long',
      'age_int:int',
      'home:string',
      'trick:string',
    ])
    expect(await rows('search "tom" | project $table, name | sort by $table asc')).toEqual([
      ['Cats', 'Tom'],
      ['Dogs', 'Tom'],
    ])
    expect(await rows('search 5 > 4 and "5" | project $table')).toEqual([['Dogs']])
    expect(await rows('search in (C*, Dogs) "sit" or "farm" | project name | sort by name asc')).toEqual([['Kit'], ['Rex']])
    expect(await rows('Cats | search * | summarize by $table')).toEqual([['Cats']])
  })

  // The table of the page: what the place of a star means.
  test('stars', async () => {
    const text = of('foobar', 'barfoo', 'a foo b', 'fo-bar', 'xfoox')
    const found = async (term: string) => (await rows(`${text} | search ${term} | project s | sort by s asc`)).flat()
    expect(await found('"foo"')).toEqual(['a foo b'])
    expect(await found('"foo*"')).toEqual(['a foo b', 'foobar'])
    expect(await found('"*foo"')).toEqual(['a foo b', 'barfoo'])
    expect(await found('"*foo*"')).toEqual(['a foo b', 'barfoo', 'foobar', 'xfoox'])
    expect(await found('"fo*bar"')).toEqual(['fo-bar', 'foobar'])
    expect(await found('s:"foo*"')).toEqual(['a foo b', 'foobar'])
    expect(await found('not("*foo*")')).toEqual(['fo-bar'])
    expect(await found('"a" and ("b" or "c")')).toEqual(['a foo b'])
  })

  test('kind=case_sensitive', async () => {
    expect(await rows(`${of('Foo', 'foo')} | search kind=case_sensitive "Foo"`)).toEqual([['search_arg0', 'Foo']])
    expect(await rows(`${of('Foo', 'foo')} | search kind=case_sensitive s startswith "f"`)).toEqual([['search_arg0', 'foo']])
    expect(await rows(`${of('Foo', 'foo')} | search kind=case_sensitive "F*o"`)).toEqual([['search_arg0', 'Foo']])
    expect(await codes('search kind=other "a"')).toEqual(['KQL0016'])
  })

  test('a column that a table lacks is null there', async () => {
    expect(await rows('search in (Cats, Dogs) trick:"roll" or home:"red" | project name, $table | sort by $table asc')).toEqual([
      ['Tom', 'Cats'],
      ['Tom', 'Dogs'],
    ])
    expect(await codes('search in (Cats) nothing:"x"')).toEqual(['KQL0100'])
  })
})

describe('find', () => {
  // The page of find: common columns, columns of the condition, the rest in a bag.
  test('smart columns', async () => {
    expect(await columns('find in (Cats, Dogs) where name == "Tom"')).toEqual([
      'source_:string',
      'name:string',
      'age:long',
      'pack_:dynamic',
    ])
    expect(await rows('find in (Cats, Dogs) where name == "Tom" | sort by source_ asc')).toEqual([
      ['Cats', 'Tom', 3, { home: 'red house' }],
      ['Dogs', 'Tom', 5, { trick: 'roll over' }],
    ])
    expect(await rows('find withsource=from_ in (Cats, Dogs) where trick has "sit"')).toEqual([['Dogs', 'Rex', 3, 'sit']])
    expect(await rows('find "farm" | project source_')).toEqual([['Cats']])
  })

  test('a list of columns', async () => {
    expect(await rows('find in (Cats, Dogs) where age == 3 project name, trick, age:string | sort by source_ asc')).toEqual([
      ['Cats', 'Tom', '', '3'],
      ['Dogs', 'Rex', 'sit', '3'],
    ])
    expect(await codes('find in (Cats) where age == 3 project name, pack(*)')).toEqual(['KQL0302'])
  })
})

test('without a store nobody knows which tables there are', () => {
  const refused = (kql: string) => compile(kql).diagnostics.flatMap((d) => (d.severity === 'error' ? [d.code] : []))
  expect(refused('search "tom"')).toEqual(['KQL0303'])
  expect(refused('find where AccountName == "tom"')).toEqual(['KQL0303'])
  expect(refused('union * | count')).toEqual(['KQL0303'])
  expect(refused('union Device* | count')).toEqual([])
  expect(refused('search in (SigninLogs, AuditLogs) "tom"')).toEqual([])
})
