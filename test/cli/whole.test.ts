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
