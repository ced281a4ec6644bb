#!/usr/bin/env node
// make-series of a million groups of 24 points from half as many events as there are points: time, and the most memory that the process held.
//   node scripts/bench-make-series.mjs [--groups N] [--memory LIMIT]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { compile } from '../dist/index.js'

const { values } = parseArgs({ options: { groups: { type: 'string', default: '1000000' }, memory: { type: 'string', default: '3GB' } } })
const groups = Number(values.groups)
const folder = await mkdtemp(join(tmpdir(), 'kqlc-bench-'))
try {
  const options = { memory_limit: values.memory, temp_directory: join(folder, 'spill') }
  const connection = await (await DuckDBInstance.create(':memory:', options)).connect()
  const file = join(folder, 'events.parquet').replaceAll("'", "''")
  await connection.run(`COPY (
    SELECT (hash(i) % ${groups})::BIGINT AS Id, TIMESTAMP '2026-01-01' + INTERVAL 1 MINUTE * ((hash(i + 7777777) % 1440)::INTEGER) AS Time
    FROM range(${12 * groups}) AS rows(i)) TO '${file}'`)
  await connection.run(`CREATE VIEW Events AS SELECT * FROM '${file}'`)
  const kql = `Events
    | make-series Total = count() on Time from datetime(2026-01-01) to datetime(2026-01-02) step 1h by Id
    | summarize Series = count(), Points = sum(array_length(Total)), Events = sum(tolong(series_sum(Total)))`
  const { sql, macros } = compile(kql, { schemas: { Events: { Id: 'long', Time: 'datetime' } } })
  await connection.run(macros)
  const start = performance.now()
  const [row] = (await connection.runAndReadAll(sql)).getRows()
  const [series, points, events] = row.map(Number)
  if (points !== 24 * series || events !== 12 * groups) throw new Error(`${series} series hold ${points} points and ${events} events`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `make-series: ${series} series of 24 points from ${events} events in ${seconds} s, at most ${peak} MB (memory_limit ${values.memory})`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
