/**
 * Small numeric helpers shared by the series functions. All of them are plain loops: they run per series, often tens of thousands of times a second.
 */

/** What every series function accepts: numbers in order, NaN where a value is null or missing. */
export type Series = ArrayLike<number>

/** The same values as a Float64Array; the argument itself if it is one already (never written to by the callers). */
export function toFloat64(series: Series): Float64Array {
  return series instanceof Float64Array ? series : Float64Array.from(series)
}

/** Sum of the first `n` values from left to right, the order in which the engine adds (recorded trend of an 840-point series, to the last bit). */
export function sum(values: Float64Array, n: number = values.length): number {
  let total = 0
  for (let i = 0; i < n; i++) total += values[i]!
  return total
}

/** Arithmetic mean of the first `n` values; NaN for n = 0. */
export function mean(values: Float64Array, n: number = values.length): number {
  return sum(values, n) / n
}

/** Whether none of the first `n` values is NaN or infinite. */
export function allFinite(values: Float64Array, n: number = values.length): boolean {
  // x - x is 0 for a finite x and NaN for the others, and NaN stays: one test after the loop instead of one a value
  let check = 0
  for (let i = 0; i < n; i++) check += values[i]! - values[i]!
  return check === 0
}

/** Rounds to the nearest integer, halves to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const fraction = value - floor
  if (fraction !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** A buffer that is kept between calls and grows on demand. The functions here call no foreign code, so two users never overlap. */
export type Scratch = { readonly take: (length: number) => Float64Array }

/** Makes a scratch buffer; `take(n)` gives at least n elements with undefined content, valid until the next `take` of the same scratch. */
export function createScratch(): Scratch {
  let buffer = new Float64Array(1024)
  return {
    take(length) {
      if (buffer.length < length) buffer = new Float64Array(Math.max(length, 2 * buffer.length))
      return buffer
    },
  }
}
