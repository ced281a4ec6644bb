import { describe, expect, it } from 'vitest'
import { seriesFit2Lines, seriesFitLine } from '../../src/series/index.ts'
import { expectClose, seeded } from './helpers.ts'

describe('seriesFitLine', () => {
  it('counts x from 1', () => {
    const fit = seriesFitLine([5, 7, 9, 11])!
    expect(fit.slope).toBeCloseTo(2, 14)
    expect(fit.interception).toBeCloseTo(3, 14)
    expect(fit.rsquare).toBeCloseTo(1, 14)
    expectClose(fit.lineFit, [5, 7, 9, 11], 1e-14)
  })

  it('divides both variances by n − 1', () => {
    // x = 1..3, y = 0 0 3: slope 1.5, line −0.5 1 2.5, residuals 0.5 −1 0.5
    const fit = seriesFitLine([0, 0, 3])!
    expect(fit.slope).toBe(1.5)
    expect(fit.interception).toBe(-2)
    expect(fit.variance).toBe(3)
    expect(fit.rvariance).toBe(0.75)
    expect(fit.rsquare).toBe(0.75)
  })

  it('agrees with the normal equations', () => {
    const random = seeded(11)
    for (let n = 2; n < 60; n++) {
      const y = Float64Array.from({ length: n }, (_, i) => random() * 10 + i * (random() - 0.3))
      let [sx, sy, sxx, sxy] = [0, 0, 0, 0]
      for (let i = 1; i <= n; i++) {
        sx += i
        sy += y[i - 1]!
        sxx += i * i
        sxy += i * y[i - 1]!
      }
      const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
      const fit = seriesFitLine(y)!
      expect(fit.slope).toBeCloseTo(slope, 10)
      expect(fit.interception).toBeCloseTo((sy - slope * sx) / n, 10)
    }
  })

  it('handles one point and a constant, refuses nothing and nulls', () => {
    expect(seriesFitLine([4])).toMatchObject({ rsquare: 1, slope: 0, variance: 0, rvariance: 0, interception: 4 })
    expect(seriesFitLine([4, 4, 4])).toMatchObject({ rsquare: 1, slope: 0, variance: 0, interception: 4 })
    expect(seriesFitLine([])).toBeUndefined()
    expect(seriesFitLine([1, Number.NaN, 3])).toBeUndefined()
    expect(seriesFitLine([1, Number.POSITIVE_INFINITY])).toBeUndefined()
  })
})

describe('seriesFit2Lines', () => {
  it('finds a break between two exact lines', () => {
    const y = [1, 2, 3, 4, 20, 18, 16, 14, 12]
    const fit = seriesFit2Lines(y)!
    expect(fit.splitIdx).toBe(4)
    expect(fit.left.slope).toBeCloseTo(1, 12)
    expect(fit.left.interception).toBeCloseTo(0, 12)
    expect(fit.right.slope).toBeCloseTo(-2, 12)
    expect(fit.right.interception).toBeCloseTo(22, 12)
    expect(fit.rsquare).toBeCloseTo(1, 12)
    expectClose(fit.lineFit, y, 1e-12)
    expect(fit.left.lineFit.length).toBe(4)
    expect(fit.right.lineFit.length).toBe(5)
  })

  it('is the best of all splits of single lines', () => {
    const random = seeded(5)
    for (let n = 4; n < 30; n++) {
      const y = Float64Array.from({ length: n }, () => random())
      const fit = seriesFit2Lines(y)!
      for (let split = 2; split <= n - 2; split++) {
        const left = seriesFitLine(y.subarray(0, split))!
        const right = seriesFitLine(y.subarray(split))!
        const rest = left.rvariance * (split - 1) + right.rvariance * (n - split - 1)
        const rsquare = 1 - rest / (n - 1) / fit.variance
        expect(rsquare).toBeLessThanOrEqual(fit.rsquare + 1e-12)
        if (split !== fit.splitIdx) continue
        expect(rsquare).toBeCloseTo(fit.rsquare, 12)
        expect(rest / (n - 1)).toBeCloseTo(fit.rvariance, 12)
        expect(fit.left.slope).toBe(left.slope)
        expect(fit.right.rvariance).toBe(right.rvariance)
      }
    }
  })

  it('takes the first split of a constant and refuses short series and nulls', () => {
    expect(seriesFit2Lines([2, 2, 2, 2, 2])).toMatchObject({ rsquare: 1, splitIdx: 2, variance: 0 })
    expect(seriesFit2Lines([1, 2, 3])).toBeUndefined()
    expect(seriesFit2Lines([1, 2, Number.NaN, 4])).toBeUndefined()
  })
})
