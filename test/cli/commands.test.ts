import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc } from './fake.ts'

const RULE = 'id: 7\nname: Two\n  lines\nquery: |\n  T\n  | count\n'

describe('the call', () => {
  test.each(['compile', 'run', 'query', 'check', 'test', 'explain', 'tables', 'schema', 'functions', 'init', 'new', 'demo'])(
    '%s --help has an example',
    async (command) => {
      const { code, out } = await kqlc([command, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`  $ kqlc ${command} `)
    },
  )

  test.each([
    [[]],
    [['nonsense']],
    [['compile']],
    [['compile', 'x', '--check']],
    [['compile', 'x', '--now', 'noon']],
    [['query', 'T', '--format', 'xml']],
    [['query', 'T', '--format', 'parquet']],
    [['query', ' ']],
    [['query', 'T', '--table', 'T']],
    [['demo', 'd', '--rows', '-1']],
    [['compile', 'there-is-no-such-file.yaml']],
    [['query', 'T', '--data', 'none']],
  ])('%j is a mistake of the user (2)', async (args) => {
    const { code, out, err } = await kqlc(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toBe('')
  })

  test.each([
    ['2026-01-05', '2026-01-05T00:00:00Z'],
    ['2026-01-05T12:30', '2026-01-05T12:30Z'],
    ['2026-01-05 12:30:00.25+02:00', '2026-01-05T12:30:00.25+02:00'],
  ])('--now %s', async (text, now) => {
    const { opened } = await kqlc(['query', 'T', '--now', text])
    expect(opened).toEqual([{ now }])
  })

  test('the store', async () => {
    const { opened, closed } = await kqlc(['query', 'T', '--data', 'd', '--table', 'A=a/*.csv', '--table', 'B=b=c.csv'])
    expect(opened).toEqual([{ data: 'd', tables: { A: 'a/*.csv', B: 'b=c.csv' } }])
    expect(closed).toBe(1)
  })
})

describe('settings', () => {
  test('of a file; options win', async () => {
    const file = 'data: store\ntables: {A: a.csv, B: b.csv}\nwatchlists: {w: w.csv}\n'
    await inFolder({ 'kqlc.yaml': file }, async (folder) => {
      const { opened } = await kqlc(['query', 'T', '--config', `${folder}/kqlc.yaml`, '--data', 'd', '--table', 'B=c.csv'])
      const at = (name: string) => `${folder}/${name}`
      expect(opened).toEqual([{ data: 'd', tables: { A: at('a.csv'), B: 'c.csv' }, watchlists: { w: at('w.csv') } }])
    })
  })

  test('a mistake in them is told, and nothing runs', async () => {
    await inFolder({ 'kqlc.yaml': 'dat: store\n' }, async (folder) => {
      const { code, err, opened } = await kqlc(['query', 'T', '--config', `${folder}/kqlc.yaml`])
      expect([code, opened]).toEqual([2, []])
      expect(err).toContain(`kqlc.yaml:1:6: error KQL0460: there is no setting 'dat'; did you mean 'data'?`)
    })
  })

  test('the name of an external file ends at the last equals sign', async () => {
    const { opened } = await kqlc(['query', 'T', '--external', 'https://example.com/a?b=c=list.csv'])
    expect(opened).toEqual([{ external: { 'https://example.com/a?b=c': 'list.csv' } }])
  })
})

describe('compile', () => {
  test('a header, the macros, the SQL', async () => {
    await inFolder({ 'a.yaml': RULE }, async (folder) => {
      const { code, out } = await kqlc(['compile', `${folder}/a.yaml`])
      expect(code).toBe(0)
      expect(out).toBe(`-- Compiled by kqlc: change the rule, not this file.
-- id: 7
-- name: Two lines
-- tables: T
-- time: the_time(); fixed by the line
--   SET the_time

CREATE MACRO m() AS 1;

SELECT 1 -- T
| count;
`)
    })
  })

  test('a tree of files, what is stale afterwards', async () => {
    await inFolder({ 'rules/a.yaml': RULE, 'rules/deep/b.kql': 'T', 'rules/two.yaml': `${RULE}---\n${RULE}` }, async (folder) => {
      const paths = [`${folder}/rules`, '-o', `${folder}/sql`]
      expect(await kqlc(['compile', ...paths, '--now', '2026-01-05'])).toMatchObject({ code: 0, out: '' })
      expect(readdirSync(`${folder}/sql`, { recursive: true }).sort()).toEqual([
        'a.sql',
        'deep',
        'deep/b.sql',
        'manifest.json',
        'two.1.sql',
        'two.2.sql',
      ])
      expect(readFileSync(`${folder}/sql/deep/b.sql`, 'utf8')).toContain('-- name: b\n')
      expect(await kqlc(['compile', ...paths, '--now', '2026-01-05', '--check'])).toMatchObject({ code: 0, out: '' })
      const stale = await kqlc(['compile', ...paths, '--check'])
      expect(stale.code).toBe(3)
      expect(stale.out.split('\n')[1]).toMatch(/sql.deep.b\.sql: stale$/)
    })
  })

  test('one that fails leaves the others', async () => {
    await inFolder({ 'a.kql': 'T | where wrong', 'b.kql': 'T' }, async (folder) => {
      const { code, out, err } = await kqlc(['compile', folder])
      expect(code).toBe(1)
      expect(out).toContain('SELECT 1 -- T;')
      expect(err).toContain('a.kql:1:11: error KQL0103')
    })
  })

  test('two rules for one file', async () => {
    await inFolder({ 'a.kql': 'T', 'a.yaml': RULE }, async (folder) => {
      const { code, err } = await kqlc(['compile', folder, '-o', `${folder}/sql`])
      expect(code).toBe(2)
      expect(err).toContain('would both be written to')
    })
  })
})

describe('run', () => {
  test('one rule: its rows', async () => {
    await inFolder({ 'a.kql': 'T' }, async (folder) => {
      const { code, out } = await kqlc(['run', `${folder}/a.kql`, '--format', 'ndjson'])
      expect(code).toBe(0)
      expect(out).toBe(
        '{"Time":"2026-01-05T12:00:00Z","Total":3,"Who":"a, \\"b\\"","More":{"x":[1,2]}}\n{"Time":"2026-01-05T13:00:00Z","Total":null,"Who":"","More":null}\n',
      )
    })
  })

  test('several rules: which rows are whose, the faulty one reported', async () => {
    await inFolder({ 'a.kql': 'T', 'b.kql': 'wrong', 'c.kql': 'T' }, async (folder) => {
      const json = await kqlc(['run', folder, '--format', 'json'])
      expect(json.code).toBe(1)
      expect(json.err).toContain('b.kql:1:1: error')
      const groups = JSON.parse(json.out)
      expect(groups.map((g: { rule: { name: string }; rows: unknown[] }) => [g.rule.name, g.rows.length])).toEqual([
        ['a', 2],
        ['c', 2],
      ])
      const lines = (await kqlc(['run', folder, '--format', 'ndjson'])).out.trim().split('\n')
      expect(lines.map((line) => JSON.parse(line).rule.name)).toEqual(['a', 'a', 'c', 'c'])
      expect((await kqlc(['run', folder, '--format', 'md'])).out).toMatch(/^## a\n\n\| Time[\s\S]*\n\n## c\n/)
      expect((await kqlc(['run', folder, '--format', 'csv'])).code).toBe(2)
    })
  })

  test('into files', async () => {
    await inFolder({ 'a.kql': 'T' }, async (folder) => {
      await kqlc(['run', `${folder}/a.kql`, '--format', 'csv', '-o', `${folder}/out/a.csv`])
      await kqlc(['run', `${folder}/a.kql`, '--format', 'parquet', '-o', `${folder}/out/a.parquet`])
      expect(readdirSync(`${folder}/out`)).toEqual(['a.csv', 'a.parquet'])
      expect(readFileSync(`${folder}/out/a.csv`, 'utf8')).toMatch(/^Time,Total/)
      expect(readFileSync(`${folder}/out/a.parquet`, 'utf8')).toBe('PAR1')
    })
  })
})

test('query: from the call and from standard input', async () => {
  expect((await kqlc(['query', 'T | where wrong'])).err).toBe(`<query>:1:11: error KQL0103: there is no column 'wrong' here
  1 | T | where wrong
    |           ^~~~~
`)
  expect((await kqlc(['query', '-'], { input: 'T\n| wrong' })).err).toContain('<stdin>:2:3: error')
})

test('check binds on empty tables', async () => {
  await inFolder({ 'a.yaml': 'name: a\nquery: |\n  T\n  | where wrong\n', 'b.kql': 'T', 'c.yaml': 'name: [' }, async (folder) => {
    const { code, err, opened } = await kqlc(['check', folder])
    expect(opened).toMatchObject([{ missingTables: 'empty', prepareOnly: true, data: undefined }])
    expect(code).toBe(1)
    expect(err).toContain('a.yaml:4:11: error KQL0103')
    expect(err).toContain('c.yaml:1:8: error KQL0401')
    expect(err).toMatch(/2 rules checked: \d errors, \d warning\n$/)
  })
})

test('explain, tables, demo', async () => {
  await inFolder({ 'a.kql': 'T' }, async (folder) => {
    expect((await kqlc(['explain', `${folder}/a.kql`, '--stage', 'plan'])).out).toBe('plan of T\n')
    expect((await kqlc(['explain', `${folder}/a.kql`, '--stage', 'engine'])).out).toBe('the engine says\n')
  })
  expect((await kqlc(['tables', '--data', 'd', '--sql'])).out).toBe('CREATE VIEW "T" AS SELECT 1;\n')
  expect((await kqlc(['tables', '--data', 'd'])).out).toContain('T/**')
  expect((await kqlc(['demo', 'd', '--rows', '20_000'])).err).toContain('20000 rows of T in d')
})
