#!/usr/bin/env node
// The seed rule from YAML to alerts: writes a store of events, compiles the rule, runs it, shows what it found.
//   node scripts/demo.mjs      needs the build; everything it writes is below demo/
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Table from 'cli-table3'
import { writeDemo } from '../dist/index.js'

process.chdir(dirname(import.meta.dirname))
const [store, sql] = ['demo/store', 'demo/sql']
const rules = 'rules'
const rule = join(
  rules,
  readdirSync(rules).find((name) => name.startsWith('MailItemsAccessedTimeSeries') && !name.endsWith('.test.yaml')),
)

const kqlc = (...args) => {
  const { status, stdout } = spawnSync(process.execPath, ['dist/cli/main.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}

const start = performance.now()
const { table, rows, now } = await writeDemo(store)
console.log(`${rows} events of ${table} in ${store}`)
kqlc('compile', rule, '-o', sql)
const alerts = JSON.parse(kqlc('run', rule, '--data', store, '--now', now, '--format', 'json'))
// The rule fixes no order.
const key = (alert) => [alert.Timestamp, alert.AccountDisplayName].join(' ')
alerts.sort((a, b) => (key(a) < key(b) ? -1 : 1))

// The result has all columns of the table; these tell the story.
const shown = ['Timestamp', 'Total', 'baseline', 'score', 'AccountDisplayName', 'IPAddress', 'ActionType', 'Application']
const columns = shown.filter((name) => alerts.length === 0 || name in alerts[0])
const text = (value) =>
  typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : String(value ?? '').replace(/\.0+Z$/, 'Z')
const list = new Table({ head: columns, style: { head: [], border: [], compact: true } })
for (const alert of alerts) list.push(columns.map((name) => text(alert[name])))
console.log(`\n${list.toString()}`)
const quoted = (path) => (/[^\w./-]/.test(path) ? `'${path}'` : path)
console.log(`
${alerts.length} alerts, ${((performance.now() - start) / 1000).toFixed(1)} s. The rule: ${rule}
The SQL: ${readdirSync(sql)
  .map((name) => join(sql, name))
  .join(', ')}

To go on with:
  npx kqlc run ${quoted(rule)} --data ${store} --now ${now} --chart
  npx kqlc run ${quoted(rule)} --data ${store} --now ${now} --report demo/report.html
  npx kqlc query '${table} | summarize count() by ActionType' --data ${store}
  npx kqlc explain ${quoted(rule)} --stage plan
  npx kqlc tables --data ${store}`)
