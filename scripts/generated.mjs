#!/usr/bin/env node
// Checks any number of generated queries: none may crash, hang, run out of memory, or yield SQL that the engine refuses.
//   node scripts/generated.mjs KIND SEED COUNT [--out FILE] [--hang SECONDS] [--memory MB]
// KIND is calls, chains, pipelines, applies or mutations (test/properties/inputs.ts). FILE gets a line a fault and one a run; a run that was stopped
// goes on where it was. A worker that crashes, hangs or takes too much memory is replaced by another, which begins after the query that made it.
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

process.chdir(dirname(import.meta.dirname))
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, hang: { type: 'string', default: '120' }, memory: { type: 'string', default: '4000' } },
})
const [kind = 'calls', seed = '1', count = '1000'] = positionals
const OUT = values.out
const write = (line) => {
  if (OUT) appendFileSync(OUT, `${JSON.stringify(line)}\n`)
}

/** What a process holds, in bytes; 0 where the system doesn't say. */
const memoryOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096
  } catch {
    return 0
  }
}

/** What earlier runs with the same seed have reached. */
const done =
  OUT && existsSync(OUT)
    ? readFileSync(OUT, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
const before = done.filter((l) => l.type === 'run' && l.kind === kind && l.seed === seed)
let at = Math.max(0, ...before.map((l) => l.to))
const from = at
const started = Date.now()
const outcomes = {}
let slowest = 0
const tell = (outcome, more) => {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  if (outcome !== 'rows' && outcome !== 'diagnosed') write({ type: outcome, kind, seed, ...more })
  if (!['rows', 'diagnosed', 'refused'].includes(outcome))
    console.log(`${outcome}: ${kind}, seed ${seed}, ${more.number}: ${more.message?.split('\n')[0]}`)
}

/** Lets a worker run from `at` on until it ends, for whatever reason. */
const work = () =>
  new Promise((resolve) => {
    const worker = spawn(
      process.execPath,
      ['--max-old-space-size=3000', '--import', './scripts/typescript.mjs', 'test/properties/worker.ts', kind, seed, String(at), count],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let current
    let errors = ''
    let end = 'crash'
    let clock
    const kill = (why) => {
      end = why
      worker.kill('SIGKILL')
    }
    const wind = () => {
      clearTimeout(clock)
      clock = setTimeout(() => kill('hang'), Number(values.hang) * 1000)
    }
    wind()
    const watch = setInterval(() => {
      if (memoryOf(worker.pid) > Number(values.memory) * 1e6) kill('memory')
    }, 200)
    worker.stderr.on('data', (data) => {
      errors = `${errors}${data}`.slice(-3000)
    })
    createInterface({ input: worker.stdout }).on('line', (line) => {
      wind()
      const { begin, end: number, ms, outcome, message, kql } = JSON.parse(line)
      if (begin !== undefined) {
        current = begin
        return
      }
      current = undefined
      at = number + 1
      slowest = Math.max(slowest, ms)
      tell(outcome, { number, ms, message, kql })
    })
    worker.on('close', (code, signal) => {
      clearTimeout(clock)
      clearInterval(watch)
      if (current === undefined && code !== 0) {
        console.error(errors)
        process.exit(1)
      }
      if (current !== undefined) {
        tell(end, { number: current, message: `${signal ?? code}: ${errors}` })
        at = current + 1
      }
      resolve()
    })
  })

while (at < Number(count)) await work()
const run = { type: 'run', kind, seed, from, to: at, outcomes, slowest, seconds: Math.round((Date.now() - started) / 1000) }
write(run)
console.log(JSON.stringify(run))
process.exitCode = Object.keys(outcomes).some((o) => !['rows', 'diagnosed', 'refused'].includes(o)) ? 1 : 0
