import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc, RULE } from './harness.ts'

const HEAD = `now: 2026-01-05T12:00:00Z
tables:
  SigninLogs: [&bad { TimeGenerated: 2026-01-05T11:50:00Z, UserPrincipalName: <ana>, ResultType: '1' }, *bad]
cases:
`
const FIRES = '  - { name: fires, expect: { rows: [{ Failures: 2 }] } }\n'
const QUIET = '  - { name: quiet, now: 2026-01-07, expect: { count: 0 } }\n'
const FAILS = '  - { name: fails, expect: { rows: [{ UserPrincipalName: <bo> }] } }\n'

const run = (files: Record<string, string>, ...args: string[]) =>
  inFolder({ 'r.kql': RULE, ...files }, (folder) => kqlc('test', folder, ...args))

describe('exit codes', () => {
  test('fine, failed, misused', async () => {
    const fine = await run({ 'r.test.yaml': HEAD + FIRES + QUIET })
    expect([fine.code, fine.err]).toEqual([0, '2 cases of 1 test: none failed\n'])
    expect(fine.out).toMatch(/^✓ .*r\.test\.yaml {2}2 cases, \d+ ms\n$/)
    const failed = await run({ 'r.test.yaml': HEAD + FIRES + FAILS })
    expect([failed.code, failed.err]).toEqual([1, '2 cases of 1 test: 1 failed\n'])
    expect(failed.out).toMatch(/✗ fails {2}.*r\.test\.yaml:6\n/)
    expect((await run({ 'r.test.yaml': HEAD + FIRES.replace('rows', 'rwos') })).code).toBe(1)
    expect((await kqlc('test', 'nowhere')).code).toBe(2)
    expect((await run({ 'x.test.yaml': HEAD + FIRES })).code).toBe(2)
    expect((await run({ 'r.test.yaml': HEAD + FIRES }, '--workers', '0')).code).toBe(2)
  })

  test('--require-both', async () => {
    const both = async (cases: string) => (await run({ 'r.test.yaml': HEAD + cases }, '--require-both')).err.match(/KQL\d+/g)
    expect(await both(FIRES + QUIET)).toBe(null)
    expect(await both(FIRES)).toEqual(['KQL0733'])
    expect(await both(QUIET)).toEqual(['KQL0732'])
    const untested = await run({}, '--require-both')
    expect([untested.code, untested.err]).toEqual([1, expect.stringContaining('this rule has no test')])
    expect(await run({})).toMatchObject({ code: 0, err: '0 cases of 0 tests: none failed; 1 rule without a test\n' })
  })

  test('--min-coverage', async () => {
    const quiet = '  - { name: one, tables: { SigninLogs: [*bad] }, expect: { count: 0 } }\n'
    const files = { 'r.test.yaml': HEAD + FIRES + quiet }
    expect(await run(files, '--min-coverage', '50')).toMatchObject({ code: 0, err: expect.stringContaining('KQL0735') })
    expect(await run(files, '--min-coverage', '51')).toMatchObject({
      code: 1,
      err: expect.stringContaining('50 % of the conditions told, 51 % are wanted'),
    })
    expect((await run(files, '--coverage')).out).toContain('1 of 2 conditions told')
    expect((await run(files, '--min-coverage', 'all')).code).toBe(2)
  })
})

describe('formats', () => {
  test('json', async () => {
    const { out, code } = await run({ 'r.test.yaml': HEAD + FIRES + FAILS }, '--format', 'json', '--coverage')
    expect(code).toBe(1)
    const { files, diagnostics } = JSON.parse(out)
    expect(
      files[0].cases.map((c: { name: string; passed: boolean; fires: boolean; line: number }) => [c.name, c.passed, c.fires, c.line]),
    ).toEqual([
      ['fires', true, true, 5],
      ['fails', false, true, 6],
    ])
    expect(files[0].cases[1].difference).toEqual(['the row of line 6 differs:', expect.any(String), '≠ UserPrincipalName  <bo>      <ana>'])
    expect([files[0].coverage.conditions, files[0].coverage.told, diagnostics.length]).toEqual([2, 0, 2])
  })

  test('junit', async () => {
    const { out } = await run({ 'r.test.yaml': HEAD + FIRES + FAILS, 'lost.test.yaml': HEAD + FIRES }, '--format', 'junit')
    expect(out).toMatch(/^<\?xml[^\n]*\n<testsuites tests="3" failures="2">\n/)
    expect(out).toMatch(/<testcase classname="r" name="fires" file="[^"]*r\.test\.yaml" time="\d+\.\d{3}"\/>/)
    expect(out).toContain('&lt;bo&gt;      &lt;ana&gt;</failure>')
    expect(out).toContain('type="KQL0724"')
  })
})

