import { describe, expect, it } from 'vitest'
import {
  seriesDecompose,
  seriesDecomposeAnomalies,
  seriesDecomposeForecast,
  seriesFitLine,
  seriesOutliers,
  seriesSeasonal,
} from '../../src/series/index.ts'
import { expectClose, seasonalSeries } from './helpers.ts'

describe('seriesDecompose', () => {
  it('takes the median of each phase, then the mean of the rest', () => {
    // phases 1 2 9 → 2, 10 20 30 → 20; the rest −1 −10 0 0 7 10 has the mean 1
    const d = seriesDecompose([1, 10, 2, 20, 9, 30], { seasonality: 2 })!
    expect([...d.seasonal]).toEqual([2, 20, 2, 20, 2, 20])
    expect([...d.trend]).toEqual([1, 1, 1, 1, 1, 1])
    expect([...d.baseline]).toEqual([3, 21, 3, 21, 3, 21])
    expect([...d.residual]).toEqual([-2, -11, -1, -1, 6, 9])
    expect(d.period).toBe(2)
  })

  it('adds up for every option, with a detected and a given period', () => {
    const y = seasonalSeries(312, 24, 9)
    for (const seasonality of [-1, 0, 24, 500]) {
      for (const trend of ['avg', 'linefit', 'none'] as const) {
        for (const testPoints of [0, 40]) {
          const d = seriesDecompose(y, { seasonality, trend, testPoints })!
          for (let i = 0; i < y.length; i++) {
            expect(d.baseline[i]).toBe(d.seasonal[i]! + d.trend[i]!)
            expect(d.residual[i]).toBe(y[i]! - d.baseline[i]!)
          }
        }
      }
    }
  })

  it('fits the line to the deseasonalised learning points and extends it', () => {
    const y = seasonalSeries(120, 12, 4).map((v, i) => v + i)
    const d = seriesDecompose(y, { seasonality: 12, trend: 'linefit', testPoints: 24 })!
    const rest = y.map((v, i) => v - d.seasonal[i]!).subarray(0, 96)
    const line = seriesFitLine(rest)!
    expectClose(
      d.trend,
      y.map((_, i) => line.interception + line.slope * (i + 1)),
      1e-13,
    )
  })

  it('learns nothing from the test points', () => {
    const y = seasonalSeries(120, 12, 4)
    const changed = Float64Array.from(y, (v, i) => (i >= 96 ? Number.NaN : v))
    const a = seriesDecompose(y, { testPoints: 24 })!
    const b = seriesDecompose(changed, { testPoints: 24 })!
    expect(b.baseline).toEqual(a.baseline)
    expect(b.residual[95]).toBe(a.residual[95])
    expect(b.residual[96]).toBeNaN()
  })

  it('needs a period above the threshold', () => {
    const y = seasonalSeries(312, 24, 9)
    expect(seriesDecompose(y)!.period).toBe(24)
    const without = seriesDecompose(y, { seasonalityThreshold: 0.999 })!
    expect(without.period).toBe(0)
    expect(without.seasonal.every((v) => v === 0)).toBe(true)
  })

  it('gives the series back without season and trend', () => {
    const d = seriesDecompose([3, 1, 4, 1, 5], { seasonality: 0, trend: 'none' })!
    expect([...d.baseline]).toEqual([0, 0, 0, 0, 0])
    expect([...d.residual]).toEqual([3, 1, 4, 1, 5])
  })

  it('has no result without learning points or with a null among them', () => {
    expect(seriesDecompose([])).toBeUndefined()
    expect(seriesDecompose([1, 2, 3], { testPoints: 3 })).toBeUndefined()
    expect(seriesDecompose([1, Number.NaN, 3])).toBeUndefined()
    expect(seriesDecompose([1, 2, 3], { testPoints: 2, trend: 'linefit' })!.trend).toEqual(Float64Array.of(1, 1, 1))
  })
})

describe('seriesDecomposeAnomalies', () => {
  it('scores the residual and flags what passes the threshold', () => {
    const y = seasonalSeries(312, 24, 9)
    for (const threshold of [1.5, 3]) {
      for (const trend of ['avg', 'linefit', 'none'] as const) {
        const options = { seasonality: 24, trend, testPoints: 10 }
        const d = seriesDecompose(y, options)!
        const a = seriesDecomposeAnomalies(y, { ...options, threshold })!
        expect(a.baseline).toEqual(d.baseline)
        expect(a.score).toEqual(seriesOutliers(d.residual, { testPoints: 10 }))
        expect([...a.flag]).toEqual([...a.score].map((s) => (Math.abs(s) > threshold ? Math.sign(s) : 0)))
        expect(a.flag.some((f) => f !== 0)).toBe(true)
      }
    }
  })

  it('finds planted spikes and dips', () => {
    const y = Float64Array.from({ length: 240 }, (_, i) => 10 * Math.sin((2 * Math.PI * i) / 24) + ((i * 7919) % 13) / 13)
    y[100] = y[100]! + 30
    y[150] = y[150]! - 30
    const { flag, period } = seriesDecomposeAnomalies(y)!
    expect(period).toBe(24)
    expect(flag[100]).toBe(1)
    expect(flag[150]).toBe(-1)
  })

  it('has its own result arrays in every call', () => {
    const first = seriesDecomposeAnomalies(seasonalSeries(100, 10, 1))!
    const copy = Float64Array.from(first.score)
    seriesDecomposeAnomalies(seasonalSeries(100, 10, 2))
    expect(first.score).toEqual(copy)
  })
})

describe('seriesDecomposeForecast', () => {
  it('continues season and line', () => {
    const season = [0, 5, 9, 5]
    const y = Float64Array.from({ length: 48 }, (_, i) => (i < 40 ? season[i % 4]! + 0.5 * i : 0))
    const d = seriesDecomposeForecast(y, 8, { seasonality: 4 })!
    // a phase's median is the median of the line at it; over the learning points the season therefore swallows the line's steps within a period
    const line = seriesFitLine(Float64Array.from({ length: 40 }, (_, i) => y[i]! - d.seasonal[i]!))!
    for (let i = 40; i < 48; i++) expect(d.baseline[i]).toBeCloseTo(d.seasonal[i]! + line.interception + line.slope * (i + 1), 10)
    expect(seriesDecomposeForecast(y, 8, { seasonality: 4, trend: 'avg' })!.trend[0]).toBe(d.residual.length > 0 ? 0 : 1)
  })
})

describe('seriesSeasonal', () => {
  it('is the phase medians of a given period', () => {
    expect([...seriesSeasonal([1, 10, 2, 20, 9, 30], { period: 2 })!]).toEqual([2, 20, 2, 20, 2, 20])
    expect([...seriesSeasonal([1, 10, 2, 20, 9, 30], { period: 2, testPoints: 2 })!]).toEqual([1.5, 15, 1.5, 15, 1.5, 15])
    expect([...seriesSeasonal([4, 8], { period: 5 })!]).toEqual([4, 8])
  })

  it('is zero without a period', () => {
    expect([...seriesSeasonal([4, 8, 1, 9])!]).toEqual([0, 0, 0, 0])
    expect([...seriesSeasonal([4, 8, 1, 9], { period: 0 })!]).toEqual([0, 0, 0, 0])
  })

  it('has no result with a null', () => {
    expect(seriesSeasonal([1, Number.NaN, 3, 4], { period: 2 })).toBeUndefined()
  })
})
