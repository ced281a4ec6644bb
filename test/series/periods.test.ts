import { describe, expect, it } from 'vitest'
import { spectrumOf } from '../../src/series/autocorrelation.ts'
import { detectPeriods, seriesPeriodsDetect, seriesPeriodsValidate } from '../../src/series/index.ts'
import { seasonalSeries, seeded } from './helpers.ts'

describe('spectrumOf', () => {
  // 210 and 312 go through the transform, 211 and 422 through the definition, 1009 (prime) through Bluestein
  it.each([8, 9, 11, 31, 210, 211, 312, 315, 422, 1009])('agrees with the definition for %i points', (n) => {
    const random = seeded(n)
    const y = Float64Array.from({ length: n }, () => random() * 10)
    const average = y.reduce((a, b) => a + b, 0) / n
    const z = y.map((v) => v - average)
    const { acf, power, meanPower, magnitude } = spectrumOf(y, n)
    expect(magnitude).toBe(Math.max(...y))
    for (let p = 0; p <= n >> 1; p++) {
      let want = 0
      for (let i = 0; i < n; i++) want += z[i]! * z[(i + p) % n]!
      expect(acf[p]).toBeCloseTo(want, 9)
    }
    let total = 0
    for (let k = 1; k <= n >> 1; k++) {
      let re = 0
      let im = 0
      for (let i = 0; i < n; i++) {
        re += z[i]! * Math.cos((2 * Math.PI * ((i * k) % n)) / n)
        im += z[i]! * Math.sin((2 * Math.PI * ((i * k) % n)) / n)
      }
      const want = re * re + im * im
      if (k <= (n >> 2) + 1) expect(Math.abs(power[k]! - want)).toBeLessThan(1e-9 * n * n)
      total += want
    }
    expect(meanPower / (total / (n >> 1))).toBeCloseTo(1, 10)
  })
})

describe('detectPeriods', () => {
  it.each([
    [240, 24],
    [241, 24],
    [312, 7],
    [500, 20],
    [1009, 24],
  ])('finds the period of %i points with a cycle of %i', (n, period) => {
    const found = detectPeriods(seasonalSeries(n, period, n), n)
    expect(found[0]!.period % period).toBe(0)
    expect(found.some((f) => f.period === period)).toBe(true)
    expect(found[0]!.score).toBeGreaterThan(0.6)
    expect(found[0]!.score).toBeLessThanOrEqual(1)
  })

  it('scores an exact repetition with 1', () => {
    const y = Float64Array.from({ length: 60 }, (_, i) => [1, 5, 2, 8, 3, 1][i % 6]!)
    expect(detectPeriods(y, 60).map((f) => f.period)).toContain(6)
    expect(detectPeriods(y, 60).find((f) => f.period === 6)!.score).toBeCloseTo(1, 12)
  })

  it('finds nothing in noise of equal values, short series and nulls', () => {
    expect(detectPeriods(new Float64Array(100).fill(7), 100)).toEqual([])
    expect(detectPeriods(Float64Array.of(1, 2, 1, 2, 1, 2, 1), 7)).toEqual([])
    const holes = seasonalSeries(240, 24, 1)
    holes[100] = Number.NaN
    expect(detectPeriods(holes, 240)).toEqual([])
    expect(detectPeriods(holes, 96).length).toBeGreaterThan(0) // the null is behind what is looked at
  })
})

describe('seriesPeriodsDetect', () => {
  it('keeps to the bounds, the number and pads with zeros', () => {
    const y = seasonalSeries(240, 24, 1)
    const all = seriesPeriodsDetect(y, 0, 120, 4)
    expect([...all.periods]).toContain(24)
    expect(all.periods.length).toBe(4)
    expect([...all.scores]).toEqual([...all.scores].sort((a, b) => b - a))
    expect([...seriesPeriodsDetect(y, 30, 35, 2).periods]).toEqual([0, 0])
    expect([...seriesPeriodsDetect(y, 30, 35, 2).scores]).toEqual([0, 0])
    const one = seriesPeriodsDetect(y, 20, 30, 1)
    expect([...one.periods]).toEqual([24])
  })
})

describe('seriesPeriodsValidate', () => {
  it('gives the same score as detection and 0 for others', () => {
    const y = seasonalSeries(240, 24, 1)
    const score = detectPeriods(y, 240).find((f) => f.period === 24)!.score
    const got = seriesPeriodsValidate(y, [24, 3, 121, 17, Number.NaN])
    expect([...got.periods]).toEqual([24, 3, 121, 17, Number.NaN])
    expect(got.scores[0]).toBeCloseTo(score, 14)
    expect([...got.scores.subarray(1)]).toEqual([0, 0, 0, 0])
  })

  it('scores 0 for equal values, nulls and an empty series', () => {
    expect([...seriesPeriodsValidate(new Float64Array(50).fill(1), [5]).scores]).toEqual([0])
    expect([...seriesPeriodsValidate([1, Number.NaN, 1, 2, 1, 2, 1, 2, 1, 2], [4]).scores]).toEqual([0])
    expect([...seriesPeriodsValidate([], [4]).scores]).toEqual([0])
  })
})
