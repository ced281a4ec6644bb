import { describe, expect, it } from 'vitest'
import {
  seriesCosineSimilarity,
  seriesDotProduct,
  seriesMagnitude,
  seriesPearsonCorrelation,
  seriesProduct,
  seriesStats,
  seriesSum,
} from '../../src/series/index.ts'
import { seeded } from './helpers.ts'

const NaN_ = Number.NaN

describe('seriesStats', () => {
  it('takes the first minimum and maximum and the sample variance', () => {
    expect(seriesStats([3, 1, 5, 1, 5])).toEqual({ min: 1, minIdx: 1, max: 5, maxIdx: 2, avg: 3, stdev: 2, variance: 4, sum: 15, len: 5 })
    expect(seriesStats([7])).toMatchObject({ min: 7, max: 7, avg: 7, stdev: 0, variance: 0 })
  })

  it('refuses or ignores what is not finite', () => {
    const holes = [NaN_, 3, 1, Number.POSITIVE_INFINITY, 5]
    expect(seriesStats(holes)).toBeUndefined()
    expect(seriesStats(holes, true)).toMatchObject({ min: 1, minIdx: 2, max: 5, maxIdx: 4, avg: 3, variance: 4, len: 5 })
    expect(seriesStats([NaN_], true)).toBeUndefined()
    expect(seriesStats([])).toBeUndefined()
  })

  it('agrees with the two-pass variance', () => {
    const random = seeded(1)
    for (let n = 2; n < 50; n++) {
      const y = Array.from({ length: n }, () => random() * 1000 - 500)
      const average = y.reduce((a, b) => a + b) / n
      const variance = y.reduce((a, v) => a + (v - average) ** 2, 0) / (n - 1)
      expect(seriesStats(y)!.variance / variance).toBeCloseTo(1, 12)
    }
  })
})

describe('sums and products', () => {
  it('add and multiply, and are undefined with a null or without elements', () => {
    expect(seriesSum([1, 2, 4])).toBe(7)
    expect(seriesProduct([2, 3, 4])).toBe(24)
    for (const f of [seriesSum, seriesProduct]) {
      expect(f([1, NaN_])).toBeUndefined()
      expect(f([])).toBeUndefined()
      expect(f([Number.POSITIVE_INFINITY, 1])).toBe(Number.POSITIVE_INFINITY)
    }
  })
})

describe('seriesDotProduct', () => {
  it('stops at the shorter series, leaves nulls out and broadcasts numbers', () => {
    expect(seriesDotProduct([1, 2, 3], [4, 5])).toBe(14)
    expect(seriesDotProduct([1, NaN_, 3], [4, 5, NaN_])).toBe(4)
    expect(seriesDotProduct([1, 2, NaN_], 10)).toBe(30)
    expect(seriesDotProduct(10, [1, 2])).toBe(30)
    expect(seriesDotProduct([], [1])).toBeUndefined()
    expect(seriesDotProduct([], 1)).toBeUndefined()
    expect(seriesDotProduct([1], NaN_)).toBeUndefined()
    expect(seriesDotProduct(1, 2)).toBeUndefined()
  })
})

describe('seriesMagnitude and seriesCosineSimilarity', () => {
  it('follow from the dot product', () => {
    expect(seriesMagnitude([3, NaN_, 4])).toBe(5)
    expect(seriesMagnitude([])).toBeUndefined()
    expect(seriesCosineSimilarity([1, 0], [0, 2])).toBe(0)
    expect(seriesCosineSimilarity([1, 1], [-2, -2])).toBeCloseTo(-1, 15)
    expect(seriesCosineSimilarity([3, 4, NaN_], [3, 4, 1])).toBe(1)
    expect(seriesCosineSimilarity([3, 4], [3, 4, 100])).toBe(1)
    expect(seriesCosineSimilarity([3, 4], [3, 4], 5, 10)).toBe(0.5)
    expect(seriesCosineSimilarity([], [1])).toBeUndefined()
    expect(seriesCosineSimilarity([0], [1])).toBeNaN()
  })
})

describe('seriesPearsonCorrelation', () => {
  it('is 1 for a rising, −1 for a falling line, 0 for what is symmetric', () => {
    expect(seriesPearsonCorrelation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 14)
    expect(seriesPearsonCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14)
    expect(seriesPearsonCorrelation([-1, 0, 1], [1, 0, 1])).toBeCloseTo(0, 14)
  })

  it('is undefined for different lengths and nulls', () => {
    expect(seriesPearsonCorrelation([1, 2, 3], [1, 2])).toBeUndefined()
    expect(seriesPearsonCorrelation([1, NaN_, 3], [1, 2, 3])).toBeUndefined()
    expect(seriesPearsonCorrelation([], [])).toBeUndefined()
    expect(seriesPearsonCorrelation([1, 1], [1, 2])).toBeNaN()
  })
})
