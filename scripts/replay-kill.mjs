#!/usr/bin/env node
// Replays the rules of test/alerts/rules on a demo store, once undisturbed, and once killed (SIGKILL; at times SIGINT) at random moments and begun again
// until it has been killed often enough. Both stores of alerts must hold the same, and be sound. Needs `npm run build`.
//   --kills N (20)  --days N (14)  --rows N (300000)  --seed N (1)  --keep
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const Libsql = createRequire(import.meta.url)('libsql')
const root = dirname(import.meta.dirname)
const main = join(root, 'dist/cli/main.js')
const text = { type: 'string' }
const { values } = parseArgs({ options: { kills: text, days: text, rows: text, seed: text, keep: { type: 'boolean' } } })
const [kills, days, rows] = [Number(values.kills ?? 20), Number(values.days ?? 14), values.rows ?? '300000']

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
let state = Number(values.seed ?? 1)
const random = () => {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const folder = mkdtempSync(join(tmpdir(), 'kqlc-kill-'))
process.on('exit', () => values.keep || rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'data')
const made = spawnSync(process.execPath, [main, 'demo', data, '--rows', rows, '--days', String(days + 1)], { encoding: 'utf8' })
if (made.status !== 0) throw new Error(made.stderr)
// The demo ends on a fixed day.
const to = /--now (\d{4}-\d\d-\d\d)/.exec(made.stderr)[1]
const from = new Date(Date.parse(to) - days * 86_400_000).toISOString()
const args = (store) => [main, 'run', join(root, 'test/alerts/rules'), '--data', data, '--from', from, '--to', to, '--store', store]

/** Runs a replay to its end, or kills it after a while: whether it was killed, and the milliseconds that it took. */
const replay = (store, killAfter) =>
  new Promise((resolve, reject) => {
    const begin = performance.now()
    const child = spawn(process.execPath, args(store), { stdio: ['ignore', 'ignore', 'pipe'] })
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const politely = random() < 0.25
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill(politely ? 'SIGINT' : 'SIGKILL'), killAfter)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const took = performance.now() - begin
      // Ctrl-C before the command listens for it ends Node itself.
      if (signal === 'SIGKILL' || (politely && (code === 130 || signal === 'SIGINT'))) resolve({ killed: true, took })
      else if (code === 0) resolve({ killed: false, took })
      else reject(new Error(`the replay ended with ${code ?? signal}\n${err}`))
    })
  })

const read = (path, use) => {
  const database = new Libsql(path)
  try {
    return use((query) => database.prepare(query).raw().all())
  } finally {
    database.close()
  }
}
const runsIn = (path) => {
  try {
    return read(path, (all) => all('SELECT count(*) FROM runs')[0][0])
  } catch {
    return 0 // killed before there was a store
  }
}
/** All that a store holds, as text; throws where SQLite finds it unsound. */
const dump = (path) =>
  read(path, (all) => {
    const sound = JSON.stringify([all('PRAGMA integrity_check'), all('PRAGMA foreign_key_check')])
    if (sound !== '[[["ok"]],[]]') throw new Error(`${path} is damaged: ${sound}`)
    return ['runs', 'alerts', 'entities'].map((table) => all(`SELECT * FROM ${table} ORDER BY 1, 2`).map((row) => JSON.stringify(row)))
  })

const whole = join(folder, 'whole.db')
const { took } = await replay(whole)
const expected = dump(whole)
const [runs, alerts, entities] = expected.map((table) => table.length)
console.log(`undisturbed: ${runs} runs, ${alerts} alerts, ${entities} entities in ${(took / 1000).toFixed(1)} s`)

const compare = (path) => {
  const found = dump(path)
  for (const [i, table] of ['runs', 'alerts', 'entities'].entries()) {
    const different = expected[i].findIndex((row, at) => row !== found[i][at])
    if (different < 0 && found[i].length === expected[i].length) continue
    console.error(
      `${path}: ${table} differ (${expected[i].length}, ${found[i].length}):\n${expected[i][different]}\n${found[i][different]}`,
    )
    process.exit(1)
  }
}

// A replay that finds all runs done: what it takes to start. It adds nothing.
const { took: start } = await replay(whole)
compare(whole)

let killed = 0
for (let round = 1; ; round++) {
  const store = join(folder, `killed-${round}.db`)
  const moments = []
  for (;;) {
    // Some kills come while it starts; the others leave the work for those that are still to come.
    const after = random() < 0.2 ? random() * start : start * 0.8 + random() * ((1.6 * took) / Math.max(kills, 4))
    const outcome = await replay(store, killed < kills ? after : undefined)
    if (!outcome.killed) break
    killed++
    moments.push(runsIn(store))
  }
  compare(store)
  console.log(`round ${round}: killed ${moments.length} times, with ${moments.join(', ')} of ${runs} runs done; then the same content`)
  if (killed >= kills) break
}
console.log(`${killed} kills, no difference`)
