import { symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadRules } from '../../src/load/index.ts'
import { inFolder } from './folder.ts'

const paths = async (folder: string, ...below: string[]): Promise<string[]> => {
  const { rules } = await loadRules(below.map((path) => join(folder, path)))
  return rules.map((rule) => relative(folder, rule.path).replaceAll('\\', '/'))
}

describe('which files a path means', () => {
  test('a directory: its rules in order, nothing hidden, tests and settings left out', async () => {
    const rule = 'query: T\n'
    const files = {
      'b.yaml': rule,
      'a.yml': rule,
      'z/c.kql': 'T',
      'z/a.csl': 'T',
      'B.YAML': rule,
      'b.test.yaml': rule,
      'kqlc.yaml': 'data: store\n',
      'other.yaml': 'on: push\n',
      'readme.md': 'T',
      '.hidden/x.yaml': rule,
      'node_modules/x.yaml': rule,
    }
    await inFolder(files, async (folder) => {
      expect(await paths(folder, '.')).toEqual(['B.YAML', 'a.yml', 'b.yaml', 'z/a.csl', 'z/c.kql'])
    })
  })

  test('.gitignore files, the nearest has the last word', async () => {
    const files = {
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.kql\n',
      'rules/out/a.kql': 'T',
      'rules/a.kql': 'T',
      'rules/b.csl': 'T',
      'rules/keep/.gitignore': '!*.kql\n',
      'rules/keep/a.kql': 'T',
    }
    await inFolder(files, async (folder) => {
      expect(await paths(folder, 'rules')).toEqual(['rules/b.csl', 'rules/keep/a.kql'])
      expect(await paths(folder, 'rules/**/*.*')).toEqual(['rules/b.csl', 'rules/keep/a.kql'])
      expect(await paths(folder, 'rules/out/a.kql')).toEqual(['rules/out/a.kql'])
    })
  })

  test('a link that leads back is followed once', async () => {
    await inFolder({ 'a/x.kql': 'T' }, async (folder) => {
      symlinkSync(folder, join(folder, 'a/up'))
      expect(await paths(folder, '.')).toEqual(['a/x.kql'])
    })
  })

  test('a file that several paths mean comes once', async () => {
    await inFolder({ 'a.kql': 'T', 'b.kql': 'T' }, async (folder) => {
      expect(await paths(folder, 'b.kql', '.', '*.kql')).toEqual(['b.kql', 'a.kql'])
    })
  })

  test('paths that mean nothing', async () => {
    await inFolder({ 'a.txt': 'T', 'empty/readme': '' }, async (folder) => {
      const { diagnostics } = await loadRules(['none.kql', 'empty', '*.kql', 'a.txt'].map((path) => join(folder, path)))
      expect(diagnostics.map((d) => d.code)).toEqual(['KQL0408', 'KQL0409', 'KQL0409', 'KQL0410'])
    })
  })
})
