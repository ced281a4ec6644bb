/** Through SQL the series functions give what the mathematics gives: with functions in JavaScript, and with macros alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile, type Engine, openEngine } from '../../src/index.ts'
import { SERIES_FUNCTIONS, type SeriesArgument, type SeriesFunction } from '../../src/series/index.ts'
import { seasonalSeries } from '../series/helpers.ts'
import { openPortable, type Portable } from './portable.ts'

const NOW = '2026-01-31T12:00:00Z'
let engine: Engine
let portable: Portable
beforeAll(async () => {
  engine = await openEngine({ now: NOW })
  portable = await openPortable(NOW)
})
afterAll(async () => {
  await engine.close()
  portable.close()
})

/** No macro stands for these. */
const REGISTERED_ONLY = [
  'series_fft',
  'series_fit_2lines',
  'series_fit_2lines_dynamic',
  'series_fit_poly',
  'series_fir',
  'series_ifft',
  'series_iir',
]

type Elements = readonly (number | null)[]

/** Series of many kinds: whole numbers, reals, nulls in all places, infinities not, empty, of one element, constant, periodic. */
const SERIES: readonly Elements[] = [
  [1, 2, 4, 2, 1, 2, 4, 2, 1, 2, 4, 9],
  [0.5, -1.25, 2, 3.75, -0.125, 0],
  [null, 1, null, null, 4, null],
  [null, 1.5, null, 3, null, null, 2],
  [null, null],
  [],
  [7],
  [-2.5],
  [3, 3, 3, 3, 3, 3, 3, 3],
  Array.from(seasonalSeries(72, 12, 3)),
  Array.from(seasonalSeries(50, 7, 1), Math.round),
  Array.from(seasonalSeries(61, 9, 2)),
]

/** Further arguments of functions that take some, as they stand in a query; the series itself comes first, `z` is a second one. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  series_decompose: ['', ', 12', ', 12, "linefit"', ', 0, "none"', ', -1, "avg", 6', ', 7, "linefit", 5, 0.2'],
  series_decompose_anomalies: [
    '',
    ', 2.5',
    ', 1.5, 12, "linefit", 4',
    ', 1.0, -1, "avg", 0, "tukey"',
    ', 1.5, -1, "none", 0, "ctukey", 0.1',
  ],
  series_decompose_forecast: [', 3', ', 6, 12', ', 6, 12, "avg"', ', 2, -1, "linefit", 0.1'],
  series_seasonal: ['', ', 12', ', 7, 3', ', -1, 2'],
  series_outliers: ['', ', "ctukey", 3', ', "tukey"', ', "ctukey", 0, 20.0, 80.0', ', "ctukey", 0, 10.0, 90.0, 2'],
  series_periods_detect: [', 0.0, 100.0, 3', ', 4, 20, 1'],
  series_periods_validate: [', 12', ', 12, 7, 4.5'],
  series_fir: [', dynamic([1, 1, 1])', ', dynamic([1, -1])', ', dynamic([1, 2]), false', ', dynamic([1, 1, 2]), true, true'],
  series_iir: [', dynamic([1]), dynamic([1, -1])', ', dynamic([0.5, 0.25]), dynamic([2])'],
  series_fill_backward: ['', ', 2', ', real(null)'],
  series_fill_forward: ['', ', 2', ', real(null)'],
  series_fill_const: ['', ', 5', ', 0.5', ', 5, 2'],
  series_fill_linear: ['', ', real(null), false', ', real(null), true, 3.5', ', 2', ', real(null), true, real(null)'],
  series_stats: ['', ', true'],
  series_stats_dynamic: ['', ', true'],
  series_fit_poly: ['', ', z, 2', ', dynamic([1, 2, 3, 4, 5, 6, 7]), 2'],
  series_fft: ['', ', z'],
  series_ifft: ['', ', z'],
  series_cosine_similarity: [', z', ', z, 2.0, 4.0'],
  series_pearson_correlation: [', z'],
}

const callsOf = (name: string, f: SeriesFunction): readonly string[] =>
  CALLS[name] ?? (f.parameters[0]?.type === 'operand' ? [', z', ', 2', ', 0.5', ', 0'] : [''])

/** A query's argument as the mathematics takes it. */
const argumentOf = (text: string, z: Float64Array): SeriesArgument => {
  const list = /^dynamic\((.*)\)$/.exec(text)?.[1]
  if (text === 'z') return z
  if (list !== undefined) return Float64Array.from(JSON.parse(list) as number[])
  if (text === 'real(null)') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return text.startsWith('"') ? text.slice(1, -1) : Number(text)
}

