import { describe, expect, it } from 'vitest'
import * as s from '../../src/series/index.ts'

const NaN_ = Number.NaN
const list = (a: Float64Array | undefined) => [...a!]

describe('functions of one element', () => {
  it.each([
    ['abs', s.seriesAbs, [-2, 3], [2, 3]],
    ['ceiling', s.seriesCeiling, [1.2, -1.2], [2, -1]],
    ['floor', s.seriesFloor, [1.2, -1.2], [1, -2]],
    ['sign', s.seriesSign, [-5, 0, 7], [-1, 0, 1]],
    ['exp', s.seriesExp, [0, 1], [1, Math.E]],
    ['log', s.seriesLog, [1, Math.E, -1], [0, 1, NaN_]],
    ['sin', s.seriesSin, [0, Math.PI / 2], [0, 1]],
    ['cos', s.seriesCos, [0, Math.PI], [1, -1]],
    ['tan', s.seriesTan, [0, Math.PI / 4], [0, Math.tan(Math.PI / 4)]],
    ['asin', s.seriesAsin, [0, 1, 2], [0, Math.PI / 2, NaN_]],
    ['acos', s.seriesAcos, [1, -1, 2], [0, Math.PI, NaN_]],
    ['atan', s.seriesAtan, [0, 1], [0, Math.PI / 4]],
  ] as const)('%s', (_, f, input, want) => {
    expect(list(f(input))).toEqual(want)
    expect(list(f([NaN_]))).toEqual([NaN_])
    expect(list(f([]))).toEqual([])
  })
})

describe('functions of two elements', () => {
  it.each([
    ['add', s.seriesAdd, [8, 3, 4]],
    ['subtract', s.seriesSubtract, [4, 1, -4]],
    ['multiply', s.seriesMultiply, [12, 2, 0]],
    ['divide', s.seriesDivide, [3, 2, 0]],
    ['pow', s.seriesPow, [36, 2, 0]],
    ['equals', s.seriesEquals, [0, 0, 0]],
    ['not_equals', s.seriesNotEquals, [1, 1, 1]],
    ['less', s.seriesLess, [0, 0, 1]],
    ['less_equals', s.seriesLessEquals, [0, 0, 1]],
    ['greater', s.seriesGreater, [1, 1, 0]],
    ['greater_equals', s.seriesGreaterEquals, [1, 1, 0]],
  ] as const)('%s', (_, f, want) => {
    expect(list(f([6, 2, 0], [2, 1, 4]))).toEqual(want)
    // nulls and missing elements: NaN, as long as the longer series
    expect(list(f([6, NaN_, 0, 9], [2, 1, NaN_]))).toEqual([want[0], NaN_, NaN_, NaN_])
    expect(list(f([2], [NaN_, 1, 1]))).toEqual([NaN_, NaN_, NaN_])
    // a number is a series of it
    expect(list(f([6, NaN_], 2))).toEqual([want[0], NaN_])
    expect(list(f(6, [2, NaN_]))).toEqual([want[0], NaN_])
    expect(list(f(NaN_, [2]))).toEqual([NaN_])
    expect(list(f([2], NaN_))).toEqual([NaN_])
    expect(f(1, 2)).toBeUndefined()
  })

  it('tells equal elements', () => {
    expect(list(s.seriesEquals([1, 2], [1, 3]))).toEqual([1, 0])
    expect(list(s.seriesLessEquals([1, 2], [1, 3]))).toEqual([1, 1])
    expect(list(s.seriesGreater([1, 3], [1, 2]))).toEqual([0, 1])
    expect(list(s.seriesGreaterEquals([1, 2], 2))).toEqual([0, 1])
  })

  it('divides by zero as doubles do', () => {
    expect(list(s.seriesDivide([2, -2, 0], 0))).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, NaN_])
  })
})
