import { expect } from 'vitest'

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32): the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A daily pattern with noise and a few spikes. */
export function seasonalSeries(n: number, period: number, seed: number): Float64Array {
  const random = seeded(seed)
  return Float64Array.from({ length: n }, (_, i) => {
    const spike = random() > 0.98 ? 40 : 0
    return 100 + 40 * Math.sin((2 * Math.PI * i) / period) + 10 * random() + spike
  })
}

/** Every element within `tolerance` relative to its size (absolute below 1); NaN only where NaN is expected. */
export function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-12): void {
  expect(got.length).toBe(want.length)
  for (let i = 0; i < want.length; i++) {
    const w = want[i]!
    if (Number.isNaN(w)) expect(got[i], `element ${i}`).toBeNaN()
    else expect(Math.abs(got[i]! - w), `element ${i}: ${got[i]} instead of ${w}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(w)))
  }
}
