/** What a transform of one length needs and never changes: the order of its stages and the roots of unity. */
export type FftPlan = {
  readonly n: number
  readonly stages: readonly FftStage[]
}

/** One pass of radix `radix` over data of which `span` points are already transformed together. */
export type FftStage = {
  readonly radix: number
  readonly span: number
  /** cos and −sin of 2π·q·k/(radix·span), at k·(radix − 1) + q − 1 for k < span, 1 ≤ q < radix. */
  readonly re: Float64Array
  readonly im: Float64Array
  /** cos and sin of 2π·j/radix, for the general radix. */
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/**
 * cos and sin of 2π·k/n, computed in the first octant: the eight symmetric roots are then exactly symmetric and multiples of a quarter turn exact,
 * so that the transform of small integers gives integers.
 */
export function rootOfUnity(k: number, n: number): { re: number; im: number } {
  let turn = k % n
  if (turn < 0) turn += n
  const octants = 8 * turn
  const octant = Math.floor(octants / n)
  // The distance, in eighths of 1/n turns, from the multiple of a quarter turn that is nearest to the angle's octant
  const rest = octants - Math.floor((octant + 1) / 2) * 2 * n
  const angle = (Math.PI * Math.abs(rest)) / (4 * n)
  const c = Math.cos(angle)
  const s = rest < 0 ? -Math.sin(angle) : Math.sin(angle)
  switch (Math.floor((octant + 1) / 2) % 4) {
    case 0:
      return { re: c, im: s }
    case 1:
      return { re: -s, im: c }
    case 2:
      return { re: -c, im: -s }
    default:
      return { re: s, im: -c }
  }
}

/** Radices of a length: fours and a two, threes, fives, then the other primes in ascending order. Empty for 1. */
export function factorize(n: number): number[] {
  const factors: number[] = []
  let rest = n
  for (const radix of [4, 2, 3, 5]) {
    while (rest % radix === 0) {
      factors.push(radix)
      rest /= radix
    }
  }
  for (let p = 7; p * p <= rest; p += 2) {
    while (rest % p === 0) {
      factors.push(p)
      rest /= p
    }
  }
  if (rest > 1) factors.push(rest)
  return factors
}

function makeStage(radix: number, span: number): FftStage {
  const re = new Float64Array(span * (radix - 1))
  const im = new Float64Array(span * (radix - 1))
  for (let k = 0; k < span; k++) {
    for (let q = 1; q < radix; q++) {
      const root = rootOfUnity(q * k, radix * span)
      re[k * (radix - 1) + q - 1] = root.re
      im[k * (radix - 1) + q - 1] = -root.im
    }
  }
  const cos = new Float64Array(radix)
  const sin = new Float64Array(radix)
  for (let j = 0; j < radix; j++) {
    const root = rootOfUnity(j, radix)
    cos[j] = root.re
    sin[j] = root.im
  }
  return { radix, span, re, im, cos, sin }
}

/** Keeps what was made for the last few lengths: the series of one query mostly have the same length. */
export function cached<T>(make: (n: number) => T, capacity = 16): (n: number) => T {
  const entries = new Map<number, T>()
  return (n) => {
    const known = entries.get(n)
    if (known !== undefined) return known
    if (entries.size >= capacity) entries.delete(entries.keys().next().value as number)
    const made = make(n)
    entries.set(n, made)
    return made
  }
}

/** The plan of an n-point transform, n ≥ 1. */
export const planOf: (n: number) => FftPlan = cached((n) => {
  const stages: FftStage[] = []
  let span = 1
  for (const radix of factorize(n)) {
    stages.push(makeStage(radix, span))
    span *= radix
  }
  return { n, stages }
})
