#!/usr/bin/env node
// Measures the built library against the recorded results and real rules that lie beside the project, where they do. Each line of
// YARDSTICKS is one check; a figure may rise here and never fall.
//   node scripts/yardsticks.mjs [FOLDER]      prints a line a check, then "N passed, M failed"; exit code 1 on a failure
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

process.chdir(dirname(import.meta.dirname))
const shared = resolve(process.argv[2] ?? process.env.KQLC_SHARED ?? '../shared')
const scratch = mkdtempSync(join(tmpdir(), 'kqlc-'))
const failures = join(scratch, 'failures.jsonl')
const seed = join(shared, 'seed/MailItemsAccessedTimeSeries[Solarigate].yaml')

/** The ids that the last run failed on. */
const failed = () =>
  new Set(
    readFileSync(failures, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).id),
  )

const tool = (name, ...args) => [join(shared, 'tools', name), 'dist', ...args]

/** The percentage at the end of a tool's output. */
const percent = (output) => Number(/\(([\d.]+) %\)\s*$/.exec(output)?.[1] ?? 0)

const YARDSTICKS = [
  {
    name: '30 % of the real rules compile, bind and have the predicted columns, none crashes',
    args: tool('score-rules.mjs', join(shared, 'corpus/rules.jsonl'), '--schemas', join(shared, 'corpus/schemas.json')),
    passes: (output) => percent(output) >= 30 && / crashed 0 /.test(output),
  },
  {
    name: 'series_decompose_anomalies agrees with the recorded results',
    args: tool('score-truth.mjs', join(shared, 'truth/cases.jsonl'), '--family', 'series', '--failures', failures),
    passes: () =>
      [
        'series-decompose-anomalies-function-01',
        'series-decompose-function-00',
        'series-decompose-function-02',
        'series-outliers-function-00',
      ].every((id) => !failed().has(id)),
  },
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
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed > 0 ? 1 : 0
