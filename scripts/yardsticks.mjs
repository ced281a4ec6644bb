#!/usr/bin/env node
// Measures the built library against the recorded results and real rules that lie beside the project, where they do. Each line of
// YARDSTICKS is one check; a figure may rise here and never fall.
//   node scripts/yardsticks.mjs [FOLDER]      prints a line a check, then "N passed, M failed"; exit code 1 on a failure
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

process.chdir(dirname(import.meta.dirname))
const shared = resolve(process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? process.env.KQLC_SHARED ?? '../shared')
const scratch = mkdtempSync(join(tmpdir(), 'kqlc-'))
const failures = join(scratch, 'failures.jsonl')

const tool = (name, ...args) => [join(shared, 'tools', name), 'dist', ...args]

/** The percentage at the end of a tool's output. */
const percent = (output) => Number(/\(([\d.]+) %\)\s*$/.exec(output)?.[1] ?? 0)

/** What was reached: recorded results by family, and real rules. A figure may rise and never fall; `--update` writes it anew. */
const baselineFile = 'test/baseline/reached.json'
const baseline = JSON.parse(readFileSync(baselineFile, 'utf8'))
const reached = { truth: {}, rules: {} }

/** `family   12 of   20   wrong 1  refused 7  crashed 0  accepted 0`, by family. */
const families = (output) =>
  Object.fromEntries(
    [...output.matchAll(/^(\S.*?) +(\d+) of +\d+ {3}wrong (\d+) {2}refused \d+ {2}crashed (\d+) {2}accepted (\d+)$/gm)].map((m) => [
      m[1],
      { agree: Number(m[2]), wrong: Number(m[3]) + Number(m[4]) + Number(m[5]) },
    ]),
  )

const keepsUp = (now, before) => now !== undefined && now.agree >= before.agree && now.wrong <= before.wrong

const rulesYardstick = (name, ...files) => ({
  name: `real rules compile, bind and have the predicted columns: ${name}`,
  args: tool('score-rules.mjs', ...files),
  passes: (output) => {
    reached.rules[name] = { agree: percent(output), wrong: Number(/crashed (\d+)/.exec(output)?.[1] ?? 1) }
    return keepsUp(reached.rules[name], baseline.rules[name])
  },
})

const YARDSTICKS = [
  {
    name: 'recorded results agree, family by family',
    args: tool('score-truth.mjs', join(shared, 'truth/cases.jsonl'), '--failures', failures),
    passes: (output) => {
      reached.truth = families(output)
      return Object.entries(baseline.truth).every(([family, before]) => keepsUp(reached.truth[family], before))
    },
  },
  rulesYardstick('by themselves', join(shared, 'corpus/rules.jsonl'), '--schemas', join(shared, 'corpus/schemas.json')),
  rulesYardstick(
    'with saved functions',
    join(shared, 'corpus/ambient.jsonl'),
    ...['--schemas', join(shared, 'corpus/schemas.json'), '--functions', join(shared, 'corpus/functions.json')],
    ...['--extra-columns', join(shared, 'corpus/ambient-columns.json')],
  ),
]

const count = { passed: 0, failed: 0 }
for (const { name, args, passes } of existsSync(shared) ? YARDSTICKS : []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  let good = false
  try {
    good = passes(stdout, status)
  } catch {
    // The tool left nothing to judge.
  }
  count[good ? 'passed' : 'failed']++
  console.log(`${good ? 'pass' : 'FAIL'} ${name}: ${(stdout.trim() || stderr.trim()).split('\n').at(-1)}`)
}
rmSync(scratch, { recursive: true })
if (process.argv.includes('--update')) writeFileSync(baselineFile, `${JSON.stringify(reached, null, 2)}\n`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed > 0 ? 1 : 0
