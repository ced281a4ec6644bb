/** The files of `kqlc compile -o` and their manifest. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc } from '../test/harness.ts'

const FILES = {
  'rules/a.yaml': 'id: 5f6f2a52-7c8f-4c3e-9a53-d1a1b6b1c001\nname: A\nquery: SigninLogs | summarize N = count() by UserPrincipalName\n',
  'rules/deep/b.kql': 'AuditLogs | where TimeGenerated > ago(1h) | project Result',
}

const compile = (folder: string, ...more: string[]) => kqlc('compile', `${folder}/rules`, '-o', `${folder}/sql`, ...more)
const check = async (folder: string, ...more: string[]) => {
  const { code, out } = await compile(folder, '--check', ...more)
  return [
    code,
    ...out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(`${folder}/`, '')),
  ]
}
const tree = (folder: string) => readdirSync(`${folder}/sql`, { recursive: true }).sort()
const manifestOf = (folder: string) => JSON.parse(readFileSync(`${folder}/sql/manifest.json`, 'utf8'))

test('the manifest says what each file is of', async () => {
  await inFolder(FILES, async (folder) => {
    expect((await compile(folder)).code).toBe(0)
    const text = readFileSync(`${folder}/sql/manifest.json`, 'utf8')
    const manifest = JSON.parse(text)
    expect(manifest).toMatchObject({ kqlc: expect.stringMatching(/^\d+\.\d+/), dialect: 'duckdb', portable: false })
    expect(Object.keys(manifest.files)).toEqual(['a.sql', 'deep/b.sql'])
    expect(manifest.files['a.sql']).toEqual({
      rule: { path: '../rules/a.yaml', id: '5f6f2a52-7c8f-4c3e-9a53-d1a1b6b1c001', name: 'A' },
      source: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      tables: ['SigninLogs'],
      columns: [
        { name: 'UserPrincipalName', type: 'string' },
        { name: 'N', type: 'long' },
      ],
      functions: [],
    })
    expect(text).not.toContain(folder)
    rmSync(`${folder}/sql`, { recursive: true })
    await compile(folder)
    expect(readFileSync(`${folder}/sql/manifest.json`, 'utf8')).toBe(text)
  })
})

test('--check tells what is missing, stale and orphaned', async () => {
  await inFolder(FILES, async (folder) => {
    expect(await check(folder)).toEqual([3, 'sql/a.sql: missing', 'sql/deep/b.sql: missing', 'sql/manifest.json: missing'])
    expect(existsSync(`${folder}/sql`)).toBe(false)
    await compile(folder)
    expect(await check(folder)).toEqual([0])
    writeFileSync(`${folder}/sql/a.sql`, 'SELECT 1')
    expect(await check(folder)).toEqual([3, 'sql/a.sql: stale'])
    rmSync(`${folder}/rules/deep/b.kql`)
    expect(await check(folder)).toEqual([3, 'sql/a.sql: stale', 'sql/manifest.json: stale', 'sql/deep/b.sql: orphaned'])
    expect(await check(folder, '--portable')).toContain('sql/manifest.json: stale')
  })
})

test('--prune removes files of rules that are gone, and nothing else', async () => {
  await inFolder(FILES, async (folder) => {
    await compile(folder)
    writeFileSync(`${folder}/sql/deep/own.sql`, 'SELECT 1')
    renameSync(`${folder}/rules/deep/b.kql`, `${folder}/rules/c.kql`)
    const first = await compile(folder)
    expect(first.err).toContain('deep/b.sql: its rule is gone')
    expect(manifestOf(folder).files['deep/b.sql'].orphaned).toBe(true)
    // It is remembered until it is removed.
    expect(await check(folder)).toEqual([3, 'sql/deep/b.sql: orphaned'])
    expect((await compile(folder, '--prune')).code).toBe(0)
    expect(tree(folder)).toEqual(['a.sql', 'c.sql', 'deep', 'deep/own.sql', 'manifest.json'])
    expect(Object.keys(manifestOf(folder).files)).toEqual(['a.sql', 'c.sql'])
    expect(await check(folder)).toEqual([0])
    rmSync(`${folder}/sql/deep/own.sql`)
    rmSync(`${folder}/rules/c.kql`)
    await compile(folder, '--prune')
    expect(tree(folder)).toEqual(['a.sql', 'deep', 'manifest.json'])
  })
})

test('a folder that a pruned file leaves empty goes too', async () => {
  await inFolder(FILES, async (folder) => {
    await compile(folder)
    rmSync(`${folder}/rules/deep`, { recursive: true })
    await compile(folder, '--prune')
    expect(tree(folder)).toEqual(['a.sql', 'manifest.json'])
  })
})

test('rules that this run does not read keep their files, and so do rules with an error', async () => {
  await inFolder(FILES, async (folder) => {
    await compile(folder)
    await kqlc('compile', `${folder}/rules/a.yaml`, '-o', `${folder}/sql`, '--prune')
    expect(Object.keys(manifestOf(folder).files)).toEqual(['a.sql', 'deep/b.sql'])
    writeFileSync(`${folder}/rules/deep/b.kql`, 'AuditLogs | where Nothing')
    expect((await compile(folder, '--prune')).code).toBe(1)
    expect(tree(folder)).toContain('deep/b.sql')
  })
})

test('a manifest that was edited can lead nowhere else, a foreign one is left alone', async () => {
  await inFolder({ ...FILES, 'keep.sql': 'x', 'sql/notes.txt': 'x' }, async (folder) => {
    await compile(folder)
    const manifest = manifestOf(folder)
    const entry = { ...manifest.files['a.sql'], rule: { path: '../rules/gone.yaml', name: 'x' } }
    for (const key of ['../keep.sql', `${folder}/keep.sql`, 'deep/../../keep.sql', 'notes.txt']) manifest.files[key] = entry
    writeFileSync(`${folder}/sql/manifest.json`, JSON.stringify(manifest))
    await compile(folder, '--prune')
    expect([existsSync(`${folder}/keep.sql`), existsSync(`${folder}/sql/notes.txt`)]).toEqual([true, true])
    writeFileSync(`${folder}/sql/manifest.json`, '{"name": "an app"}')
    const { code, err } = await compile(folder)
    expect([code, err]).toEqual([2, expect.stringContaining('was not written by kqlc')])
    expect(readFileSync(`${folder}/sql/manifest.json`, 'utf8')).toBe('{"name": "an app"}')
  })
})
