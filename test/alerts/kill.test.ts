/** A replay that is killed at random moments, on the built command: a small version of what scripts/replay-kill.mjs does by default. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

test.runIf(existsSync(join(root, 'dist/cli/main.js')))(
  'a replay that is killed and begun again leaves the same store',
  { timeout: 600_000 },
  () => {
    const script = [join(root, 'scripts/replay-kill.mjs'), '--kills', '3', '--days', '1', '--rows', '10000']
    const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/undisturbed: 240 runs, [1-9]\d* alerts, [1-9]\d* entities/)
    expect(stdout).toMatch(/\n3 kills, no difference\n$/)
    expect(status).toBe(0)
  },
)