const argumentsOf = (call: string, y: Float64Array, z: Float64Array): SeriesArgument[] => [
  y,
  ...call
    .split(/, (?![^(]*\])/)
    .slice(1)
    .map((text) => argumentOf(text, z)),
]

const typed = (elements: Elements): Float64Array => Float64Array.from(elements, (v) => v ?? Number.NaN)

/** What a cell should be; comparisons give booleans. */
const cellOf = (value: Float64Array | number | null, kind: string): unknown =>
  value instanceof Float64Array ? Array.from(value, (v) => (kind === 'bool[]' && !Number.isNaN(v) ? v !== 0 : v)) : value

const close = (got: unknown, want: unknown, where: string): void => {
  if (Array.isArray(want)) {
    expect(Array.isArray(got) && got.length, where).toBe(want.length)
    for (const [i, w] of want.entries()) close((got as unknown[])[i], w, `${where}[${i}]`)
  } else if (typeof want === 'number' && typeof got === 'number') {
    expect(Math.abs(got - want), `${where}: ${got} instead of ${want}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(want)))
  } else if (typeof want === 'number' && !Number.isFinite(want)) {
    // The mathematics has NaN for null too; NaN and infinities are text in cells
    expect(got === null || got === String(want), `${where}: ${got} instead of ${want}`).toBe(true)
  } else expect(got ?? null, where).toBe(want)
}

/** Pairs of series that a call takes. */
const PAIRS = SERIES.flatMap((y, i) => [
  [y, SERIES[(i + 1) % SERIES.length] as Elements],
  [y, y],
]) as readonly (readonly [Elements, Elements])[]

const WAYS = ['registered', 'portable'] as const
const functions = Object.entries(SERIES_FUNCTIONS).flatMap(([name, f]) =>
  WAYS.filter((way) => way === 'registered' || !REGISTERED_ONLY.includes(name)).map((way) => [name, way, f] as const),
)

describe.each(functions)('%s, %s', (name, way, f) => {
  it.each(callsOf(name, f))('(y%s)', async (call) => {
    const rows = PAIRS.map(([y, z]) => `dynamic(${JSON.stringify(y)}), dynamic(${JSON.stringify(z)})`)
    const columns = f.result === 'columns' ? `(${f.outputs.map((_, i) => `c${i}`).join(', ')})` : 'c0'
    const native = 'y = series_fill_const(y, real(null)), z = series_fill_const(z, real(null))'
    for (const prepare of ['', `| extend ${native}`]) {
      const result = await (way === 'portable' ? portable : engine).query(
        `datatable(y:dynamic, z:dynamic)[${rows.join(', ')}] ${prepare} | project ${columns} = ${name}(y${call})`,
      )
      for (const [i, [y, z]] of PAIRS.entries()) {
        const integral = y.every((v) => v === null || Number.isInteger(v))
        const want = f.call(argumentsOf(call, typed(y), typed(z)), integral && name.startsWith('series_fill'))
        const row = result.rows[i] ?? []
        const where = `${name}(${JSON.stringify(y)}${call}) z = ${JSON.stringify(z)} ${prepare}`
        if (f.result === 'bag') {
          const bag = want.every((v) => v === null)
            ? null
            : Object.fromEntries(f.outputs.map((o, k) => [o.name, cellOf(want[k] ?? null, o.kind)]))
          if (bag === null) expect(row[0]).toBe(null)
          else for (const [key, value] of Object.entries(bag)) close((row[0] as Record<string, unknown>)[key], value, `${where}.${key}`)
        } else for (const [k, o] of f.outputs.entries()) close(row[k], cellOf(want[k] ?? null, o.kind), `${where}.${o.name}`)
      }
    }
  })
})

it.each(REGISTERED_ONLY)('%s is refused in portable SQL, at its place', (name) => {
  const f = SERIES_FUNCTIONS[name] as SeriesFunction
  const args = f.parameters.filter((p) => p.type === 'series').map(() => 'dynamic([1, 2])')
  const query = `print a = 1 | extend b = ${name}(${args.join(', ')})`
  const { sql, diagnostics } = compile(query, { portable: true })
  expect(sql).toBe('')
  expect(diagnostics).toMatchObject([{ code: 'KQL0392', severity: 'error', span: { start: query.indexOf(name) } }])
  expect(diagnostics[0]?.message).toContain(`'${name}'`)
  expect(compile(query).functions).toEqual([name])
})
