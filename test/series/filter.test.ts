import { describe, expect, it } from 'vitest'
import { seriesFir, seriesIir } from '../../src/series/index.ts'
import { expectClose, seeded } from './helpers.ts'

describe('seriesFir', () => {
  it('looks backwards, or around the point', () => {
    expect([...seriesFir([1, 2, 3, 4], [1, 10], { normalize: false })!]).toEqual([1, 12, 23, 34])
    expect([...seriesFir([1, 2, 3, 4], [1, 10, 100], { normalize: false, center: true })!]).toEqual([12, 123, 234, 340])
    expect([...seriesFir([1, 2, 3, 4], [1, 10], { normalize: false, center: true })!]).toEqual([1, 12, 23, 34])
    expect([...seriesFir([4, 4, 4], [1, 3])!]).toEqual([1, 4, 4])
  })

  it('normalises unless a coefficient is negative', () => {
    expect([...seriesFir([1, 2, 4], [1, -1])!]).toEqual([1, 1, 2])
    expect(seriesFir([1, 2, 4], [1, -1], { normalize: true })).toBeUndefined()
    expect(seriesFir([1, 2], [0, 0])).toBeUndefined()
    expect(seriesFir([1, 2], [])).toBeUndefined()
  })

  it('is null where the window holds a null', () => {
    expect([...seriesFir([1, Number.NaN, 3, 4], [1, 1])!]).toEqual([0.5, Number.NaN, Number.NaN, 3.5])
  })
})

describe('seriesIir', () => {
  it('sums up, decays and divides by the first denominator', () => {
    expect([...seriesIir([1, 2, 3], [1], [1, -1])!]).toEqual([1, 3, 6])
    expect([...seriesIir([8, 0, 0], [1], [1, -0.5])!]).toEqual([8, 4, 2])
    expect([...seriesIir([8, 0, 0], [1, 3], [2, -1])!]).toEqual([4, 14, 7])
    expect(seriesIir([1], [1], [0, 1])).toBeUndefined()
    expect(seriesIir([1], [1], [])).toBeUndefined()
  })

  it('is series_fir without a recursion', () => {
    const random = seeded(2)
    const x = Float64Array.from({ length: 40 }, () => random())
    const b = Float64Array.from({ length: 5 }, () => random() - 0.5)
    expectClose(seriesIir(x, b, [1])!, seriesFir(x, b, { normalize: false })!, 1e-15)
  })
})
