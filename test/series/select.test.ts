import { describe, expect, it } from 'vitest'
import { median, percentile, selectRank } from '../../src/series/select.ts'
import { seeded } from './helpers.ts'

const sorted = (a: Float64Array) => Float64Array.from(a).sort()

function inputs(): Float64Array[] {
  const random = seeded(7)
  const lists: Float64Array[] = []
  for (let n = 1; n <= 90; n++) {
    lists.push(Float64Array.from({ length: n }, () => random() * 100))
    lists.push(Float64Array.from({ length: n }, () => Math.floor(random() * 4))) // many equal values
    lists.push(Float64Array.from({ length: n }, (_, i) => i))
    lists.push(Float64Array.from({ length: n }, (_, i) => -i))
  }
  return lists
}

describe('selectRank', () => {
  it('gives what sorting gives, and parts the range around it', () => {
    for (const list of inputs()) {
      const want = sorted(list)
      for (const k of [0, list.length >> 1, list.length - 1, Math.floor((list.length - 1) * 0.1)]) {
        const a = Float64Array.from(list)
        expect(selectRank(a, 0, a.length, k)).toBe(want[k])
        expect(a.subarray(0, k).every((v) => v <= want[k]!)).toBe(true)
        expect(a.subarray(k).every((v) => v >= want[k]!)).toBe(true)
        expect(sorted(a)).toEqual(want)
      }
    }
  })

  it('leaves what is outside the range alone', () => {
    const a = Float64Array.of(9, 5, 4, 3, 0)
    expect(selectRank(a, 1, 4, 1)).toBe(3)
    expect(a[0]).toBe(9)
    expect(a[4]).toBe(0)
  })
})

describe('median', () => {
  it('is the middle value or the mean of the two in the middle', () => {
    expect(median(Float64Array.of(5, 1, 3), 0, 3)).toBe(3)
    expect(median(Float64Array.of(8, 1, 3, 2), 0, 4)).toBe(2.5)
    expect(median(Float64Array.of(4), 0, 1)).toBe(4)
    expect(median(Float64Array.of(), 0, 0)).toBeNaN()
  })

  it('agrees with sorting', () => {
    for (const list of inputs()) {
      const s = sorted(list)
      const n = s.length
      const want = n % 2 === 1 ? s[(n - 1) / 2]! : (s[n / 2 - 1]! + s[n / 2]!) / 2
      expect(median(list, 0, n)).toBe(want)
    }
  })
})

describe('percentile', () => {
  it('interpolates between ranks', () => {
    // rank (5 − 1)·0.1 = 0.4: 10 + 0.4·(20 − 10)
    expect(percentile(Float64Array.of(50, 20, 10, 40, 30), 0, 5, 10)).toBeCloseTo(14, 12)
    expect(percentile(Float64Array.of(50, 20, 10, 40, 30), 0, 5, 100)).toBe(50)
    expect(percentile(Float64Array.of(3), 0, 1, 90)).toBe(3)
  })

  it('agrees with sorting, also when looked for behind a lower one', () => {
    for (const list of inputs()) {
      const s = sorted(list)
      const n = s.length
      const naive = (percent: number) => {
        const h = (n - 1) * (percent / 100)
        const i = Math.floor(h)
        return i >= n - 1 ? s[n - 1]! : s[i]! + (h - i) * (s[i + 1]! - s[i]!)
      }
      const a = Float64Array.from(list)
      expect(percentile(a, 0, n, 10)).toBe(naive(10))
      expect(percentile(a, 0, n, 90, Math.floor((n - 1) * 0.1))).toBe(naive(90))
    }
  })
})
