/** A repository of rules from its beginning, on the built command: needs `npm run build`, which `npm test` does first. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inFolder } from '../load/folder.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')

const run = (folder: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

describe.runIf(existsSync(main))('a new repository', () => {
  test('init → check → test is green, a broken rule is red at its line', async () => {
    await inFolder({}, async (folder) => {
      const made = run(folder, 'init')
      expect([made.code, made.out.split('\n').filter(Boolean).sort()]).toEqual([
        0,
        [
          '.github/workflows/rules.yaml',
          '.gitignore',
          '.pre-commit-config.yaml',
          '.pre-commit-hooks.yaml',
          'README.md',
          'kqlc.yaml',
          'package.json',
          'rules/ManyFailedSignIns.test.yaml',
          'rules/ManyFailedSignIns.yaml',
        ],
      ])
      expect(readdirSync(folder, { recursive: true }).join()).not.toContain('.tmp')
      expect(run(folder, 'check', 'rules/', '--fail-level', 'warning')).toMatchObject({
        code: 0,
        err: expect.stringContaining('1 rule checked: nothing found'),
      })
      const green = run(folder, 'test', 'rules/', '--require-both', '--min-coverage', '100')
      expect([green.code, green.err]).toEqual([0, expect.stringContaining('4 cases of 1 test: none failed')])

      const rule = join(folder, 'rules/ManyFailedSignIns.yaml')
      const text = readFileSync(rule, 'utf8')
      const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1
      const broken = (from: string, to: string) => {
        expect(text).toContain(from)
        writeFileSync(rule, text.replace(from, to))
      }
      broken('by UserPrincipalName', 'by UserPrincipalNam')
      const red = run(folder, 'check', 'rules/')
      expect([red.code, red.err]).toEqual([
        1,
        expect.stringContaining(`rules/ManyFailedSignIns.yaml:${lineOf('by UserPrincipalName')}:10: error KQL0`),
      ])
      expect(run(folder, 'test', 'rules/').code).toBe(1)
      broken('T1110', 'T9999')
      expect(run(folder, 'check', 'rules/').err).toContain(`rules/ManyFailedSignIns.yaml:${lineOf('T1110')}:5: warning KQL0604`)
      broken('Failures >= leastFailures', 'Failures > leastFailures')
      const failed = run(folder, 'test', 'rules/')
      expect([failed.code, failed.out]).toEqual([
        1,
        expect.stringMatching(
          /✗ five failures and a success {2}rules\/ManyFailedSignIns\.test\.yaml:11\n {6}the row of line 14 is missing/,
        ),
      ])
    })
  })

  test('the steps of the workflow, as a shell runs them', async () => {
    await inFolder({ 'bin/npm': '#!/bin/sh\nexit 0\n' }, async (folder) => {
      const repository = join(folder, 'repository')
      expect(run(folder, 'init', 'repository').code).toBe(0)
      // What `npm install` would put there; the registry is not asked.
      mkdirSync(join(repository, 'node_modules/.bin'), { recursive: true })
      symlinkSync(main, join(repository, 'node_modules/.bin/kqlc'))
      chmodSync(join(folder, 'bin/npm'), 0o755)
      const workflow = parse(readFileSync(join(repository, '.github/workflows/rules.yaml'), 'utf8'))
      const steps: { run?: string }[] = workflow.jobs.rules.steps
      const script = steps.flatMap((step) => step.run ?? []).join('\n')
      expect(script.split('\n')).toEqual(['npm install', 'npx kqlc check rules/ --format github', 'npx kqlc test rules/ --require-both'])
      const shell = () =>
        spawnSync('sh', ['-e', '-c', script], {
          cwd: repository,
          encoding: 'utf8',
          env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` },
        })
      const green = shell()
      expect([green.status, green.stdout], green.stderr).toEqual([0, expect.stringContaining('✓ rules/ManyFailedSignIns.test.yaml')])
      const rule = join(repository, 'rules/ManyFailedSignIns.yaml')
      writeFileSync(rule, readFileSync(rule, 'utf8').replace('SigninLogs\n  | where', 'SigninLog\n  | where'))
      const red = shell()
      expect([red.status, red.stdout]).toEqual([1, expect.stringMatching(/^::error file=rules\/ManyFailedSignIns\.yaml,line=23/m)])
    })
  })

  test('init overwrites nothing', async () => {
    await inFolder({ 'README.md': 'mine' }, async (folder) => {
      const { code, err } = run(folder, 'init')
      expect([code, err]).toEqual([2, 'kqlc: nothing is written, since there already is README.md\n'])
      expect(readdirSync(folder)).toEqual(['README.md'])
    })
  })
})

describe.runIf(existsSync(main))('a new rule', () => {
  test.each([
    ['suspicious-inbox-rule', [], 'suspicious-inbox-rule', 'name: Suspicious inbox rule'],
    ['LongDNSNames', ['--kind', 'hunting', '--table', 'DnsEvents'], 'LongDNSNames', 'columnName: ClientIP'],
    ['deep/er/odd thing.yaml', ['--kind', 'defender'], 'deep/er/odd thing', 'title: Odd thing'],
    ['null', ['--table', 'AWSCloudTrail'], 'null', "name: 'Null'"],
    ['mail', ['--kind', 'defender', '--table', 'EmailEvents'], 'mail', 'EmailEvents'],
    ['firewall', ['--table', 'CommonSecurityLog'], 'firewall', 'SourceIP =~ "203.0.113.7"'],
    ['doors', ['--table', 'Doors_CL', '--schema', 'schemas.yaml'], 'doors', 'Doors_CL'],
  ])('%s %j passes check and test', async (name, options, stem, part) => {
    await inFolder(
      { 'schemas.yaml': 'Doors_CL: { TimeGenerated: datetime, Door: string }\n', 'kqlc.yaml': 'schemas: [schemas.yaml]\n' },
      async (folder) => {
        expect(run(folder, 'new', name, ...options)).toEqual({ code: 0, out: `${stem}.yaml\n${stem}.test.yaml\n`, err: '' })
        expect(readFileSync(join(folder, `${stem}.yaml`), 'utf8')).toContain(part)
        expect(run(folder, 'check', '.', '--fail-level', 'warning')).toMatchObject({
          code: 0,
          err: expect.stringContaining('nothing found'),
        })
        expect(run(folder, 'test', '.', '--require-both', '--min-coverage', '100')).toMatchObject({ code: 0 })
        expect(run(folder, 'new', name, ...options)).toMatchObject({ code: 2, err: expect.stringContaining('already is') })
      },
    )
  })

  test('what cannot be made', async () => {
    await inFolder({ 'rules/x.kql': 'SigninLogs' }, async (folder) => {
      expect(run(folder, 'new', 'a', '--table', 'SigninLog')).toMatchObject({
        code: 2,
        err: expect.stringContaining("did you mean 'SigninLogs'"),
      })
      expect(run(folder, 'new', 'a', '--kind', 'defender', '--table', 'SigninLogs').err).toContain('no column Timestamp')
      expect(run(folder, 'new', 'a*').code).toBe(2)
      expect(run(folder, 'new', 'a', '--table', 'T | take 1').code).toBe(2)
      expect(run(folder, 'new', 'a').out).toBe('rules/a.yaml\nrules/a.test.yaml\n')
    })
  })
})
