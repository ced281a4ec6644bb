import { describe, expect, it } from 'vitest'
import { seriesOutliers } from '../../src/series/index.ts'
import { expectClose, seeded } from './helpers.ts'

// 1.5 · 2z / (2.7 − z) with the engine's z of the 90th percentile
const FACTOR = 2.772605605507915

describe('seriesOutliers', () => {
  it('scores by the distance from the 10th and 90th percentile', () => {
    // 0..10: the percentiles are 1 and 9, the range 8
    const scores = seriesOutliers([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expectClose(scores, [-FACTOR / 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, FACTOR / 8], 1e-15)
  })

  it('neither learns from nor scores nulls, infinities and the ignored value', () => {
    const plain = seriesOutliers([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const holes = seriesOutliers([0, 1, Number.NaN, 2, 3, 4, 5, 99, 6, 7, 8, Number.POSITIVE_INFINITY, 9, 10], { ignoreValue: 99 })
    expect(holes[2]).toBe(0)
    expect(holes[7]).toBe(0)
    expect(holes[11]).toBe(0)
    expect([...holes].filter((_, i) => i !== 2 && i !== 7 && i !== 11)).toEqual([...plain])
  })

  it('does not learn from test points, but scores them', () => {
    const learnt = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const scores = seriesOutliers([...learnt, 17], { testPoints: 1 })
    expect(scores[11]).toBeCloseTo(FACTOR, 12)
    expect([...scores.subarray(0, 11)]).toEqual([...seriesOutliers(learnt)])
  })

  it('uses the quartiles for tukey, whatever percentiles are given', () => {
    // 0..8: quartiles 2 and 6, range 4
    const scores = seriesOutliers([0, 1, 2, 3, 4, 5, 6, 7, 8], { kind: 'tukey', minPercentile: 10 })
    expectClose(scores, [-0.5, -0.25, 0, 0, 0, 0, 0, 0.25, 0.5], 1e-15)
  })

  it('scores nothing without a spread or without values', () => {
    expect([...seriesOutliers([3, 3, 3, 3, 3])]).toEqual([0, 0, 0, 0, 0])
    expect([...seriesOutliers([Number.NaN, Number.NaN])]).toEqual([0, 0])
    expect(seriesOutliers([]).length).toBe(0)
  })

  it('does not depend on location, scales nothing, and follows the sign', () => {
    const random = seeded(3)
    for (let round = 0; round < 30; round++) {
      const x = Float64Array.from({ length: 5 + Math.floor(random() * 60) }, () => Math.floor(random() * 1000))
      const scores = seriesOutliers(x)
      expectClose(seriesOutliers(x.map((v) => 8 * v - 512)), scores, 1e-12)
      expectClose(
        seriesOutliers(x.map((v) => -v)).map((v) => -v),
        scores,
        1e-12,
      )
    }
  })
})
