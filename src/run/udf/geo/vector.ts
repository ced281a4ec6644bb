/**
 * Points of the unit sphere. Kusto's geometry is that of the S2 library: a sphere with the radius 6371010 m, edges are geodesics
 * (both found from recorded distances, which agree to 14 digits).
 */

import { atan2, sinCos } from './accurate.ts'

export interface Point {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** Longitude and latitude in degrees, as GeoJSON writes them. */
export type Position = readonly [longitude: number, latitude: number]

/** In metres. */
export const EARTH_RADIUS = 6371010

const RADIANS = Math.PI / 180
const DEGREES = 180 / Math.PI

/** To the last bit as the engine has it. */
export const pointOf = ([longitude, latitude]: Position): Point => {
  const [sinPhi, cosPhi] = sinCos(latitude * RADIANS)
  const [sinTheta, cosTheta] = sinCos(longitude * RADIANS)
  return { x: cosTheta * cosPhi, y: sinTheta * cosPhi, z: sinPhi }
}

/** Likewise, but for the last bit: for points that are only compared. */
export const quickPointOf = ([longitude, latitude]: Position): Point => {
  const [phi, theta] = [latitude * RADIANS, longitude * RADIANS]
  const cosPhi = Math.cos(phi)
  return { x: Math.cos(theta) * cosPhi, y: Math.sin(theta) * cosPhi, z: Math.sin(phi) }
}

export const positionOf = (p: Point): Position => [atan2(p.y, p.x) * DEGREES, atan2(p.z, Math.sqrt(p.x * p.x + p.y * p.y)) * DEGREES]

/** Whether degrees are within their ranges; every function takes others for invalid. */
export const isPosition = (longitude: number, latitude: number): boolean => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90

export const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z })
export const subtract = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z })
export const scale = (a: Point, by: number): Point => ({ x: a.x * by, y: a.y * by, z: a.z * by })
export const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y + a.z * b.z
export const cross = (a: Point, b: Point): Point => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
})
export const norm = (a: Point): number => Math.sqrt(dot(a, a))
export const normalize = (a: Point): Point => scale(a, 1 / norm(a))
export const same = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y && a.z === b.z
export const antipodal = (a: Point, b: Point): boolean => a.x === -b.x && a.y === -b.y && a.z === -b.z

/** The normal of the plane through two points (twice the cross product), exact enough for points that are close to each other. */
export const normalOf = (a: Point, b: Point): Point => cross(add(b, a), subtract(b, a))

/** In radians, exact for small and large angles. */
export const angle = (a: Point, b: Point): number => Math.atan2(norm(cross(a, b)), dot(a, b))

/** The distance of two positions on the sphere in radians, by the haversine formula. */
export const haversine = (a: Position, b: Position): number => {
  const [latA, latB] = [a[1] * RADIANS, b[1] * RADIANS]
  const sinLat = Math.sin(0.5 * (latB - latA))
  const sinLng = Math.sin(0.5 * (b[0] - a[0]) * RADIANS)
  return 2 * Math.asin(Math.sqrt(Math.min(1, sinLat * sinLat + sinLng * sinLng * Math.cos(latA) * Math.cos(latB))))
}

/** The point at an angle from a on the way to b. */
export const along = (a: Point, b: Point, radians: number): Point => {
  const direction = normalize(cross(normalOf(a, b), a))
  return normalize(add(scale(a, Math.cos(radians)), scale(direction, Math.sin(radians))))
}

/** The point at a fraction of the way from a to b. */
export const interpolate = (a: Point, b: Point, fraction: number): Point =>
  fraction === 0 ? a : fraction === 1 ? b : along(a, b, fraction * angle(a, b))

/** The point of an edge that is closest to x. */
export const closestOnEdge = (x: Point, a: Point, b: Point): Point => {
  if (same(x, a) || same(x, b)) return x
  const n = normalize(normalOf(a, b))
  const p = subtract(x, scale(n, dot(x, n)))
  const within = dot(cross(p, n), a) > 0 && dot(cross(n, p), b) > 0
  if (within) return normalize(p)
  const [toA, toB] = [subtract(x, a), subtract(x, b)]
  return dot(toA, toA) <= dot(toB, toB) ? a : b
}
