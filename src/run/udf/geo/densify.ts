/**
 * Straight edges of a map as chains of geodesics: S2's tessellation of the plate carrée projection, which halves an edge until it is within
 * the tolerance. Longitudes don't wrap: an edge from 300 to 1 runs west (a recorded result).
 */
import { angle, cross, dot, EARTH_RADIUS, interpolate, type Point, type Position, pointOf, positionOf } from './vector.ts'

/** Where an edge is compared with its geodesic, and by how much the greatest distance of the two can exceed what is found there. */
const PROBE = 0.3121569108224831
const SAFETY = 0.8382999256988851

const between = (a: Position, b: Position, fraction: number): Position => [
  (1 - fraction) * a[0] + fraction * b[0],
  (1 - fraction) * a[1] + fraction * b[1],
]

const deviation = (a: Position, b: Position): number => {
  const [from, to] = [pointOf(a), pointOf(b)]
  // Beyond 90 degrees an edge is halved in any case.
  if (dot(from, to) < -1e-14) return Number.POSITIVE_INFINITY
  const at = (fraction: number) => angle(interpolate(from, to, fraction), pointOf(between(a, b, fraction)))
  return Math.max(at(PROBE), at(1 - PROBE))
}

/** The corners of the chain for a line of positions; the tolerance is in metres. */
export const densified = (line: readonly Position[], tolerance: number): readonly Point[] => {
  const most = (SAFETY * tolerance) / EARTH_RADIUS
  const [first] = line
  if (!first) return []
  const chain: Point[] = [pointOf(first)]
  const extend = (a: Position, b: Position): void => {
    if (a[0] === b[0] || deviation(a, b) <= most) chain.push(pointOf(b))
    else {
      const middle = between(a, b, 0.5)
      extend(a, middle)
      extend(middle, b)
    }
  }
  for (const [i, to] of line.slice(1).entries()) extend(line[i] as Position, to)
  return chain
}

const EDGE_OF_MAP = 179.999999999999

/** The positions of a chain, cut where an edge crosses the antimeridian, which both parts end just before. */
export const cutAtAntimeridian = (chain: readonly Point[]): readonly (readonly Position[])[] => {
  const lines: Position[][] = [[]]
  for (const [i, point] of chain.entries()) {
    const to = positionOf(point)
    const from = chain[i - 1]
    if (from) {
      const [longitude] = positionOf(from)
      if (Math.abs(longitude - to[0]) > 180) {
        // Where the edge's plane cuts the plane of the meridian.
        const at = cross(cross(from, point), { x: 0, y: 1, z: 0 })
        const latitude = (Math.atan2(at.z, Math.abs(at.x)) * 180) / Math.PI
        const sign = at.x > 0 ? -1 : 1
        const edge = longitude < 0 ? -EDGE_OF_MAP : EDGE_OF_MAP
        lines.at(-1)?.push([edge, sign * latitude])
        lines.push([[-edge, sign * latitude]])
      }
    }
    lines.at(-1)?.push(to)
  }
  return lines
}
