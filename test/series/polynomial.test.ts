import { describe, expect, it } from 'vitest'
import { seriesFitLine, seriesFitPoly } from '../../src/series/index.ts'
import { expectClose, seeded } from './helpers.ts'

describe('seriesFitPoly', () => {
  it('is series_fit_line for degree 1', () => {
    const random = seeded(8)
    for (let n = 2; n < 40; n++) {
      const y = Float64Array.from({ length: n }, (_, i) => random() * 5 + i)
      const line = seriesFitLine(y)!
      const poly = seriesFitPoly(y)!
      expectClose(poly.coefficients, [line.slope, line.interception], 1e-12)
      expectClose(poly.polyFit, line.lineFit, 1e-12)
      expectClose([poly.rsquare, poly.variance, poly.rvariance], [line.rsquare, line.variance, line.rvariance], 1e-12)
    }
  })

  it('finds the polynomial its values come from, highest power first', () => {
    const random = seeded(9)
    const x = Float64Array.from({ length: 60 }, () => random() * 5 - 2.3)
    const y = x.map((v) => v ** 5 - 8 * v ** 3 + 10 * v + 6)
    const fit = seriesFitPoly(y, x, 5)!
    expectClose(fit.coefficients, [1, 0, -8, 0, 10, 6], 1e-9)
    expectClose(fit.polyFit, y, 1e-11)
    expect(fit.rsquare).toBeCloseTo(1, 12)
  })

  it('has residuals orthogonal to every power', () => {
    const random = seeded(10)
    const y = Float64Array.from({ length: 50 }, () => random())
    const x = Float64Array.from({ length: 50 }, (_, i) => i / 50)
    const { polyFit } = seriesFitPoly(y, x, 4)!
    for (let k = 0; k <= 4; k++) {
      let dot = 0
      for (let i = 0; i < 50; i++) dot += (y[i]! - polyFit[i]!) * x[i]! ** k
      expect(dot).toBeCloseTo(0, 12)
    }
  })

  it('is the mean for degree 0', () => {
    const fit = seriesFitPoly([1, 2, 6], undefined, 0)!
    expectClose(fit.coefficients, [3], 1e-14)
    expect(fit.rsquare).toBeCloseTo(0, 12)
  })

  it('is undefined where nothing determines the polynomial', () => {
    expect(seriesFitPoly([])).toBeUndefined()
    expect(seriesFitPoly([1, Number.NaN])).toBeUndefined()
    expect(seriesFitPoly([1, 2], [1, 2, 3])).toBeUndefined()
    expect(seriesFitPoly([1, 2, 3], undefined, 3)).toBeUndefined()
    expect(seriesFitPoly([1, 2, 3], undefined, 1.5)).toBeUndefined()
    expect(seriesFitPoly([1, 2, 3], [4, 4, 4], 1)).toBeUndefined()
    expect(seriesFitPoly([1, 2, 3, 4], [1, 1, 2, 2], 2)).toBeUndefined()
  })
})
