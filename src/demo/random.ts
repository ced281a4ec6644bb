/** Pseudo-random numbers that are the same everywhere for the same seed. */
export interface Random {
  /** An integer from 0 to 2^32 − 1. */
  next(): number
  /** An integer from 0 to `count` − 1. */
  below(count: number): number
}

/** Mixes numbers into one seed, so that each hour has a stream of its own. */
export const mix = (...parts: readonly number[]): number => {
  let hash = 0x9e3779b9
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** Mulberry32, a public-domain generator by Tommy Ettinger: 32 bits of state, one multiplication chain a number. */
export const random = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  return { next, below: (count) => Math.floor((next() / 4_294_967_296) * count) }
}
