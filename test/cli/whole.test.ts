/** The commands on the real library and engine. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Library } from '../../src/cli/context.ts'
import * as library from '../../src/index.ts'
import { inFolder } from '../load/folder.ts'
import { type Outcome, runCommand } from './terminal.ts'

const kqlc = (...args: string[]): Promise<Outcome> => runCommand(args, library as unknown as Library)

const FILES = {
  'rules/doors.yaml': `id: 5f6f2a52-7c8f-4c3e-9a53-d1a1b6b1c001
name: Doors left open
query: |
  let patience = 2h;
  Doors_CL
  | where Since < ago(patience)
  | project Door, Since
`,
  'rules/misspelt.yaml': 'name: misspelt\nquery: |\n  SecurityEvent\n  | where Acount == "x"\n',
  'rules/logins.kql': 'SecurityEvent | where TimeGenerated > ago(1h) | count',
  'store/Doors_CL.csv': 'Door,Since\nnorth,2026-01-05T08:00:00Z\n"south, rear",2026-01-05T11:30:00Z\n',
}

test('a rule runs on a store of files', async () => {
  await inFolder(FILES, async (folder) => {
    const rule = `${folder}/rules/doors.yaml`
    const store = ['--data', `${folder}/store`, '--now', '2026-01-05T12:00:00Z']
    expect(await kqlc('run', rule, ...store, '--format', 'csv')).toEqual({
      code: 0,
      out: 'Door,Since\r\nnorth,2026-01-05T08:00:00.0000000Z\r\n',
      err: '',
    })
    const query = await kqlc('query', 'Doors_CL | count', ...store, '--format', 'ndjson')
    expect(query.out).toBe('{"Count":2}\n')
    await kqlc('query', 'Doors_CL', ...store, '--format', 'parquet', '-o', `${folder}/copy/Doors.parquet`)
    expect((await kqlc('query', 'Doors | count', '--data', `${folder}/copy`, '--format', 'md')).out).toContain('| 2 |')
    expect((await kqlc('tables', ...store)).out).toMatch(/Doors_CL\s+│ csv/)
    expect((await kqlc('explain', rule, '--stage', 'engine', ...store)).out).not.toBe('')
  })
})

test('check and query name the place of a mistake', async () => {
  await inFolder(FILES, async (folder) => {
    const { code, err } = await kqlc('check', `${folder}/rules/misspelt.yaml`)
    expect(code).toBe(1)
    expect(err).toMatch(/misspelt\.yaml:4:11: error KQL\d+: .*'Acount'.*did you mean 'Account'/)
    const query = await kqlc('query', 'Door_CL\n| take 1', '--data', `${folder}/store`)
    expect(query.code).toBe(1)
    expect(query.err).toMatch(/^<query>:1:1: error KQL0101: there is no table 'Door_CL'; did you mean 'Doors_CL'/)
  })
})

test('compiled files are the same each time, and mention the open time', async () => {
  await inFolder(FILES, async (folder) => {
    const paths = [`${folder}/rules/logins.kql`, '-o', `${folder}/sql`]
    expect((await kqlc('compile', ...paths)).code).toBe(0)
    const text = readFileSync(`${folder}/sql/logins.sql`, 'utf8')
    expect(text).toContain('SET VARIABLE kql_now')
    expect(text).toContain('-- tables: SecurityEvent\n')
    expect((await kqlc('compile', ...paths, '--check')).code).toBe(0)
    expect((await kqlc('compile', ...paths, '--check', '--now', '2026-01-05')).code).toBe(3)
  })
})

test('functions and schemas from files', async () => {
  const files = {
    'rules/open.kql': 'OpenDoors(1h) | project Door, Rack',
    'rules/bad.kql': 'Misspelt',
    'around/doors.kql': '.create function OpenDoors(patience:timespan) {\n  Doors_CL | where Since < ago(patience)\n}',
    'around/misspelt.yaml': 'FunctionName: Misspelt\nFunctionQuery: |\n  Doors_CL\n  | where Dor == "x"\n',
    'around/schema.yaml': 'Doors_CL: {Door: string, Since: datetime, Rack: long}\n',
    'store/Doors_CL.csv': 'Door,Since,Rack\nnorth,2026-01-05T08:00:00Z,7\n',
    'kqlc.yaml': 'schemas: around/schema.yaml\nfunctions: around/doors.kql\n',
  }
  await inFolder(files, async (folder) => {
    const config = ['--config', `${folder}/kqlc.yaml`]
    const store = ['--data', `${folder}/store`, '--now', '2026-01-05T12:00:00Z']
    const run = await kqlc('run', `${folder}/rules/open.kql`, ...config, ...store, '--format', 'ndjson')
    expect([run.code, run.out]).toEqual([0, '{"Door":"north","Rack":7}\n'])
    expect((await kqlc('check', `${folder}/rules/open.kql`, ...config)).code).toBe(0)
    const bad = await kqlc('compile', `${folder}/rules/bad.kql`, ...config, '--functions', `${folder}/around/misspelt.yaml`)
    expect(bad.code).toBe(1)
    expect(bad.err).toMatch(
      /misspelt\.yaml:4:11: error KQL0100: the name 'Dor' .* did you mean 'Door'\?\n.*\n.*\n.*called at .*bad\.kql:1:1\n/,
    )
    const twice = await kqlc('compile', `${folder}/rules/open.kql`, ...config, '--functions', `${folder}/around`)
    expect(twice.code).toBe(2)
  })
})

test('a warning about a function is told once, however many rules call it', async () => {
  const files = {
    'rules/a.kql': 'Late | count',
    'rules/b.kql': 'Late | take 1',
    'late.kql': '.create function Late() { Heartbeat | where ingestion_time() > ago(1h) }',
  }
  await inFolder(files, async (folder) => {
    const { code, err } = await kqlc('check', `${folder}/rules`, '--functions', `${folder}/late.kql`, '--fail-level', 'error')
    expect(code).toBe(0)
    expect(err.match(/late\.kql:1:45: info KQL0391/g)).toHaveLength(1)
  })
})

test('schemas are shown, inferred and read back', async () => {
  await inFolder({ 'store/Doors_CL.csv': 'Door,Rack No\nnorth,7\n' }, async (folder) => {
    const builtin = await kqlc('schema', 'Heartbeat')
    expect([builtin.code, builtin.out]).toEqual([0, expect.stringMatching(/ComputerIP +│ string/)])
    expect(await kqlc('schema', 'Hartbeat')).toEqual({
      code: 2,
      out: '',
      err: "kqlc: there is no table 'Hartbeat'; did you mean 'Heartbeat'?\n",
    })
    expect((await kqlc('schema')).out.split('\n')).toContain('SigninLogs')
    const inferred = { Doors_CL: { Door: 'string', 'Rack No': 'long' } }
    for (const format of ['json', 'kql']) {
      const file = `${folder}/schemas.${format}`
      await kqlc('schema', '--infer', '--data', `${folder}/store`, '--format', format, '-o', file)
      const back = await kqlc('schema', 'Doors_CL', '--schema', file, '--format', 'json')
      expect(JSON.parse(back.out)).toEqual(inferred)
    }
    expect(
      (
        await kqlc(
          'query',
          "Doors_CL | project ['Rack No']",
          '--data',
          `${folder}/store`,
          '--schema',
          `${folder}/schemas.kql`,
          '--format',
          'ndjson',
        )
      ).out,
    ).toBe('{"Rack No":7}\n')
  })
})

test('what queries can use is listed and described', async () => {
  const list = await kqlc('functions')
  expect(list.out).toMatch(/^where +tabular operator +translated +The rows/m)
  expect(list.out).toMatch(/^python +plugin +refused/m)
  const limit = await kqlc('functions', 'limit')
  expect(limit.out).toMatch(/^take: .*\n {2}kind +tabular operator\n {2}also +limit\n/)
  const both = JSON.parse((await kqlc('functions', 'strlen', 'dcount', '--format', 'json')).out)
  expect(both.map((e: { kind: string }) => e.kind).sort()).toEqual(['aggregate', 'function'])
  expect(await kqlc('functions', 'strlne')).toEqual({ code: 2, out: '', err: "kqlc: nothing is called 'strlne'; did you mean 'strlen'?\n" })
  expect((await kqlc('functions', 'strlen', '--format', 'md')).code).toBe(2)
})
