import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc } from './fake.ts'

/** A query with a warning (an unused variable), a hint (no bound on the time), and one with an error. */
const WARNING = 'let a = 1;\nSigninLogs | where TimeGenerated > ago(1d)\n'
const HINT = 'SigninLogs | where Id == "x"\n'
const ERROR = 'SigninLogs | where TimeGenerated > ago(1d) and wrong == 1\n'

const check = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  inFolder(files, (folder) => kqlc(['check', folder, ...args]))

test.each([
  [{ 'a.kql': WARNING }, undefined, 0],
  [{ 'a.kql': WARNING }, 'warning', 1],
  [{ 'a.kql': HINT }, 'warning', 0],
  [{ 'a.kql': HINT }, 'info', 1],
  [{ 'a.kql': ERROR }, 'never', 0],
  [{ 'a.kql': ERROR }, 'error', 1],
])('%o with the level %s ends with %d', async (files, level, code) => {
  const outcome = await check(files as Record<string, string>, ...(level === undefined ? [] : ['--fail-level', level]))
  expect(outcome.code).toBe(code)
})

test('a file that cannot be read fails at any level', async () => {
  expect((await check({ 'a.kql': '' }, '--fail-level', 'never')).code).toBe(0)
  expect((await kqlc(['check', 'nowhere', '--fail-level', 'never'])).code).toBe(2)
})

test('all findings are counted, in the order of each file', async () => {
  const { err } = await check({ 'a.kql': `${WARNING}| where Id == "x" and Id == "y"\n`, 'b.kql': HINT })
  expect(err.match(/\w+\.kql:\d+:\d+: \w+ KQL\d+/g)).toEqual([
    'a.kql:1:5: warning KQL0522',
    'a.kql:3:23: warning KQL0536',
    'b.kql:1:1: info KQL0520',
  ])
  expect(err).toContain('2 rules checked: 2 warnings, 1 hint\n')
})

test('comments switch findings off', async () => {
  expect((await check({ 'a.kql': WARNING.replace(';', '; // kqlc-disable KQL0522') })).err).toBe('1 rule checked: nothing found\n')
  expect((await check({ 'a.kql': `// kqlc-disable-file KQL0999\n${HINT}` })).err).toContain('a.kql:1:22: warning KQL0697')
})

test('severities, and the settings of checks, come from kqlc.yaml', async () => {
  const settings = 'severities: {KQL0522: error, KQL0520: off}\ncheck: {failLevel: never}\n'
  await inFolder({ 'kqlc.yaml': settings, 'a.kql': WARNING, 'b.kql': HINT }, async (folder) => {
    const { code, err } = await kqlc(['check', folder, '--config', join(folder, 'kqlc.yaml')])
    expect([code, err.match(/\w+ KQL\d+/g)]).toEqual([0, ['error KQL0522']])
  })
})

test('a code that no message has is told', async () => {
  await inFolder({ 'kqlc.yaml': 'severities: {KQL0521: off, KQL9999: off}\n', 'a.kql': 'SigninLogs | take 1' }, async (folder) => {
    const { err } = await kqlc(['check', join(folder, 'a.kql'), '--config', join(folder, 'kqlc.yaml')])
    expect(err.match(/KQL0695.*/g)).toEqual(["KQL0695: severities names the code 'KQL9999', which no message has"])
  })
})

test('a baseline is made, kept, and shrinks', async () => {
  await inFolder({ 'a.kql': WARNING, 'b.kql': ERROR }, async (folder) => {
    const baseline = join(folder, 'baseline.json')
    const run = (...more: readonly string[]) => kqlc(['check', folder, '--baseline', baseline, '--fail-level', 'warning', ...more])
    expect((await run()).code).toBe(2)
    expect((await run('--update-baseline')).code).toBe(0)
    expect((await run()).err).toBe('2 rules checked: nothing found\n')
    // A new finding is not taken into it.
    writeFileSync(join(folder, 'c.kql'), WARNING)
    const text = readFileSync(baseline, 'utf8')
    const outcome = await run('--update-baseline')
    expect([outcome.code, outcome.err.match(/\w\.kql:\d+/g)]).toEqual([1, ['c.kql:1']])
    expect(readFileSync(baseline, 'utf8')).toBe(text)
    // One that is gone has to be taken out.
    writeFileSync(join(folder, 'c.kql'), HINT.replace('where', 'where TimeGenerated > ago(1d) and'))
    writeFileSync(join(folder, 'a.kql'), WARNING.replace('let a = 1;\n', ''))
    const gone = await run()
    expect([gone.code, gone.err.match(/baseline\.json:\d+:\d+: warning KQL0696/g)]).toEqual([1, ['baseline.json:3:5: warning KQL0696']])
    expect((await run('--update-baseline')).code).toBe(0)
    expect((await run()).code).toBe(0)
    expect(readFileSync(baseline, 'utf8')).not.toContain('a.kql')
  })
})

test('a baseline that is none, or is not named', async () => {
  await inFolder({ 'a.kql': HINT, 'b.json': '{}' }, async (folder) => {
    expect((await kqlc(['check', folder, '--baseline', join(folder, 'b.json')])).err).toContain('this is no baseline')
    expect((await kqlc(['check', folder, '--update-baseline'])).err).toContain('--update-baseline needs the file')
  })
})

test('so many rules may hold what is not translated', async () => {
  const files = { 'a.kql': 'unsupported | take 1', 'b.kql': 'unsupported | take 2' }
  expect((await check(files)).code).toBe(1)
  expect((await check(files, '--max-unsupported', '1')).code).toBe(1)
  expect((await check(files, '--max-unsupported', '2')).code).toBe(0)
})

test('other formats go to standard output, and every file is in them', async () => {
  const { out, err } = await check({ 'a.kql': WARNING, 'b.kql': 'SigninLogs | where TimeGenerated > ago(1d)' }, '--format', 'junit')
  expect(out).toContain('<testsuites tests="2" failures="0">')
  expect(err).toBe('2 rules checked: 1 warning\n')
  const strict = await check({ 'a.kql': WARNING }, '--format', 'junit', '--fail-level', 'warning')
  expect(strict.out).toContain('<testsuites tests="1" failures="1">')
})

test('a code is explained, in any case', async () => {
  const { code, out } = await kqlc(['explain', 'kql0523'], { columns: 60 })
  expect(code).toBe(0)
  expect(out).toContain('KQL0523: join without a kind (info)\n')
  expect(out).toContain('Example:\n\n    SigninLogs\n')
  expect(
    Math.max(
      ...out
        .split('\n')
        .filter((line) => !line.startsWith('    '))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(60)
})

test('a code that no message has', async () => {
  const { code, err } = await kqlc(['explain', 'KQL9999'])
  expect([code, err]).toEqual([2, 'kqlc: no message has the code KQL9999\n'])
})
