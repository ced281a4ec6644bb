import { hasLargeFactor, transform } from './fft.ts'
import { cached, rootOfUnity } from './fft-plan.ts'
import { createScratch, mean } from './numeric.ts'

/** Circular autocorrelation and periodogram of a centred series; valid until the next call (the buffers are reused). */
export type Spectrum = {
  readonly n: number
  /** acf[p] = Σ z[i]·z[(i + p) mod n] for p = 0 .. n/2 (rounded down); the rest follows from acf[n − p] = acf[p]. */
  readonly acf: Float64Array
  /** |DFT(z)[k]|² for k = 0 .. n/4 + 1 (rounded down), the bins that period detection looks at; bin 0 is 0. */
  readonly power: Float64Array
  /** Mean of the bins 1 .. n/2 (rounded down). */
  readonly meanPower: number
  /** Largest absolute value of the series before centring. */
  readonly magnitude: number
}

/** Up to this length a length with a large prime factor is done by the definition, above by Bluestein's transform. */
const DIRECT_LIMIT = 500

const centred = createScratch()
const acfScratch = createScratch()
const powerScratch = createScratch()
const imaginary = createScratch()

/**
 * Spectrum of the first n values (n ≥ 1, finite) minus their mean: n-point, no padding, no detrending, as the recorded scores demand.
 * Lengths whose prime factors are small go through two FFTs, other short ones through the sums of the definition; both agree to rounding.
 */
export function spectrumOf(y: Float64Array, n: number): Spectrum {
  const z = centred.take(2 * n)
  const average = mean(y, n)
  let magnitude = 0
  for (let i = 0; i < n; i++) {
    const v = y[i]!
    if (v > magnitude) magnitude = v
    else if (-v > magnitude) magnitude = -v
    z[i] = v - average
  }
  const acf = acfScratch.take((n >> 1) + 2)
  const power = powerScratch.take((n >> 2) + 2)
  const half = n % 2 === 0 ? n / 2 : n
  const meanPower = hasLargeFactor(half) && n <= DIRECT_LIMIT ? direct(z, n, acf, power) : byTransform(z, n, acf, power)
  return { n, acf, power, meanPower, magnitude }
}

/** Both by their definition. The autocorrelation takes four lags in one go: the sums are independent and share the loads. */
function direct(z: Float64Array, n: number, acf: Float64Array, power: Float64Array): number {
  for (let i = 0; i < n; i++) z[n + i] = z[i]!
  const last = n >> 1
  let p = 0
  for (; p + 3 <= last; p += 4) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = 0, j = p; i < n; i++, j++) {
      const v = z[i]!
      a += v * z[j]!
      b += v * z[j + 1]!
      c += v * z[j + 2]!
      d += v * z[j + 3]!
    }
    acf[p] = a
    acf[p + 1] = b
    acf[p + 2] = c
    acf[p + 3] = d
  }
  for (; p <= last; p++) {
    let a = 0
    for (let i = 0, j = p; i < n; i++, j++) a += z[i]! * z[j]!
    acf[p] = a
  }
  // The power spectrum is the cosine transform of the autocorrelation, which is even
  const cos = cosinesOf(n)
  const pairs = (n - 1) >> 1
  for (let k = 0; k <= (n >> 2) + 1; k++) {
    let total = 0
    let turn = 0
    for (let lag = 1; lag <= pairs; lag++) {
      turn += k
      if (turn >= n) turn -= n
      total += acf[lag]! * cos[turn]!
    }
    power[k] = acf[0]! + 2 * total + (n % 2 === 0 ? (k % 2 === 0 ? acf[last]! : -acf[last]!) : 0)
  }
  power[0] = 0
  // Parseval: all n bins together are n·Σz²; the bins k and n − k are equal
  let middle = 0
  if (n % 2 === 0) {
    let alternating = 0
    for (let i = 0; i < n; i += 2) alternating += z[i]! - z[i + 1]!
    middle = alternating * alternating
  }
  return (n * acf[0]! + middle) / 2 / last
}

const cosinesOf: (n: number) => Float64Array = cached((n) => Float64Array.from({ length: n }, (_, k) => rootOfUnity(k, n).re))

/** Power spectrum by a transform; the autocorrelation is the transform of the power spectrum, which is real and even. */
function byTransform(z: Float64Array, n: number, acf: Float64Array, power: Float64Array): number {
  const bins = imaginary.take(2 * n)
  halfSpectrum(z, n, bins)
  const last = n >> 1
  const spectrum = z // its values are not needed any more
  spectrum[0] = 0
  let total = 0
  for (let k = 1; k <= last; k++) {
    const re = bins[2 * k]!
    const im = bins[2 * k + 1]!
    const p = re * re + im * im
    spectrum[k] = p
    spectrum[n - k] = p
    total += p
  }
  for (let k = 0; k <= (n >> 2) + 1; k++) power[k] = spectrum[k]!
  halfSpectrum(spectrum, n, bins)
  for (let p = 0; p <= last; p++) acf[p] = bins[2 * p]! / n
  return total / last
}

const reals = createScratch()
const imags = createScratch()

/** Bins 0 .. n/2 of the transform of a real series, interleaved; an even length takes one complex transform of half the length. */
function halfSpectrum(x: Float64Array, n: number, bins: Float64Array): void {
  if (n % 2 === 1) {
    const re = reals.take(n).subarray(0, n)
    const im = imags.take(n).subarray(0, n)
    re.set(x.subarray(0, n))
    im.fill(0)
    transform(re, im)
    for (let k = 0; k <= n >> 1; k++) {
      bins[2 * k] = re[k]!
      bins[2 * k + 1] = im[k]!
    }
    return
  }
  const h = n / 2
  const re = reals.take(h).subarray(0, h)
  const im = imags.take(h).subarray(0, h)
  for (let i = 0; i < h; i++) {
    re[i] = x[2 * i]!
    im[i] = x[2 * i + 1]!
  }
  transform(re, im)
  const roots = rootsOf(n)
  for (let k = 0; k <= h; k++) {
    // The even points' transform is the conjugate-symmetric part, the odd points' the antisymmetric one
    const a = k === h ? 0 : k
    const b = k === 0 ? 0 : h - k
    const evenRe = (re[a]! + re[b]!) / 2
    const evenIm = (im[a]! - im[b]!) / 2
    const oddRe = (im[a]! + im[b]!) / 2
    const oddIm = (re[b]! - re[a]!) / 2
    const c = roots[2 * k]!
    const s = roots[2 * k + 1]!
    bins[2 * k] = evenRe + c * oddRe + s * oddIm
    bins[2 * k + 1] = evenIm + c * oddIm - s * oddRe
  }
}

/** cos and sin of 2π·k/n for k = 0 .. n/2, interleaved. */
const rootsOf: (n: number) => Float64Array = cached((n) => {
  const roots = new Float64Array(n + 2)
  for (let k = 0; k <= n / 2; k++) {
    const root = rootOfUnity(k, n)
    roots[2 * k] = root.re
    roots[2 * k + 1] = root.im
  }
  return roots
})
