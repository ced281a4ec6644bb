import { LARGEST_RADIX, type Pass, pass2, pass3, pass4, passOdd } from './fft-passes.ts'
import { cached, type FftPlan, factorize, planOf, rootOfUnity } from './fft-plan.ts'
import { type Series, toFloat64 } from './numeric.ts'

/** A complex series as two real ones of the same length. */
export type ComplexSeries = { readonly real: Float64Array; readonly imag: Float64Array }

let workRe: Float64Array = new Float64Array(1024)
let workIm: Float64Array = new Float64Array(1024)

/** Transforms re, im in place: X[k] = Σ x[j]·exp(−2πi·jk/n), no scaling, any length. */
export function transform(re: Float64Array, im: Float64Array): void {
  if (re.length > 1) methodOf(re.length)(re, im)
}

type Method = (re: Float64Array, im: Float64Array) => void

const methodOf: (n: number) => Method = cached((n) => {
  if (hasLargeFactor(n)) {
    const chirp = makeChirp(n)
    return (re, im) => bluestein(re, im, chirp)
  }
  const plan = planOf(n)
  return (re, im) => mixedRadix(re, im, plan)
})

/** Whether a transform of this length needs Bluestein's detour. */
export function hasLargeFactor(n: number): boolean {
  return factorize(n).at(-1)! > LARGEST_RADIX
}

const passes: Readonly<Record<number, Pass>> = { 2: pass2, 3: pass3, 4: pass4 }

function mixedRadix(re: Float64Array, im: Float64Array, plan: FftPlan): void {
  const n = plan.n
  if (workRe.length < n) {
    workRe = new Float64Array(2 * n)
    workIm = new Float64Array(2 * n)
  }
  let inRe = re
  let inIm = im
  let outRe = workRe
  let outIm = workIm
  for (const stage of plan.stages) {
    const pass = passes[stage.radix] ?? passOdd
    pass(stage, n, inRe, inIm, outRe, outIm)
    const r = inRe
    const i = inIm
    inRe = outRe
    inIm = outIm
    outRe = r
    outIm = i
  }
  if (inRe === re) return
  for (let i = 0; i < n; i++) {
    re[i] = inRe[i]!
    im[i] = inIm[i]!
  }
}

type Chirp = { readonly re: Float64Array; readonly im: Float64Array; readonly filterRe: Float64Array; readonly filterIm: Float64Array }

/** Bluestein: a transform of any length is a convolution with a chirp, done by transforms of a power of two. */
function makeChirp(n: number): Chirp {
  let size = 1
  while (size < 2 * n - 1) size *= 2
  const re = new Float64Array(n)
  const im = new Float64Array(n)
  const filterRe = new Float64Array(size)
  const filterIm = new Float64Array(size)
  for (let k = 0; k < n; k++) {
    // exp(−πi·k²/n); k² modulo 2n, as a float exact far beyond any series
    const root = rootOfUnity((k * k) % (2 * n), 2 * n)
    re[k] = root.re
    im[k] = -root.im
    filterRe[k] = root.re
    filterIm[k] = root.im
    if (k > 0) {
      filterRe[size - k] = root.re
      filterIm[size - k] = root.im
    }
  }
  mixedRadix(filterRe, filterIm, planOf(size))
  return { re, im, filterRe, filterIm }
}

function bluestein(re: Float64Array, im: Float64Array, chirp: Chirp): void {
  const n = re.length
  const { filterRe, filterIm } = chirp
  const size = filterRe.length
  const plan = planOf(size)
  const ar = new Float64Array(size)
  const ai = new Float64Array(size)
  for (let k = 0; k < n; k++) {
    ar[k] = re[k]! * chirp.re[k]! - im[k]! * chirp.im[k]!
    ai[k] = re[k]! * chirp.im[k]! + im[k]! * chirp.re[k]!
  }
  mixedRadix(ar, ai, plan)
  // The product is conjugated, so that a second forward transform is the inverse one, conjugated and times its size
  for (let k = 0; k < size; k++) {
    const r = ar[k]! * filterRe[k]! - ai[k]! * filterIm[k]!
    ai[k] = -(ar[k]! * filterIm[k]! + ai[k]! * filterRe[k]!)
    ar[k] = r
  }
  mixedRadix(ar, ai, plan)
  for (let k = 0; k < n; k++) {
    const r = ar[k]! / size
    const i = -ai[k]! / size
    re[k] = r * chirp.re[k]! - i * chirp.im[k]!
    im[k] = r * chirp.im[k]! + i * chirp.re[k]!
  }
}

/**
 * series_fft: the discrete Fourier transform of real + i·imag, unscaled, any length. undefined where the two parts differ in length (the page is silent).
 * The sign and scale follow the usual definition, which the page names; no recorded result decides them.
 */
export function seriesFft(real: Series, imag?: Series): ComplexSeries | undefined {
  if (imag !== undefined && imag.length !== real.length) return undefined
  const re = Float64Array.from(toFloat64(real))
  const im = imag === undefined ? new Float64Array(re.length) : Float64Array.from(toFloat64(imag))
  transform(re, im)
  return { real: re, imag: im }
}

/** series_ifft: the inverse of seriesFft, divided by the length, so that the round trip gives the series back (as the series_fft page's example says). */
export function seriesIfft(real: Series, imag?: Series): ComplexSeries | undefined {
  if (imag !== undefined && imag.length !== real.length) return undefined
  const re = Float64Array.from(toFloat64(real))
  const im = imag === undefined ? new Float64Array(re.length) : Float64Array.from(toFloat64(imag))
  transform(im, re) // exchanging the parts before and after conjugates the transform
  const n = re.length
  for (let i = 0; i < n; i++) {
    re[i] = re[i]! / n
    im[i] = im[i]! / n
  }
  return { real: re, imag: im }
}
