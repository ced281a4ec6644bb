#!/usr/bin/env node
// How fast a series function runs inside DuckDB against the same function called in a plain loop, and the macro that stands for it in portable SQL:
// side by side in one process, medians of alternating runs. The macro runs on fewer series.
//   node scripts/bench-series.mjs [--series N] [--points N] [--runs N] [--least RATIO]      (exit code 1 below RATIO)
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { compile, registerFunctions, seriesDecomposeAnomalies } from '../dist/index.js'

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '20000' },
    points: { type: 'string', default: '312' },
    runs: { type: 'string', default: '5' },
    least: { type: 'string' },
  },
})
const [count, points, runs] = [values.series, values.points, values.runs].map(Number)

const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
await registerFunctions(connection, ['series_decompose_anomalies'])
await connection.run(compile('print series_decompose_anomalies(dynamic([1]))', { portable: true }).macros)
await connection.run(`
  SELECT setseed(0.5);
  CREATE TABLE t AS
  SELECT list(10 + 5 * sin(i * pi() / 12) + 3 * random() + CASE WHEN random() < 0.01 THEN 20 ELSE 0 END ORDER BY i) AS y
  FROM range(${count}) AS s(id), range(${points}) AS p(i) GROUP BY id`)

// The same series outside, without DuckDB's objects.
const flat = new Float64Array(count * points)
const reader = await connection.runAndReadAll('SELECT unnest(y) FROM t')
flat.set(reader.getColumns()[0])
const series = Array.from({ length: count }, (_, i) => flat.subarray(i * points, (i + 1) * points))

const cases = {
  'period given (24)': { sql: "1.5, 24, 'linefit', NULL, NULL, NULL", options: { seasonality: 24, trend: 'linefit' } },
  'period detected': { sql: "1.5, -1, 'linefit', NULL, NULL, NULL", options: { trend: 'linefit' } },
}

const time = async (run) => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

let worst = Number.POSITIVE_INFINITY
for (const [name, { sql, options }] of Object.entries(cases)) {
  let kept = 0
  const plain = () => {
    for (const y of series) kept += seriesDecomposeAnomalies(y, options)?.flag.length ?? 0
  }
  const inside = () => connection.run(`SELECT count(series_decompose_anomalies(y, ${sql})) FROM t`)
  const few = Math.max(1, Math.round(count / 40))
  const macro = () => connection.run(`SELECT count(kql_series_decompose_anomalies(y, ${sql})) FROM (FROM t LIMIT ${few})`)
  const times = [[], [], []]
  for (let i = 0; i < runs; i++) {
    times[0].push(await time(plain))
    times[1].push(await time(inside))
    times[2].push(await time(macro))
  }
  const [loop, udf, macros] = times.map((list, i) => (1000 * (i === 2 ? few : count)) / median(list))
  worst = Math.min(worst, udf / loop)
  const shown = (n) => Math.round(n).toLocaleString('en')
  console.log(
    `${name}: plain loop ${shown(loop)} series/s, in DuckDB ${shown(udf)}, ratio ${(udf / loop).toFixed(2)}; as a macro ${shown(macros)} (${count} series of ${points} points, one thread, medians of ${runs})`,
  )
  if (kept !== runs * count * points) throw new Error('some series have no result')
}
if (values.least && worst < Number(values.least)) process.exitCode = 1
