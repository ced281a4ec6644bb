import { describe, expect, it } from 'vitest'
import { hasLargeFactor } from '../../src/series/fft.ts'
import { factorize, rootOfUnity } from '../../src/series/fft-plan.ts'
import { seriesFft, seriesIfft } from '../../src/series/index.ts'
import { expectClose, seeded } from './helpers.ts'

/** The definition, term by term. */
function naive(re: Float64Array, im: Float64Array): { real: Float64Array; imag: Float64Array } {
  const n = re.length
  const real = new Float64Array(n)
  const imag = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n
      real[k] = real[k]! + re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle)
      imag[k] = imag[k]! + re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle)
    }
  }
  return { real, imag }
}

function noise(n: number, seed: number): Float64Array {
  const random = seeded(seed)
  return Float64Array.from({ length: n }, () => random() * 2 - 1)
}

describe('rootOfUnity', () => {
  it('is exact at quarter turns and symmetric', () => {
    expect(rootOfUnity(0, 12)).toEqual({ re: 1, im: 0 })
    expect(rootOfUnity(3, 12).re).toBeCloseTo(0, 300)
    expect(rootOfUnity(3, 12).im).toBe(1)
    expect(rootOfUnity(6, 12).re).toBe(-1)
    expect(rootOfUnity(9, 12).im).toBe(-1)
    for (let k = 0; k < 40; k++) {
      const { re, im } = rootOfUnity(k, 40)
      expect(re).toBeCloseTo(Math.cos((2 * Math.PI * k) / 40), 14)
      expect(im).toBeCloseTo(Math.sin((2 * Math.PI * k) / 40), 14)
      expect(rootOfUnity(40 - k, 40).im).toBeCloseTo(-im, 15)
    }
  })
})

describe('factorize', () => {
  it('multiplies to the number', () => {
    expect(factorize(1)).toEqual([])
    expect(factorize(312)).toEqual([4, 2, 3, 13])
    expect(factorize(2003)).toEqual([2003])
    for (let n = 1; n < 500; n++) expect(factorize(n).reduce((a, b) => a * b, 1)).toBe(n)
  })
})

describe('seriesFft', () => {
  it('has the known transforms', () => {
    expect([...seriesFft([1, 2, 3, 4])!.real]).toEqual([10, -2, -2, -2])
    expect([...seriesFft([1, 2, 3, 4])!.imag]).toEqual([0, 2, 0, -2])
    const wave = Float64Array.from({ length: 128 }, (_, i) => Math.sin((2 * Math.PI * i) / 8))
    const { real, imag } = seriesFft(wave)!
    expect(imag[16]).toBeCloseTo(-64, 10)
    expect(imag[112]).toBeCloseTo(64, 10)
    expect(Math.max(...real.map(Math.abs))).toBeLessThan(1e-10)
  })

  it('agrees with the definition for every length up to 130 and some longer ones', () => {
    const lengths = [...Array.from({ length: 130 }, (_, i) => i + 1), 131, 168, 199, 254, 312, 360, 419, 840]
    expect(lengths.some(hasLargeFactor)).toBe(true)
    for (const n of lengths) {
      const re = noise(n, n)
      const im = noise(n, n + 1000)
      const want = naive(re, im)
      const got = seriesFft(re, im)!
      expectClose(got.real, want.real, 1e-12)
      expectClose(got.imag, want.imag, 1e-12)
    }
  })

  it('is undone by seriesIfft and leaves its arguments alone', () => {
    for (const n of [1, 2, 7, 60, 101, 134, 1000, 2003]) {
      const re = noise(n, n)
      const im = noise(n, n + 5)
      const copy = Float64Array.from(re)
      const there = seriesFft(re, im)!
      const back = seriesIfft(there.real, there.imag)!
      expectClose(back.real, re, 1e-13)
      expectClose(back.imag, im, 1e-13)
      expect(re).toEqual(copy)
    }
  })

  it('takes empty series and refuses parts of different lengths', () => {
    expect(seriesFft([])!.real.length).toBe(0)
    expect(seriesFft([1, 2], [1])).toBeUndefined()
    expect(seriesIfft([1, 2], [1])).toBeUndefined()
  })
})
