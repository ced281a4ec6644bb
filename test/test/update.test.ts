import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc, RULE } from './harness.ts'

/** The test file after `--update`, and that it passes then. */
const updated = (text: string, rule = RULE): Promise<string> =>
  inFolder({ 'r.kql': rule, 'r.test.yaml': text }, async (folder) => {
    await kqlc('test', folder, '--update')
    const after = readFileSync(`${folder}/r.test.yaml`, 'utf8')
    expect((await kqlc('test', folder)).code, after).toBe(0)
    return after
  })

const HEAD = `# what this is about
now: 2026-01-05T12:00:00Z   # a Monday

tables:
  SigninLogs:
  - &bad {TimeGenerated: 2026-01-05T11:50:00Z, UserPrincipalName: ana, ResultType: '50126', AppDisplayName: [Portal][0]}
`.replace('[Portal][0]', 'Portal')

test('cells, rows and counts change, all else stays', async () => {
  const text = `${HEAD}  - {<<: *bad, UserPrincipalName: "bo"}
  - {<<: *bad, UserPrincipalName: "bo"}
  - *bad
  - {<<: *bad, UserPrincipalName: "cy"}
  - {<<: *bad, UserPrincipalName: "cy"}

cases:
# first
- name: all   # three
  expect:
    count: 2       # wrong
    rows:
    # ana
    - UserPrincipalName: ana   # right
      Failures: 3   # wrong
    - {UserPrincipalName: dora, Failures: 9} # gone
    # bo
    - {UserPrincipalName: "bo", Failures: 2}
- name: right      # untouched
  tables: {SigninLogs: [*bad]}
  expect: {count:    0}
`
  expect(await updated(text)).toBe(
    text
      .replace('count: 2       # wrong', 'count: 3 # wrong')
      .replace('ana   # right', 'ana # right')
      .replace('Failures: 3   # wrong', 'Failures: 2 # wrong')
      .replace('    - {UserPrincipalName: dora, Failures: 9} # gone\n', '')
      .replace('"bo", Failures: 2}\n', '"bo", Failures: 2}\n    - UserPrincipalName: cy\n      Failures: 2\n'),
  )
})

test('a case that expects nothing gets rows in the columns that hold something', async () => {
  const rule =
    'SigninLogs | where TimeGenerated > ago(1h) | project TimeGenerated, UserPrincipalName, Location, Size = 2.5, Big = 9007199254740993'
  const text = `${HEAD}cases:\n- name: new\n- name: empty\n  tables: {SigninLogs: []}\n  expect: {rows: [{UserPrincipalName: x}]}\n`
  expect(await updated(text, rule)).toBe(`${HEAD}cases:
- name: new
  expect:
    rows:
    - TimeGenerated: 2026-01-05T11:50:00Z
      UserPrincipalName: ana
      Size: 2.5
      Big: "9007199254740993"
- name: empty
  tables: {SigninLogs: []}
  expect: {rows: []}
`)
})

test('columns, errors, a column that has another name now', async () => {
  const rule = 'SigninLogs | project Who = UserPrincipalName, ResultType'
  const text = `${HEAD}cases:
- {name: columns, expect: {columns: [Who, "ResultType:int"]}}
- {name: renamed, expect: {rows: [{User: ana}]}}
`
  expect(await updated(text, rule)).toBe(`${HEAD}cases:
- {name: columns, expect: {columns: [Who:string, ResultType:string]}}
- {name: renamed, expect: {rows: [{Who: ana, ResultType: "50126"}]}}
`)
  expect(await updated('cases:\n  - name: a\n    expect: { error: KQL0001 }\n', 'SigninLogs | where X')).toBe(
    'cases:\n  - name: a\n    expect: { error: KQL0100 }\n',
  )
})

test('several documents; what cannot be mended is left and fails', async () => {
  const one = 'rule: A\ncases:\n  - name: a\n    expect: { count: 1 }\n'
  const two = 'rule: B\ncases:\n  - name: a # kept\n    expect: { count: 1 }\n  - name: b\n    expect: { error: KQL0100 }\n'
  const files = { 'r.yaml': 'name: A\nquery: SigninLogs\n---\nname: B\nquery: AuditLogs\n', 'r.test.yaml': `${one}---\n${two}` }
  await inFolder(files, async (folder) => {
    const { code, out } = await kqlc('test', folder, '--update')
    expect(code).toBe(1)
    expect(out).toContain('the error KQL0100 is expected, there is none')
    expect(readFileSync(`${folder}/r.test.yaml`, 'utf8')).toBe(`${one}---\n${two}`.replaceAll('count: 1', 'count: 0'))
  })
})
