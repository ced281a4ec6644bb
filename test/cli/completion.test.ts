import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inFolder } from '../load/folder.ts'
import { kqlc } from './fake.ts'

const bash = spawnSync('bash', ['--version']).status === 0

/** What bash offers for a line, whose last word is being typed. */
const offered = async (line: string): Promise<string[]> => {
  const { out } = await kqlc(['completion', 'bash'])
  const script = `${out}\nCOMP_WORDS=(${line} ${line.endsWith(' ') ? "''" : ''})\nCOMP_CWORD=$((\${#COMP_WORDS[@]} - 1))\n_kqlc\nprintf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: import.meta.dirname })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

test.runIf(bash)('bash completes commands, options, values and files', async () => {
  expect(await offered('kqlc com')).toEqual(['compile', 'completion'])
  expect(await offered('kqlc check --fail')).toEqual(['--fail-level'])
  expect(await offered('kqlc check --fail-level ')).toEqual(['error', 'warning', 'info', 'never'])
  expect(await offered('kqlc check --format s')).toEqual(['sarif'])
  expect(await offered('kqlc completion ')).not.toEqual([])
  expect(await offered('kqlc check completion.t')).toEqual(['completion.test.ts'])
})

test.each(['zsh', 'fish'])('%s has every command and option', async (shell) => {
  const { out } = await kqlc(['completion', shell])
  for (const word of ['compile', 'completion', 'fail-level', 'text json sarif']) expect(out.replaceAll("'", ''), word).toContain(word)
  await inFolder({ script: out }, async (folder) => {
    const real = spawnSync(shell, ['-n', join(folder, 'script')], { encoding: 'utf8' })
    if (!real.error) expect([real.status, real.stderr]).toEqual([0, ''])
  })
})

test('other shells are refused', async () => {
  expect((await kqlc(['completion', 'cmd'])).code).toBe(2)
})
