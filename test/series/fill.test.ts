import { describe, expect, it } from 'vitest'
import { seriesFillBackward, seriesFillConst, seriesFillForward, seriesFillLinear } from '../../src/series/index.ts'

const N = Number.NaN
const holes = [N, 2, N, N, 8, N]

describe('fill functions', () => {
  it('fill nulls', () => {
    expect([...seriesFillConst(holes, 7)]).toEqual([7, 2, 7, 7, 8, 7])
    expect([...seriesFillForward(holes)]).toEqual([N, 2, 2, 2, 8, 8])
    expect([...seriesFillBackward(holes)]).toEqual([2, 2, 8, 8, 8, N])
    expect([...seriesFillLinear(holes)]).toEqual([2, 2, 4, 6, 8, 8])
  })

  it('fill another placeholder and keep nulls then', () => {
    const series = [0, 2, 0, N]
    expect([...seriesFillConst(series, 7, { placeholder: 0 })]).toEqual([7, 2, 7, N])
    expect([...seriesFillForward(series, { placeholder: 0 })]).toEqual([0, 2, 2, N])
    expect([...seriesFillBackward([0, 2, 0, 5, 0], { placeholder: 0 })]).toEqual([2, 2, 5, 5, 0])
    expect([...seriesFillLinear([0, 2, 0, 5, 0], { placeholder: 0 })]).toEqual([2, 2, 3.5, 5, 5])
  })

  it('leave the edges and whole numbers if told so', () => {
    expect([...seriesFillLinear(holes, { fillEdges: false })]).toEqual([N, 2, 4, 6, 8, N])
    expect([...seriesFillLinear([1, N, 2, N, N, -3], { integral: true })]).toEqual([1, 1, 2, 0, -1, -3])
    expect([...seriesFillLinear([1, N, 2])]).toEqual([1, 1.5, 2])
  })

  it('fill a series without values with the constant', () => {
    expect([...seriesFillLinear([N, N])]).toEqual([0, 0])
    expect([...seriesFillLinear([N, N], { fillEdges: false, constant: 4 })]).toEqual([4, 4])
    expect([...seriesFillLinear([N, N], { constant: N })]).toEqual([N, N])
    expect([...seriesFillForward([N, N])]).toEqual([N, N])
    expect([...seriesFillBackward([])]).toEqual([])
  })
})
