import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'
import * as s from '../../src/series/index.ts'
import { openPortable, type Portable } from '../run/portable.ts'

// Results of the real engine that are kept outside the project; without them there is nothing to check here.
const shared = process.env.KQLC_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url))

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Row = { [key: string]: Json }

function lines(file: string): Row[] {
  const path = `${shared}/${file}`
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}

/** Elements in Float64Array form; the engine writes NaN and infinities as strings. */
const numbers = (value: Json | undefined): Float64Array =>
  Float64Array.from(value as Json[], (v) => (v === null ? Number.NaN : typeof v === 'boolean' ? Number(v) : Number(v)))

function close(got: unknown, want: Json | undefined, limit: (w: number) => number): void {
  const g = got instanceof Float64Array ? got : Float64Array.of(got as number)
  const w = Array.isArray(want) ? numbers(want) : Float64Array.of(Number(want))
  expect(g.length).toBe(w.length)
  for (let i = 0; i < w.length; i++) {
    if (Number.isNaN(w[i])) expect(g[i]).toBeNaN()
    else expect(Math.abs(g[i]! - w[i]!), `element ${i}: ${g[i]} instead of ${w[i]}`).toBeLessThanOrEqual(limit(w[i]!))
  }
}

/** The arguments of a pair under the names of the pairs file, in the order of the function's parameters. */
const parameterNames: Readonly<Record<string, readonly string[]>> = {
  series_outliers: ['kind', 'ignore_val', 'min_percentile', 'max_percentile'],
  series_periods_detect: ['min_period', 'max_period', 'num_periods'],
  series_seasonal: ['period'],
  series_fit_line: [],
  series_fit_2lines: [],
  series_decompose: ['seasonality', 'trend', 'test_points', 'seasonality_threshold'],
  series_decompose_anomalies: ['threshold', 'seasonality', 'trend', 'test_points', 'ad_method', 'seasonality_threshold'],
  series_decompose_forecast: ['points', 'seasonality', 'trend', 'seasonality_threshold'],
}

type Given = readonly (number | string | null)[]
/** The outputs of a function of this name; undefined where it has no such form. */
type Call = (name: string, series: Float64Array, given: Given) => Promise<readonly unknown[]>

const direct: Call = async (name, series, given) => s.SERIES_FUNCTIONS[name]!.call([series, ...given])

/** A call in a query; arguments that are left out at the end are left out there too, others get their default. */
const inQuery =
  (query: (kql: string) => Promise<{ readonly rows: readonly (readonly unknown[])[] }>): Call =>
  async (name, series, given) => {
    const { outputs, parameters, result } = s.SERIES_FUNCTIONS[name]!
    const last = given.findLastIndex((g) => g !== null)
    const args = given.slice(0, last + 1).map((g, i) => {
      const value = g ?? parameters[i + 1]!.default
      return Number.isNaN(value) ? 'real(nan)' : JSON.stringify(value)
    })
    const names = outputs.map((_, i) => `c${i}`).join(', ')
    const y = JSON.stringify(Array.from(series, (v) => (Number.isNaN(v) ? null : v)))
    const { rows } = await query(
      `datatable(y:dynamic)[dynamic(${y})] | project ${result === 'columns' ? `(${names})` : names} = ${name}(${['y', ...args].join(', ')})`,
    )
    return outputs.map((_, i) => {
      const cell = rows[0]![i] as Json
      return Array.isArray(cell) ? numbers(cell) : cell
    })
  }

