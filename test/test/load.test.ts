import { expect, test } from 'vitest'
import { loadTests } from '../../src/test/index.ts'
import { inFolder } from '../load/folder.ts'
import { testOf } from './harness.ts'

/** Code, line and column of what is wrong with a test file. */
const faults = async (text: string, schemas = {}): Promise<string[]> => {
  const { loaded } = await testOf(text, { around: { schemas } })
  return loaded.diagnostics.map((d) => `${d.position.line}:${d.position.column} ${d.code}${d.fix ? ` ${d.fix}` : ''}`)
}

test('unknown keys, columns and wrong types are told at their places', async () => {
  const text = `now: noon
table:
  SigninLogs: []
tables:
  SigninLogs:
    - { UserPrincipal: a }
    - TimeGenerated: yesterday
      ResultType: 50126
      IsRisky: 'yes'
      ProcessingTimeInMilliseconds: '12'
    - 5
  Doors_CL:
    - { Door: 1 }
    - { Dor: north }
  AuditLogs: 3
watchlists: [Vip]
functions: { F: '() 1' }
external: { x: 1 }
cases:
  - expect: { row: [] }
  - name: twice
    expect: { count: -1, columns: [1], rows: [a], ordered: 1 }
  - name: twice
    expect: {}
`
  expect(await faults(text, { Doors_CL: { Door: 'string' } })).toEqual([
    '2:1 KQL0720 tables',
    '1:6 KQL0721',
    '6:9 KQL0722 UserPrincipalName',
    '7:22 KQL0723',
    "8:19 KQL0723 '50126'",
    '9:16 KQL0723',
    '11:7 KQL0721',
    "13:15 KQL0723 '1'",
    '14:9 KQL0722 Door',
    '15:14 KQL0721',
    '16:1 KQL0721',
    '17:17 KQL0737',
    '18:16 KQL0721',
    '20:15 KQL0720 rows',
    '22:47 KQL0721',
    '22:60 KQL0721',
    '22:22 KQL0721',
    '22:36 KQL0721',
    '20:5 KQL0726',
    '23:11 KQL0727',
    '23:5 KQL0726',
  ])
})

test('a file without cases, and one that is no mapping', async () => {
  expect(await faults('now: 2026-01-05\n')).toEqual(['1:1 KQL0721'])
  expect(await faults('- a\n')).toEqual(['1:1 KQL0721'])
  expect(await faults('# nothing yet\n')).toEqual(['1:1 KQL0721'])
  expect(await faults('cases: [')).toEqual([expect.stringMatching(/^1:\d+ KQL0401/)])
})

test('tests are found beside their rules', async () => {
  const test = 'cases:\n  - { name: a, expect: { count: 0 } }\n'
  const files = {
    'a.yaml': 'name: A\nquery: SigninLogs\n',
    'a.test.yaml': test,
    'b/b.kql': 'SigninLogs',
    'b/b.test.yml': test,
    'c.kql': 'SigninLogs',
    'lost.test.yaml': test,
    '.gitignore': 'd/',
    'd/d.kql': 'SigninLogs',
    'd/d.test.yaml': test,
  }
  await inFolder(files, async (folder) => {
    const names = async (...paths: string[]) => {
      const { files: found, untested, diagnostics } = await loadTests(paths.map((p) => `${folder}/${p}`))
      const short = (path: string) => path.replace(`${folder}/`, '')
      return [
        found.map((f) => short(f.source.path)),
        untested.map((r) => short(r.path)),
        diagnostics.map((d) => `${short(d.path)} ${d.code}`),
      ]
    }
    expect(await names('b', 'c.kql', 'a.yaml')).toEqual([['b/b.test.yml', 'a.test.yaml'], ['c.kql'], []])
    expect(await names('a.test.yaml', 'a.yaml', '*.yaml')).toEqual([['a.test.yaml'], [], ['lost.test.yaml KQL0724']])
    expect(await names('none')).toEqual([[], [], ['none KQL0408']])
  })
})

test('of several rules in a file the test names one', async () => {
  const rules = 'name: A\nquery: SigninLogs\n---\nname: B\nquery: AuditLogs\n'
  const body = 'cases:\n  - { name: a, expect: { count: 0 } }\n'
  await inFolder(
    { 'r.yaml': rules, 'r.test.yaml': `rule: B\n${body}---\nrule: A\n${body}---\n${body}---\nrule: C\n${body}` },
    async (folder) => {
      const { files, diagnostics } = await loadTests([folder])
      expect(files.map((f) => f.rule.name)).toEqual(['B', 'A'])
      expect(diagnostics.map((d) => [d.code, d.position.line])).toEqual([
        ['KQL0725', 9],
        ['KQL0725', 12],
      ])
    },
  )
})
