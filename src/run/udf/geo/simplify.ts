/** Simplification, as far as its result is certain. */
import { angle, EARTH_RADIUS, type Point } from './vector.ts'

/** Whether all corners are nearer to each other than the tolerance (in metres): one of them remains, which is no shape any more. */
export const simplifiesToNothing = (corners: readonly Point[], tolerance: number): boolean =>
  corners.every((p, i) => corners.slice(i + 1).every((q) => angle(p, q) * EARTH_RADIUS < tolerance))
