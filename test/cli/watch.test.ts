/** The real command in a process of its own: it ends by a signal alone. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'

const main = resolve(import.meta.dirname, '../../dist/cli/main.js')

/** Runs `kqlc watch`; `next` gives what it writes up to the next summary. */
const watching = (folder: string) => {
  const child = spawn(process.execPath, [main, 'watch', 'rules'], { cwd: folder, env: { ...process.env, TMPDIR: folder, NO_COLOR: '1' } })
  let text = ''
  let wake = (): void => undefined
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    wake()
  })
  const ended = new Promise<number | null>((done) => child.on('exit', done))
  const next = async (): Promise<string> => {
    for (;;) {
      const end = text.indexOf('waiting for changes\n')
      if (end >= 0) {
        const part = text.slice(0, end)
        text = text.slice(end + 'waiting for changes\n'.length)
        return part
      }
      await new Promise<void>((done) => {
        wake = done
      })
    }
  }
  return { child, next, ended }
}

const FINE = 'SigninLogs | where TimeGenerated > ago(1d)\n'
const WARNING = `let a = 1;\n${FINE}`

test.runIf(existsSync(main))('it tells what changed, and Ctrl-C ends it', { timeout: 120_000 }, () =>
  inFolder({ 'rules/a.kql': FINE, 'rules/b.kql': WARNING, 'kqlc.yaml': 'severities: {}\n' }, async (folder) => {
    const { child, next, ended } = watching(folder)
    try {
      expect(await next()).toMatch(/b\.kql:1:5: warning KQL0522[\s\S]*\n2 rules checked: 1 warning; $/)
      writeFileSync(join(folder, 'rules/a.kql'), WARNING)
      const second = await next()
      expect(second).toMatch(/^rules\/a\.kql:1:5: warning KQL0522[\s\S]*\n2 rules checked: 2 warnings; $/)
      expect(second).not.toContain('b.kql')
      // A line that moved is no news.
      writeFileSync(join(folder, 'rules/b.kql'), `\n${WARNING}`)
      expect(await next()).toBe('2 rules checked: 2 warnings; ')
      writeFileSync(join(folder, 'rules/b.kql'), FINE)
      expect(await next()).toBe('rules/b.kql: nothing found any more\n2 rules checked: 1 warning; ')
      writeFileSync(join(folder, 'kqlc.yaml'), 'severities: { KQL0522: error }\n')
      expect(await next()).toMatch(/a\.kql:1:5: error KQL0522[\s\S]*\n2 rules checked: 1 error; $/)
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      expect(readdirSync(folder).filter((name) => name.startsWith('kqlc-'))).toEqual([])
    } finally {
      child.kill('SIGKILL')
    }
  }),
)

test.runIf(existsSync(main))('what the settings name is watched too, wherever it lies', { timeout: 120_000 }, () =>
  inFolder(
    {
      'team/rules/a.kql': 'OurEvents | where TimeGenerated > ago(1d) and isOurs(Name)\n',
      'kqlc.yaml': 'schemas: [tables.json]\nfunctions: [saved]\n',
      'tables.json': '{}',
      'saved/other.kql': 'let other = () { 1 };\n',
    },
    async (folder) => {
      const { child, next } = watching(join(folder, 'team'))
      try {
        expect(await next()).toMatch(/error KQL0101[\s\S]*1 rule checked: 1 error; $/)
        writeFileSync(join(folder, 'tables.json'), '{"OurEvents": {"TimeGenerated": "datetime", "Name": "string"}}')
        expect(await next()).toMatch(/'isOurs'[\s\S]*1 rule checked: 1 error; $/)
        writeFileSync(join(folder, 'saved/isOurs.kql'), 'let isOurs = (name: string) { name startswith "our" };\n')
        expect(await next()).toContain('1 rule checked: nothing found; ')
      } finally {
        child.kill('SIGKILL')
      }
    },
  ),
)