test('settings of the workspace hold, its events do not', async () => {
  const files = {
    'kqlc.yaml': 'data: store\nwatchlists: { Vip: vip.csv }\n',
    'vip.csv': 'SearchKey\nana\n',
    'store/SigninLogs.csv': 'UserPrincipalName\nana\nana\n',
    'w.kql': "SigninLogs | where UserPrincipalName in (_GetWatchlist('Vip') | project SearchKey)",
    'w.test.yaml':
      'tables: { SigninLogs: [{ UserPrincipalName: ana }, { UserPrincipalName: bo }] }\ncases:\n  - { name: a, expect: { count: 1 } }\n  - { name: none, tables: { SigninLogs: [] }, expect: { count: 0 } }\n',
  }
  await inFolder(files, async (folder) => {
    expect((await kqlc('test', `${folder}/w.kql`, '--config', `${folder}/kqlc.yaml`)).code).toBe(0)
    const without = await kqlc('test', `${folder}/w.kql`)
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('KQL0153')])
  })
})

test('what the settings demand of tests, options may change', async () => {
  const files = { 'r.kql': RULE, 'r.test.yaml': HEAD + FIRES, 'kqlc.yaml': 'test: { requireBoth: true, minCoverage: 50, workers: 1 }\n' }
  await inFolder(files, async (folder) => {
    const config = ['--config', `${folder}/kqlc.yaml`]
    const strict = await kqlc('test', folder, ...config)
    expect([strict.code, strict.err]).toEqual([1, expect.stringMatching(/KQL0733[\s\S]*0 % of the conditions told, 50 % are wanted/)])
    expect((await kqlc('test', folder, ...config, '--min-coverage', '0')).err).not.toContain('are wanted')
    writeFileSync(`${folder}/kqlc.yaml`, 'test: { requireBoth: true }\nseverities: { KQL0733: info, KQL0735: off }\n')
    expect(await kqlc('test', folder, ...config, '--coverage')).toMatchObject({ code: 0, err: expect.not.stringContaining('KQL0735') })
  })
})

test('a watchlist of a test has the key of the workspace, or one of its own', async () => {
  const files = {
    'kqlc.yaml': 'watchlists: { Vip: vip.csv#User }\n',
    'vip.csv': 'Name,User\nAna,ana\n',
    'bo.csv': 'Name,Mail\nBo,bo\n',
    'w.kql': "SigninLogs | where UserPrincipalName in (_GetWatchlist('Vip') | project SearchKey)",
    'w.test.yaml': `tables: { SigninLogs: [{ UserPrincipalName: ana }, { UserPrincipalName: bo }] }
cases:
  - { name: the workspace's, expect: { rows: [{ UserPrincipalName: ana }] } }
  - { name: rows, watchlists: { Vip: [{ Name: Bo, User: bo }] }, expect: { rows: [{ UserPrincipalName: bo }] } }
  - { name: a file with a key, watchlists: { Vip: 'bo.csv#Mail' }, expect: { rows: [{ UserPrincipalName: bo }] } }
`,
  }
  await inFolder(files, async (folder) => {
    expect(await kqlc('test', `${folder}/w.kql`, '--config', `${folder}/kqlc.yaml`)).toMatchObject({
      code: 0,
      err: '3 cases of 1 test: none failed\n',
    })
  })
})

const main = join(import.meta.dirname, '../../dist/cli/main.js')

test.runIf(existsSync(main))(
  'rows that were written down and folders for spilled data are gone after Ctrl-C',
  { timeout: 60_000 },
  async () => {
    // A million rows against themselves: still running when the signal comes.
    const rule =
      'range x from 1 to 1000000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 1000000 step 1 | extend k = 1) on k | join kind=leftouter (SigninLogs | extend k = 1) on k | summarize max(hash(x * y))'
    await inFolder({ 'r.kql': rule, 'r.test.yaml': HEAD + QUIET }, async (folder) => {
      const tmp = join(folder, 'tmp')
      mkdirSync(tmp)
      const child = spawn(process.execPath, [main, 'test', folder], { env: { ...process.env, TMPDIR: tmp } })
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
      const rows = () => readdirSync(tmp).filter((name) => name.startsWith('kqlc-test-') && readdirSync(join(tmp, name)).length > 0)
      for (let waited = 0; rows().length === 0 && waited < 30_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50))
      expect(rows()).toHaveLength(1)
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      expect(readdirSync(tmp)).toEqual([])
    })
  },
)
