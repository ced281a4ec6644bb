#!/usr/bin/env node
// How long `kqlc compile` of one rule takes from a cold start against `node -e 0`: medians of alternating runs.
//   node scripts/startup.mjs [RULE] [--runs N] [--most RATIO]      (exit code 1 above RATIO)
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const root = dirname(import.meta.dirname)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '20' }, most: { type: 'string' } },
})
const rules = join(root, 'rules')
const first = existsSync(rules)
  ? readdirSync(rules).find((name) => name.startsWith('MailItemsAccessedTimeSeries') && !name.endsWith('.test.yaml'))
  : undefined
const rule = positionals[0] ?? (first && join(rules, first))
if (!rule) throw new Error('name a rule')

const time = (args) => {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`)
  return performance.now() - start
}
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1]

const calls = { node: ['-e', '0'], kqlc: [join(root, 'dist/cli/main.js'), 'compile', rule] }
const times = { node: [], kqlc: [] }
for (let i = 0; i < Number(values.runs); i++) for (const [name, args] of Object.entries(calls)) times[name].push(time(args))
const [base, ours] = [median(times.node), median(times.kqlc)]
const ratio = ours / base
console.log(`node -e 0 ${base.toFixed(1)} ms, kqlc compile ${ours.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (medians of ${values.runs})`)
if (values.most && ratio > Number(values.most)) process.exitCode = 1