async function callPair(pair: Row, call: Call): Promise<{ [name: string]: unknown }> {
  const name = pair.function as string
  const series = numbers(pair.input)
  const params = pair.params as Row
  const given =
    name === 'series_periods_validate'
      ? [...numbers(params.periods)]
      : parameterNames[name]!.map((p) => (params[p] ?? null) as number | string | null)
  const entry = s.SERIES_FUNCTIONS[name]!
  const results = await call(name, series, given)
  const named: { [name: string]: unknown } = Object.fromEntries(entry.outputs.map((o, i) => [o.name, results[i]]))
  // The period that was found is no output of the engine's function, but some pairs know it
  if (name === 'series_decompose') named.period = s.seriesDecompose(series)?.period
  if (name === 'series_decompose_anomalies')
    named.period = s.seriesDecomposeAnomalies(series, { trend: params.trend === 'linefit' ? 'linefit' : 'avg' })?.period
  return named
}

async function checkPair(pair: Row, call: Call): Promise<void> {
  const tolerance = (pair.tolerance ?? 1e-12) as number
  const limit = (w: number) => (pair.abs_tolerance as number | undefined) ?? tolerance * Math.max(1, Math.abs(w))
  const got = await callPair(pair, call)
  if (Array.isArray(pair.output)) {
    close(got[''], pair.output, limit)
    return
  }
  const output = pair.output as Row
  const at = output.at === undefined ? undefined : (output.at as number[])
  for (const [key, want] of Object.entries(output)) {
    if (key === 'at') continue
    if (key === 'line_fit_inner') close((got.line_fit as Float64Array).slice(1, -1), want, limit)
    else if (key === 'baseline_truncated') close((got.baseline as Float64Array).map(Math.trunc), want, () => 0)
    else if (key === 'flagged') expect([...(got.ad_flag as Float64Array)].flatMap((f, i) => (f === 0 ? [] : [i]))).toEqual(want)
    else if (key === 'scores_at') {
      const { index, score } = want as { index: number[]; score: number[] }
      close(
        Float64Array.from(index, (i) => (got.ad_score as Float64Array)[i]!),
        score,
        limit,
      )
    } else {
      const value = got[key] as Float64Array | number
      const part = value instanceof Float64Array && Array.isArray(want)
      close(part ? (at === undefined ? value.slice(0, want.length) : Float64Array.from(at, (i) => value[i]!)) : value, want, limit)
    }
  }
}

const pairs = lines('series/pairs.jsonl').filter((pair) => pair.expect === 'match')

describe.runIf(pairs.length > 0)('pairs of the real engine', () => {
  let engine: Engine
  let portable: Portable
  beforeAll(async () => {
    engine = await openEngine()
    portable = await openPortable('2026-01-01T00:00:00Z')
  })
  afterAll(async () => {
    await engine.close()
    portable.close()
  })

  let checked = 0
  it.each(pairs.map((pair) => [pair.id as string, pair] as const))('%s', async (_, pair) => {
    await checkPair(pair, direct)
    checked++
  })
  it.each(pairs.map((pair) => [pair.id as string, pair] as const))('%s, registered', async (_, pair) => {
    await checkPair(
      pair,
      inQuery((kql) => engine.query(kql)),
    )
  })
  const macros = pairs.filter((pair) => pair.function !== 'series_fit_2lines')
  it.each(macros.map((pair) => [pair.id as string, pair] as const))('%s, portable', async (_, pair) => {
    await checkPair(
      pair,
      inQuery((kql) => portable.query(kql)),
    )
  })
  it('notices a wrong value', async () => {
    const pair = pairs.find((p) => p.function === 'series_outliers')!
    const output = [...(pair.output as number[])]
    output[0] = output[0]! + 1e-9
    await expect(checkPair({ ...pair, output }, direct)).rejects.toThrow('element 0')
  })
  afterAll(() => console.log(`recorded pairs of series functions checked: ${checked} of ${pairs.length} that are to match`))
})

type Evaluate = (column: (name: string) => Float64Array) => readonly unknown[]

