/** Exact answers to "which side?": no rounding, and no three points on one line (as in S2, ties are broken by shifting points infinitesimally). */
import { cross, dot, normalOf, type Point, same, subtract } from './vector.ts'

const EPSILON = 2 ** -53

/**
 * 1 where a, b, c turn to the left (counterclockwise), -1 where they turn to the right, 0 only where two of them are the same point.
 * The same for any rotation of the arguments, negated for any swap.
 */
export const orientation = (a: Point, b: Point, c: Point): -1 | 0 | 1 => {
  const det = dot(cross(a, b), c)
  // The bound of S2's triage of signs.
  if (det > 8 * EPSILON) return 1
  if (det < -8 * EPSILON) return -1
  if (same(a, b) || same(b, c) || same(c, a)) return 0
  return stable(a, b, c) ?? exact(a, b, c)
}

/** From differences, which are small where the points are close to each other. */
const stable = (a: Point, b: Point, c: Point): -1 | 1 | undefined => {
  const [ab, bc, ca] = [subtract(b, a), subtract(c, b), subtract(a, c)]
  const [ab2, bc2, ca2] = [dot(ab, ab), dot(bc, bc), dot(ca, ca)]
  // The corner between the two shorter sides.
  const [p, q, at, size] =
    ab2 >= bc2 && ab2 >= ca2
      ? ([bc, ca, c, bc2 * ca2] as const)
      : bc2 >= ca2
        ? ([ca, ab, a, ca2 * ab2] as const)
        : ([ab, bc, b, ab2 * bc2] as const)
  const det = dot(cross(p, q), at)
  const error = 8 * EPSILON * Math.sqrt(size)
  return det > error ? 1 : det < -error ? -1 : undefined
}

type Exact = readonly [x: bigint, y: bigint, z: bigint]

/** A coordinate times 2^1074, which makes every double whole. */
const whole = (v: number): bigint => {
  let [mantissa, exponent] = [v, 0]
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    exponent++
  }
  return BigInt(mantissa) << BigInt(1074 - exponent)
}
const signOf = (v: bigint): -1 | 0 | 1 => (v > 0n ? 1 : v < 0n ? -1 : 0)

const exact = (a: Point, b: Point, c: Point): -1 | 1 => {
  // Sorted, so that the shifts are the same whatever the order of the arguments.
  const points = [a, b, c]
  let swaps = 1
  for (const [i, j] of [
    [0, 1],
    [1, 2],
    [0, 1],
  ] as const) {
    if (compare(points[i] as Point, points[j] as Point) <= 0) continue
    ;[points[i], points[j]] = [points[j] as Point, points[i] as Point]
    swaps = -swaps
  }
  const [p, q, r] = points.map((v): Exact => [whole(v.x), whole(v.y), whole(v.z)]) as [Exact, Exact, Exact]
  const qr: Exact = [q[1] * r[2] - q[2] * r[1], q[2] * r[0] - q[0] * r[2], q[0] * r[1] - q[1] * r[0]]
  // The determinant, then its terms of the shifts, from the largest shift to the smallest.
  const terms = [
    p[0] * qr[0] + p[1] * qr[1] + p[2] * qr[2],
    qr[2],
    qr[1],
    qr[0],
    r[0] * p[1] - r[1] * p[0],
    r[0],
    -r[1],
    r[2] * p[0] - r[0] * p[2],
    r[2],
  ]
  const decisive = terms.map(signOf).find((s) => s !== 0) ?? 1
  return (decisive * swaps) as -1 | 1
}

const compare = (a: Point, b: Point): number => a.x - b.x || a.y - b.y || a.z - b.z

/** Whether the edges ab and cd cross at a point inside both. */
export const edgesCross = (a: Point, b: Point, c: Point, d: Point): boolean => {
  const side = orientation(a, c, b)
  return side !== 0 && orientation(c, b, d) === side && orientation(b, d, a) === side && orientation(d, a, c) === side
}

/** Where two edges that cross do so; undefined where they are too nearly parallel for an exact answer. */
export const crossing = (a: Point, b: Point, c: Point, d: Point): Point | undefined => {
  const [n, m] = [normalOf(a, b), normalOf(c, d)]
  const x = cross(n, m)
  const size = Math.sqrt(dot(x, x))
  if (size < 1e-5 * Math.sqrt(dot(n, n) * dot(m, m))) return undefined
  const middle = { x: a.x + b.x + c.x + d.x, y: a.y + b.y + c.y + d.y, z: a.z + b.z + c.z + d.z }
  const by = (dot(x, middle) < 0 ? -1 : 1) / size
  return { x: x.x * by, y: x.y * by, z: x.z * by }
}
