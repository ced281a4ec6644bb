/**
 * Sine, cosine and arc tangent rounded (all but always) correctly, as the engine's library does it; JavaScript's own are off in the last
 * place now and then, which shows where coordinates are written as text. Computed with pairs of doubles (about 32 digits).
 */

/** A sum of two doubles, the second much smaller. */
type Pair = readonly [high: number, low: number]

const split = (a: number): Pair => {
  const c = 134217729 * a
  const high = c - (c - a)
  return [high, a - high]
}

const quickSum = (a: number, b: number): Pair => {
  const s = a + b
  return [s, b - (s - a)]
}

const sum = (a: number, b: number): Pair => {
  const s = a + b
  const v = s - a
  return [s, a - (s - v) + (b - v)]
}

const product = (a: number, b: number): Pair => {
  const p = a * b
  const [ah, al] = split(a)
  const [bh, bl] = split(b)
  return [p, ah * bh - p + ah * bl + al * bh + al * bl]
}

const add = (a: Pair, b: Pair): Pair => {
  const [s, e] = sum(a[0], b[0])
  return quickSum(s, e + a[1] + b[1])
}

const multiply = (a: Pair, b: Pair): Pair => {
  const [p, e] = product(a[0], b[0])
  return quickSum(p, e + a[0] * b[1] + a[1] * b[0])
}

const negate = (a: Pair): Pair => [-a[0], -a[1]]

/** 1 / n, to the full precision of a pair. */
const reciprocal = (n: number): Pair => {
  const q = 1 / n
  const [p, e] = product(q, n)
  return quickSum(q, (1 - p - e) / n)
}

const HALF_PI: readonly [number, number, number] = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33]
const TERMS = 13

/** 1/0!, 1/1!, 1/2!, … with the signs of the series of cosine and sine. */
const COEFFICIENTS: readonly Pair[] = (() => {
  const all: Pair[] = [[1, 0]]
  for (let n = 1; n <= 2 * TERMS + 1; n++) all.push(multiply(all[n - 1] as Pair, reciprocal(n)))
  return all.map((c, n) => (n % 4 < 2 ? c : negate(c)))
})()

const series = (square: Pair, first: 0 | 1): Pair => {
  let total: Pair = COEFFICIENTS[2 * TERMS + first] as Pair
  for (let n = TERMS - 1; n >= 0; n--) total = add(multiply(total, square), COEFFICIENTS[2 * n + first] as Pair)
  return total
}

/** Sine and cosine of an angle of a few turns at most. */
const sineCosine = (x: number): { readonly sin: Pair; readonly cos: Pair } => {
  const quarter = Math.round(x / HALF_PI[0])
  const most = product(quarter, HALF_PI[0])
  const rest = add(product(quarter, HALF_PI[1]), [quarter * HALF_PI[2], 0])
  const r = add(add([x, 0], negate(most)), negate(rest))
  const square = multiply(r, r)
  const sin = multiply(r, series(square, 1))
  const cos = series(square, 0)
  switch (quarter & 3) {
    case 0:
      return { sin, cos }
    case 1:
      return { sin: cos, cos: negate(sin) }
    case 2:
      return { sin: negate(sin), cos: negate(cos) }
    default:
      return { sin: negate(cos), cos: sin }
  }
}

/** Sine and cosine of radians. */
export const sinCos = (x: number): readonly [sin: number, cos: number] => {
  const { sin, cos } = sineCosine(x)
  return [sin[0], cos[0]]
}

/** The direction of (x, y) in radians. */
export const atan2 = (y: number, x: number): number => {
  const near = Math.atan2(y, x)
  if (y === 0 || near === 0) return near
  const { sin, cos } = sineCosine(near)
  // The tangent of what is missing.
  const [across] = add(multiply([y, 0], cos), negate(multiply([x, 0], sin)))
  return near + across / (x * cos[0] + y * sin[0])
}
