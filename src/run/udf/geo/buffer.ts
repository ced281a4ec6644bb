/**
 * Buffers: all that is within a radius of a point or a convex polygon, as S2's buffer operation draws them: arcs in equal steps, each
 * beginning at right angles to an edge. Other shapes would have to be united with themselves, and are refused.
 */
import { orientation } from './predicates.ts'
import { refuse } from './refusal.ts'
import { add, angle, cross, EARTH_RADIUS, normalize, normalOf, type Point, scale } from './vector.ts'

/** Radius and steps in radians. */
interface Buffer {
  readonly radius: number
  /** The greatest turn between two corners of an arc. */
  readonly step: number
}

const LARGEST = Math.PI / 4

/** The radius and the tolerance are in metres. */
const bufferOf = (metres: number, tolerance: number): Buffer => {
  const radius = metres / EARTH_RADIUS
  if (tolerance >= metres) refuse('what a tolerance of the radius or more gives is not documented')
  if (tolerance < 1e-6 * metres || radius > LARGEST) refuse('what so small a tolerance or so large a radius gives is not documented')
  const step = Math.min((2 * Math.PI) / 3, 2 * Math.acos(Math.tan((metres - tolerance) / EARTH_RADIUS) / Math.tan(radius)))
  return { radius, step }
}

const onRay = (from: Point, direction: Point, radians: number): Point =>
  normalize(add(scale(from, Math.cos(radians)), scale(direction, Math.sin(radians))))

/** The corners of an arc around a point, counterclockwise from one direction to just before another. */
const arc = (center: Point, start: Point, span: number, step: number, radius: number): readonly Point[] => {
  const turned = normalize(cross(center, start))
  const corners: Point[] = []
  for (let i = 0; i === 0 || i * step < span; i++) corners.push(onRay(center, onRay(start, turned, i * step), radius))
  return corners
}

/** A regular polygon around a point. */
export const pointBuffer = (center: Point, metres: number, tolerance: number): readonly Point[] => {
  const { radius, step } = bufferOf(metres, tolerance)
  const corners = Math.ceil((2 * Math.PI) / step)
  const turn = (2 * Math.PI) / corners
  return arc(center, perpendicular(center), (corners - 0.5) * turn, turn, radius)
}

/** A direction at right angles to a point, as S2 chooses it. */
const perpendicular = (z: Point): Point => {
  const [ax, ay, az] = [Math.abs(z.x), Math.abs(z.y), Math.abs(z.z)]
  const largest = ax > ay ? (ax > az ? 'x' : 'z') : ay > az ? 'y' : 'z'
  const before = { x: 'z', y: 'x', z: 'y' } as const
  return normalize(cross(z, { x: 0.012, y: 0.0053, z: 0.00457, [before[largest]]: 1 }))
}

/** The direction to the right of an edge. */
const rightOf = (a: Point, b: Point): Point => normalize(normalOf(b, a))

/** The corners along an edge's right side, from its start to just before its end. */
const side = (a: Point, b: Point, radius: number, tolerance: number): readonly Point[] => {
  const away = rightOf(a, b)
  const quarter = Math.PI / 2 - radius - tolerance
  const step = Math.min((2 * Math.PI) / 3, 2 * Math.acos(Math.tan(quarter - tolerance) / Math.tan(quarter)))
  if (angle(a, b) >= step) refuse('how many corners a long edge has is not certain')
  return [onRay(a, away, radius)]
}

/** The buffer of a loop that turns left at every corner. */
export const loopBuffer = (loop: readonly Point[], metres: number, tolerance: number): readonly Point[] => {
  const { radius, step } = bufferOf(metres, tolerance)
  const at = (i: number) => loop[i % loop.length] as Point
  return loop.flatMap((_, i) => {
    const [a, b, c] = [at(i), at(i + 1), at(i + 2)]
    if (orientation(a, b, c) < 0) refuse('the buffer of a polygon that is not convex would touch itself')
    const [start, end] = [rightOf(a, b), rightOf(b, c)]
    return [...side(a, b, radius, tolerance / EARTH_RADIUS), ...arc(b, start, angle(start, end), step, radius)]
  })
}
