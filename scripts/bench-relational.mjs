#!/usr/bin/env node
// The macros that stand for series_decompose_anomalies in portable SQL work on lists, a series at a time. Here they stand against the same written as
// relations, by hand: points as rows, grouped for medians, lines and percentiles, joined, and gathered as lists again. Side by side in one process,
// medians of alternating runs; the results must be equal to 1e-9. The compiler writes no such form, since it is nowhere faster for many series. What it
// is faster for is some hundred series on several threads: they fit into one chunk, and that is one thread's work. Of many series it holds every point
// several times: 200,000 of 24 points do not fit into 4 GB.
//   node scripts/bench-relational.mjs [--runs N] [--threads N] [--memory LIMIT] [--series N --points N]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { compile } from '../dist/index.js'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
    memory: { type: 'string', default: '4GB' },
    series: { type: 'string' },
    points: { type: 'string', default: '312' },
  },
})
const runs = Number(values.runs)
const shapes = values.series
  ? [[Number(values.series), Number(values.points)]]
  : [
      [2000, 312],
      [10000, 24],
    ]

const spill = await mkdtemp(join(tmpdir(), 'kqlc-bench-'))
const options = { threads: values.threads, memory_limit: values.memory, temp_directory: spill }
const connection = await (await DuckDBInstance.create(':memory:', options)).connect()
await connection.run(compile('print series_decompose_anomalies(dynamic([1]))', { portable: true }).macros)

/** Seasons of a day with noise and outliers; some are short, some constant, some lack a value. */
const series = (count, points) => `
  SELECT setseed(0.5);
  CREATE OR REPLACE TABLE series AS
  SELECT id, list_transform(range(CASE WHEN id % 97 = 1 THEN 5 ELSE ${points} END), lambda i:
    CASE WHEN id % 97 = 2 THEN 7 WHEN id % 97 = 3 AND i = 4 THEN NULL
    ELSE 10 + 5 * sin(i * pi() / ${points > 100 ? 12 : 3}) + 3 * random() + CASE WHEN random() < 0.01 THEN 20 ELSE 0 END END)::DOUBLE[] AS y
  FROM range(${count}) AS s(id)`

/** As make-series leaves them: groups, which several threads read. */
const GROUPED = '(SELECT id, any_value(y) AS y FROM series GROUP BY id)'

const lists = (period) => `
  SELECT id, r.ad_flag AS flag, r.ad_score AS score, r.baseline AS baseline
  FROM (SELECT id, kql_series_decompose_anomalies(y, 1.5, ${period}, 'linefit', NULL, NULL, NULL) AS r FROM ${GROUPED})`

/** `period`: of a series y, 0 for none. The id stands for the number of the row that a compiler would have to give each series. */
const relations = (period) => `
  WITH
    known AS MATERIALIZED (SELECT id, y, ${period} AS period FROM ${GROUPED} WHERE len(y) > 0 AND kql_all_finite(y)),
    points AS MATERIALIZED (
      SELECT id, i, v, CASE WHEN period > 0 THEN (i - 1) % period END AS phase
      FROM (SELECT id, period, unnest(y) AS v, unnest(range(1, len(y) + 1)) AS i FROM known)),
    season AS (SELECT id, phase, median(v) AS middle FROM points WHERE phase IS NOT NULL GROUP BY id, phase),
    rest AS MATERIALIZED (
      SELECT id, i, v, coalesce(middle, 0) AS seasonal, v - coalesce(middle, 0) AS r FROM points LEFT JOIN season USING (id, phase)),
    line AS (SELECT id, coalesce(regr_slope(r, i), 0) AS slope, avg(r) AS level, avg(i) AS center FROM rest GROUP BY id),
    residual AS MATERIALIZED (
      SELECT id, i, seasonal + (level + slope * (i - center)) AS base, v - (seasonal + (level + slope * (i - center))) AS e FROM rest JOIN line USING (id)),
    bounds AS (
      SELECT id, q[1] AS low, q[2] AS high, q[2] - q[1] > 1e-12 * greatest(1, abs(q[1]), abs(q[2])) AS spread
      FROM (SELECT id, quantile_cont(e, [0.1, 0.9]) AS q FROM residual GROUP BY id)),
    scored AS (
      SELECT id, i, base, CASE
        WHEN spread AND e > high THEN (e - high) / (high - low) * 2.772605605507915
        WHEN spread AND e < low THEN (e - low) / (high - low) * 2.772605605507915
        ELSE 0 END::DOUBLE AS s
      FROM residual JOIN bounds USING (id)),
    gathered AS (
      SELECT id, list(CASE WHEN s > 1.5 THEN 1 WHEN s < -1.5 THEN -1 ELSE 0 END::BIGINT ORDER BY i) AS flag, list(s ORDER BY i) AS score,
        list(base ORDER BY i) AS baseline
      FROM scored GROUP BY id)
  SELECT id, flag, score, baseline FROM series LEFT JOIN gathered USING (id)`

const differences = (a, b) => `
  SELECT count(*) FROM (${a}) AS a FULL JOIN (${b}) AS b USING (id)
  WHERE a.flag IS DISTINCT FROM b.flag OR (a.score IS NULL) <> (b.score IS NULL)
    OR list_max(list_transform(list_concat(list_zip(a.score, b.score), list_zip(a.baseline, b.baseline)),
      lambda x: abs(x[1] - x[2]) / greatest(1, abs(x[2])))) > 1e-9`

const time = async (sql) => {
  const start = performance.now()
  await connection.run(`SELECT count(flag), count(score), count(baseline) FROM (${sql})`)
  return performance.now() - start
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
const shown = (n) => Math.round(n).toLocaleString('en')

try {
  for (const [count, points] of shapes) {
    await connection.run(series(count, points))
    for (const [name, given, computed] of [
      [`period given (${points > 100 ? 24 : 6})`, points > 100 ? 24 : 6, points > 100 ? 24 : 6],
      ['no period', 0, 0],
      ['period detected', -1, 'kql_best_period(y, 0.6)'],
    ]) {
      const forms = [lists(given), relations(computed)]
      const times = [[], []]
      for (let i = 0; i < runs; i++) for (const [k, form] of forms.entries()) times[k].push(await time(form))
      const [list, relation] = times.map((t) => (1000 * count) / median(t))
      const [[other]] = (await connection.runAndReadAll(differences(...forms))).getRows()
      if (Number(other) > 0) throw new Error(`${other} of ${count} series differ`)
      console.log(
        `${name}: macros ${shown(list)} series/s, as relations ${shown(relation)}, ratio ${(relation / list).toFixed(2)} (${count} series of ${points} points, ${values.threads} thread(s), medians of ${runs})`,
      )
    }
  }
} finally {
  await rm(spill, { recursive: true, force: true })
}
