import type { FftStage } from './fft-plan.ts'

/** Above this prime factor a stage of the direct kind costs more than three transforms of a power of two (Bluestein). */
export const LARGEST_RADIX = 61

// The passes are Stockham's: they read radix values n/radix apart, turn them by the twiddle factors, transform them and write them `span` apart, so that the
// result comes out in order without a permutation. For each k < span the factors are constant over the blocks b.

/** Reads x, writes y. */
export type Pass = (stage: FftStage, n: number, xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array) => void

export const pass2: Pass = (stage, n, xr, xi, yr, yi) => {
  const { span, re, im } = stage
  const step = n / 2
  for (let k = 0; k < span; k++) {
    const wr = re[k]!
    const wi = im[k]!
    for (let j = k, o = k; j < step; j += span, o += 2 * span) {
      const br = xr[j + step]! * wr - xi[j + step]! * wi
      const bi = xr[j + step]! * wi + xi[j + step]! * wr
      const ar = xr[j]!
      const ai = xi[j]!
      yr[o] = ar + br
      yi[o] = ai + bi
      yr[o + span] = ar - br
      yi[o + span] = ai - bi
    }
  }
}

const SIN60 = Math.sqrt(3) / 2

export const pass3: Pass = (stage, n, xr, xi, yr, yi) => {
  const { span, re, im } = stage
  const step = n / 3
  for (let k = 0; k < span; k++) {
    const w1r = re[2 * k]!
    const w1i = im[2 * k]!
    const w2r = re[2 * k + 1]!
    const w2i = im[2 * k + 1]!
    for (let j = k, o = k; j < step; j += span, o += 3 * span) {
      const p = j + step
      const q = p + step
      const br = xr[p]! * w1r - xi[p]! * w1i
      const bi = xr[p]! * w1i + xi[p]! * w1r
      const cr = xr[q]! * w2r - xi[q]! * w2i
      const ci = xr[q]! * w2i + xi[q]! * w2r
      const sr = br + cr
      const si = bi + ci
      const dr = SIN60 * (br - cr)
      const di = SIN60 * (bi - ci)
      const mr = xr[j]! - 0.5 * sr
      const mi = xi[j]! - 0.5 * si
      yr[o] = xr[j]! + sr
      yi[o] = xi[j]! + si
      yr[o + span] = mr + di
      yi[o + span] = mi - dr
      yr[o + 2 * span] = mr - di
      yi[o + 2 * span] = mi + dr
    }
  }
}

export const pass4: Pass = (stage, n, xr, xi, yr, yi) => {
  const { span, re, im } = stage
  const step = n / 4
  for (let k = 0; k < span; k++) {
    const w1r = re[3 * k]!
    const w1i = im[3 * k]!
    const w2r = re[3 * k + 1]!
    const w2i = im[3 * k + 1]!
    const w3r = re[3 * k + 2]!
    const w3i = im[3 * k + 2]!
    for (let j = k, o = k; j < step; j += span, o += 4 * span) {
      const p = j + step
      const q = p + step
      const r = q + step
      const br = xr[p]! * w1r - xi[p]! * w1i
      const bi = xr[p]! * w1i + xi[p]! * w1r
      const cr = xr[q]! * w2r - xi[q]! * w2i
      const ci = xr[q]! * w2i + xi[q]! * w2r
      const dr = xr[r]! * w3r - xi[r]! * w3i
      const di = xr[r]! * w3i + xi[r]! * w3r
      const s0r = xr[j]! + cr
      const s0i = xi[j]! + ci
      const d0r = xr[j]! - cr
      const d0i = xi[j]! - ci
      const s1r = br + dr
      const s1i = bi + di
      const d1r = br - dr
      const d1i = bi - di
      yr[o] = s0r + s1r
      yi[o] = s0i + s1i
      yr[o + span] = d0r + d1i
      yi[o + span] = d0i - d1r
      yr[o + 2 * span] = s0r - s1r
      yi[o + 2 * span] = s0i - s1i
      yr[o + 3 * span] = d0r - d1i
      yi[o + 3 * span] = d0i + d1r
    }
  }
}

const sumRe = new Float64Array(LARGEST_RADIX)
const sumIm = new Float64Array(LARGEST_RADIX)
const differenceRe = new Float64Array(LARGEST_RADIX)
const differenceIm = new Float64Array(LARGEST_RADIX)

/** Any odd radix up to LARGEST_RADIX: the inputs q and radix − q share a cosine and have opposite sines, so sums and differences of the pairs halve the multiplications. */
export const passOdd: Pass = (stage, n, xr, xi, yr, yi) => {
  const { radix, span, re, im, cos, sin } = stage
  const step = n / radix
  const half = (radix - 1) / 2
  for (let k = 0; k < span; k++) {
    const twiddle = k * (radix - 1) - 1
    for (let j = k, o = k; j < step; j += span, o += radix * span) {
      const ar = xr[j]!
      const ai = xi[j]!
      let totalRe = ar
      let totalIm = ai
      for (let q = 1; q <= half; q++) {
        const p = j + q * step
        const r = j + (radix - q) * step
        const wr = re[twiddle + q]!
        const wi = im[twiddle + q]!
        const vr = re[twiddle + radix - q]!
        const vi = im[twiddle + radix - q]!
        const br = xr[p]! * wr - xi[p]! * wi
        const bi = xr[p]! * wi + xi[p]! * wr
        const cr = xr[r]! * vr - xi[r]! * vi
        const ci = xr[r]! * vi + xi[r]! * vr
        sumRe[q] = br + cr
        sumIm[q] = bi + ci
        differenceRe[q] = br - cr
        differenceIm[q] = bi - ci
        totalRe += br + cr
        totalIm += bi + ci
      }
      yr[o] = totalRe
      yi[o] = totalIm
      for (let m = 1; m <= half; m++) {
        let evenRe = ar
        let evenIm = ai
        let oddRe = 0
        let oddIm = 0
        let turn = 0
        for (let q = 1; q <= half; q++) {
          turn += m
          if (turn >= radix) turn -= radix
          const c = cos[turn]!
          const s = sin[turn]!
          evenRe += c * sumRe[q]!
          evenIm += c * sumIm[q]!
          oddRe += s * differenceRe[q]!
          oddIm += s * differenceIm[q]!
        }
        yr[o + m * span] = evenRe + oddIm
        yi[o + m * span] = evenIm - oddRe
        yr[o + (radix - m) * span] = evenRe - oddIm
        yi[o + (radix - m) * span] = evenIm + oddRe
      }
    }
  }
}
