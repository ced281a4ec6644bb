/** The built command as a process: needs `npm run build`, which `npm test` does first. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'

const main = join(import.meta.dirname, '../../dist/cli/main.js')

describe.runIf(existsSync(main))('the command as a process', () => {
  const kqlc = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })

  test('data on standard output, the rest on standard error, an exit code', () => {
    const help = kqlc('--help')
    expect([help.status, help.stderr]).toEqual([0, ''])
    const none = kqlc('compile', 'there-is-none.yaml')
    expect([none.status, none.stdout]).toEqual([2, ''])
    expect(none.stderr).toBe('there-is-none.yaml:1:1: error KQL0408: there is no such file or directory\n')
    expect(kqlc('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('no colours where nobody looks', async () => {
    await inFolder({ 'a.yaml': 'name: [\n' }, async (folder) => {
      expect(kqlc('check', folder).stderr).not.toContain('\u001b')
    })
  })

  test('a reader that stops early is no fault', async () => {
    const child = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect([code, err]).toEqual([0, ''])
  })

  test('Ctrl-C ends with 130', { timeout: 60_000 }, async () => {
    /** The exit code where the signal comes after `delay` ms, null where that was before the command could take it. */
    const interruptedAfter = async (delay: number): Promise<number | null> => {
      // It waits for its input while it is interrupted.
      const child = spawn(process.execPath, [main, 'query', '-'])
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
      await new Promise((resolve) => setTimeout(resolve, delay))
      child.kill('SIGINT')
      return ended
    }
    let code: number | null = null
    for (let delay = 250; code === null && delay < 20_000; delay *= 2) code = await interruptedAfter(delay)
    expect(code).toBe(130)
  })
})