/** A case of the recorded results, what to compute from the columns of a row, and the columns that hold it; exact to the last bit unless a tolerance is given. */
type Case = readonly [id: string, columns: readonly string[], evaluate: Evaluate, tolerance?: number]
const cases: readonly Case[] = [
  ['doc-series-abs-function-00', ['arr_abs'], (c) => [s.seriesAbs(c('arr'))]],
  ['doc-series-acos-function-00', ['arr_acos'], (c) => [s.seriesAcos(c('arr'))]],
  ['doc-series-atan-function-00', ['arr_atan'], (c) => [s.seriesAtan(c('arr'))]],
  ['doc-series-sin-function-00', ['arr_sin'], (c) => [s.seriesSin(c('arr'))]],
  ['doc-series-tan-function-00', ['arr_tan'], (c) => [s.seriesTan(c('arr'))], 1e-15],
  ['doc-series-exp-function-00', ['s_exp'], (c) => [s.seriesExp(c('s'))], 1e-15],
  ['doc-series-ceiling-function-00', ['s_ceiling'], (c) => [s.seriesCeiling(c('s'))]],
  ['doc-series-add-function-00', ['s1_add_s2'], (c) => [s.seriesAdd(c('s1'), c('s2'))]],
  ['doc-series-equals-function-00', ['s1_equals_s2'], (c) => [s.seriesEquals(c('s1'), c('s2'))]],
  ['doc-series-less-function-00', ['s1_less_s2'], (c) => [s.seriesLess(c('s1'), c('s2'))]],
  ['doc-series-less-equals-function-00', ['s1_less_equals_s2'], (c) => [s.seriesLessEquals(c('s1'), c('s2'))]],
  ['doc-series-dot-product-function-01', ['s1_dot_product_s2'], (c) => [s.seriesDotProduct(c('s1'), c('s2')[0]!)]],
  ['doc-series-cosine-similarity-function-00', ['cosine_similarity'], (c) => [s.seriesCosineSimilarity(c('s1'), c('s2'))]],
  ['doc-series-pearson-correlation-function-00', ['correlation_coefficient'], (c) => [s.seriesPearsonCorrelation(c('s1'), c('s2'))]],
  ['r2-window-series-scan-0043', ['pf'], (c) => [s.seriesPearsonCorrelation(c('s'), c('s'))]],
  ['doc-series-sum-function-00', ['series_sum'], (c) => [s.seriesSum(c('arr'))]],
  ['doc-series-product-function-00', ['series_product'], (c) => [s.seriesProduct(c('arr'))]],
  ['doc-series-fill-forward-function-00', ['fill_forward'], (c) => [s.seriesFillForward(c('arr'))]],
  ['doc-series-fill-backward-function-00', ['fill_backward'], (c) => [s.seriesFillBackward(c('arr'))]],
  [
    'doc-series-fill-linear-function-00',
    ['without_args', 'with_edges', 'wo_edges', 'with_const'],
    (c) => {
      // the second row is the one of integers: its value at 2 is 36 behind a gap of 75, whose middle the engine cuts to 73
      const integral = c('without_args')[2] === 73
      const fill = (options: s.FillLinearOptions) => s.seriesFillLinear(c('arr'), { integral, ...options })
      return [fill({}), fill({ fillEdges: true }), fill({ fillEdges: false }), fill({ constant: 314159 / 1e5 })]
    },
  ],
  ['series-fir-function-01', ['diff'], (c) => [s.seriesFir(c('value'), [1, -1], { normalize: false })]],
  [
    'series-fir-function-00',
    ['5h_MovingAvg', '5h_MovingAvg_centered'],
    (c) => [s.seriesFir(c('val'), [1, 1, 1, 1, 1]), s.seriesFir(c('val'), [1, 1, 1, 1, 1], { normalize: true, center: true })],
    1e-15,
  ],
  ['doc-series-iir-function-01', ['dd'], (c) => [s.seriesIir(c('d'), [1], [1, -1])!.at(-1)]],
  [
    'series-fit-line-function-00',
    ['RSquare', 'Slope', 'Variance', 'RVariance', 'Interception', 'LineFit'],
    (c) => {
      const f = s.seriesFitLine(c('y'))!
      return [f.rsquare, f.slope, f.variance, f.rvariance, f.interception, f.lineFit]
    },
    1e-14,
  ],
  [
    'series-fit-2lines-function-00',
    ['LineFit', 'LineFit2'],
    (c) => [s.seriesFitLine(c('y'))!.lineFit, s.seriesFit2Lines(c('y'))!.lineFit],
    1e-14,
  ],
  [
    'series-fit-line-function-00',
    ['Slope', 'LineFit', 'RVariance'],
    (c) => {
      const f = s.seriesFitPoly(c('y'))!
      return [f.coefficients[0], f.polyFit, f.rvariance]
    },
    1e-14,
  ],
  ['series-outliers-function-00', ['outliers'], (c) => [s.seriesOutliers(c('series'))], 1e-14],
  [
    'series-decompose-anomalies-function-01',
    ['series_decompose_anomalies_y_ad_flag', 'series_decompose_anomalies_y_ad_score', 'series_decompose_anomalies_y_baseline'],
    (c) => {
      const a = s.seriesDecomposeAnomalies(c('y'))!
      return [s.seriesMultiply(10, a.flag), a.score, a.baseline]
    },
  ],
  [
    'series-decompose-function-00',
    ['series_decompose_y_baseline', 'series_decompose_y_seasonal', 'series_decompose_y_trend', 'series_decompose_y_residual'],
    (c) => {
      const d = s.seriesDecompose(c('y'))!
      return [d.baseline, d.seasonal, d.trend, d.residual]
    },
  ],
  [
    'series-decompose-function-02',
    ['series_decompose_y_baseline', 'series_decompose_y_seasonal', 'series_decompose_y_trend', 'series_decompose_y_residual'],
    (c) => {
      const d = s.seriesDecompose(c('y'), { trend: 'linefit' })!
      return [d.baseline, d.seasonal, d.trend, d.residual]
    },
    1e-14,
  ],
]

