#!/usr/bin/env node
// How fast the demo's rule runs as kqlc compiles it, against the best SQL that a person wrote for it, and against the compiled SQL without the
// optimiser's passes: in one process, alternating, medians.
//   node scripts/bench-rule.mjs [--rows N] [--runs N] [--threads N] [--most RATIO]      (exit code 1 above RATIO)
// The store (some 0.6 GB for 5,000,000 rows) is written once, into the folder for temporary files, and kept there.
import { existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { loadRules, openEngine, registerFunctions, writeDemo } from '../dist/index.js'
import { inner } from './inner.mjs'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000000' },
    runs: { type: 'string', default: '7' },
    threads: { type: 'string', default: '2' },
    most: { type: 'string' },
  },
})

const folder = join(tmpdir(), 'kqlc-bench', `events-${values.rows}`)
const marker = join(tmpdir(), 'kqlc-bench', `events-${values.rows}.making`)
if (!existsSync(folder)) {
  // A store that is cut short must not be taken for a whole one.
  await rm(marker, { recursive: true, force: true })
  const { rows } = await writeDemo(marker, { rows: Number(values.rows) })
  await rename(marker, folder)
  console.log(`${rows} events written to ${folder}`)
}
const [table] = readdirSync(folder)
const days = readdirSync(join(folder, table)).sort()
const dayOf = (name) => /\d{4}-\d\d-\d\d/.exec(name)[0]
const run = dayOf(days.at(-1))
const day = (ago) => new Date(Date.parse(run) - ago * 86_400_000).toISOString().slice(0, 10)
const now = `${run} 12:00:00`
const { rules } = await loadRules(['rules'])
const rule = rules.find((r) => r.name?.includes('Solarigate'))

/** The files of the days from one to another, as a list in SQL. */
const files = (from, to) =>
  `[${days
    .filter((d) => dayOf(d) >= from && dayOf(d) <= to)
    .map((d) => `'${join(folder, table, d).replaceAll("'", "''")}/*.parquet'`)
    .join(', ')}]`

// The cheap tests first, in a form that goes into the scan; JSON is read for the rows that are left. One text in a hundred is cut off
// here: to leave it out beforehand is faster than to try.
const counted = `strlen(ActionType) = 17 AND lower(ActionType) = 'mailitemsaccessed'
      AND CASE WHEN contains(lower(Application), 'exchange') THEN regexp_matches(Application, '(?i)(?:^|[^\\pL\\pN])exchange(?:$|[^\\pL\\pN])') ELSE false END
      AND CASE WHEN suffix(RawEventData, '}') THEN TRY(json_extract_string(RawEventData, '$.ResultStatus')) END = 'Succeeded'`

// What a person would write who knows the store: literal times, only the days that count, the second scan only for flagged hours.
const handWritten = `
  WITH hours AS (
    SELECT time_bucket(INTERVAL 1 HOUR, Timestamp) AS hour, count(*) AS total
    FROM read_parquet(${files(day(14), day(2))})
    WHERE Timestamp >= TIMESTAMP '${day(14)}' AND Timestamp < TIMESTAMP '${day(1)}'
      AND ${counted}
    GROUP BY hour
  ),
  series AS (
    SELECT list("at" ORDER BY "at") AS "at", list(coalesce(total, 0)::DOUBLE ORDER BY "at") AS total
    FROM range(TIMESTAMP '${day(14)}', TIMESTAMP '${day(1)}', INTERVAL 1 HOUR) AS axis("at") LEFT JOIN hours ON hour = "at"
  ),
  scored AS (SELECT "at", total, series_decompose_anomalies(total, 1.5, -1, 'linefit', NULL, NULL, NULL) AS d FROM series),
  points AS (
    SELECT unnest("at") AS "at", unnest(total) AS total, unnest(d.ad_flag) AS flag, unnest(d.ad_score) AS score, unnest(d.baseline) AS baseline FROM scored
  ),
  alerts AS (SELECT * FROM points WHERE flag > 0 AND "at" > TIMESTAMP '${day(2)} 12:00:00')
  SELECT alerts."at", total, trunc(baseline)::BIGINT AS baseline, flag, score, events.*
  FROM read_parquet(${files(day(2), day(0))}) AS events JOIN alerts ON events.Timestamp = alerts."at"
  WHERE events.Timestamp > TIMESTAMP '${day(2)} 12:00:00'
    AND ${counted}`

const { compileWith, catalogOf, ticksOf, dialects } = await inner()
const compiled = (plain) =>
  compileWith(rule.query, { catalog: catalogOf(undefined), dialect: dialects.duckdb, now: ticksOf(`${now.replace(' ', 'T')}Z`), plain })

const connection = await (await DuckDBInstance.create(':memory:', { threads: values.threads })).connect()
await registerFunctions(connection, ['series_decompose_anomalies'])
const store = await openEngine({ data: folder })
for (const { sql } of await store.tables()) await connection.run(sql)
await store.close()
for (const { text } of compiled(false).macroList) await connection.run(text)
for (const { text } of compiled(true).macroList) await connection.run(text)

const statements = { 'by hand': handWritten, compiled: compiled(false).sql, 'without passes': compiled(true).sql }
const times = Object.fromEntries(Object.keys(statements).map((name) => [name, []]))
const work = Object.fromEntries(Object.keys(statements).map((name) => [name, []]))
const found = {}
for (let i = 0; i <= Number(values.runs); i++) {
  for (const [name, sql] of Object.entries(statements)) {
    const [start, used] = [performance.now(), process.cpuUsage()]
    const reader = await connection.runAndReadAll(sql)
    // The first round warms up.
    const { user, system } = process.cpuUsage(used)
    if (i > 0) {
      times[name].push(performance.now() - start)
      work[name].push((user + system) / 1000)
    }
    found[name] = reader
      .getRowsJson()
      .map((row) => String([row[0], Number(row[1]), Number(row[2])]))
      .sort()
      .join(' ')
  }
}
if (new Set(Object.values(found)).size !== 1 || found.compiled === '') throw new Error(`the rows differ: ${JSON.stringify(found, null, 2)}`)
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
for (const name of Object.keys(statements))
  console.log(
    `${name.padEnd(15)} ${median(times[name]).toFixed(0).padStart(6)} ms, ${median(work[name]).toFixed(0).padStart(6)} ms of the processors`,
  )
// Elapsed time says what a user sees; where other work shares the processors, theirs says more.
const compare = (list, a, b) => (median(list[a]) / median(list[b])).toFixed(2)
const ratio = compare(times, 'compiled', 'by hand')
console.log(
  `compiled / by hand ${ratio} (processors ${compare(work, 'compiled', 'by hand')}); without passes / by hand ${compare(times, 'without passes', 'by hand')} (processors ${compare(work, 'without passes', 'by hand')}); ${values.rows} rows, ${values.threads} threads, medians of ${values.runs}`,
)
if (values.most && Number(ratio) > Number(values.most)) process.exitCode = 1