const recorded = new Map(lines('truth/cases.jsonl').map((row) => [row.id as string, row]))

describe.runIf(recorded.size > 0)('recorded cases of the real engine', () => {
  it.each(cases.map((c) => [c[0], c] as const))('%s', (_, [id, columns, evaluate, tolerance = 0]) => {
    const record = recorded.get(id)!
    const names = (record.columns as { name: string }[]).map((c) => c.name)
    const rows = record.rows as Json[][]
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const got = evaluate((name) => {
        const value = row[names.indexOf(name)]
        return numbers(Array.isArray(value) ? value : [value as Json])
      })
      columns.forEach((column, i) => {
        close(got[i], row[names.indexOf(column)], (w) => tolerance * Math.max(1, Math.abs(w)))
      })
    }
  })

  it.each([['doc-series-stats-function-00', 'doc-series-stats-dynamic-function-00']])('%s, %s', (id, dynamicId) => {
    // both print the same fifteen numbers, which only the query's text holds
    const text = recorded.get(id)!.kql as string
    const series = numbers(JSON.parse(text.slice(text.indexOf('['), text.indexOf(']') + 1)) as Json)
    const stats = s.SERIES_FUNCTIONS.series_stats!
    expect(stats.call([series])).toEqual((recorded.get(id)!.rows as Json[][])[0])
    expect(stats.outputs.map((o) => s.seriesColumnName('series_stats', 'x', o))).toEqual(
      (recorded.get(id)!.columns as { name: string }[]).map((c) => c.name),
    )
    const bag = s.SERIES_FUNCTIONS.series_stats_dynamic!
    const want = (recorded.get(dynamicId)!.rows as Row[][])[0]![0]!
    expect(Object.fromEntries(bag.call([series]).map((v, i) => [bag.outputs[i]!.name, v]))).toEqual(want)
    expect(bag.outputs.map((o) => o.name)).toEqual(Object.keys(want))
  })
})
