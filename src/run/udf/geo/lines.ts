/** Lines on the sphere: lengths, points on them, what two of them share. */
import { readJson, readLines } from './geojson.ts'
import { crossing, edgesCross } from './predicates.ts'
import { refuse } from './refusal.ts'
import {
  add,
  angle,
  antipodal,
  closestOnEdge,
  dot,
  EARTH_RADIUS,
  interpolate,
  normalize,
  type Point,
  pointOf,
  same,
  scale,
  subtract,
} from './vector.ts'

export type Line = readonly Point[]
export interface Lines {
  readonly multi: boolean
  readonly lines: readonly Line[]
}

/** The lines of a GeoJSON text; undefined where it is no valid LineString or MultiLineString. */
export const linesIn = (json: string): Lines | undefined => linesFrom(readJson(json))

/** Likewise, of a value that has been read. */
export const linesFrom = (value: unknown): Lines | undefined => {
  const read = readLines(value)
  if (!read) return undefined
  const lines = read.lines.map((line) => line.map(pointOf))
  for (const line of lines) {
    for (const [a, b] of edgesOf(line)) {
      if (antipodal(a, b)) return undefined
      if (same(a, b)) return refuse('what a line with the same position twice in a row gives is not documented')
    }
  }
  return { multi: read.multi, lines }
}

export type Edge = readonly [from: Point, to: Point]

export const edgesOf = (line: Line): readonly Edge[] => line.slice(1).map((to, i) => [line[i] as Point, to])

/** The edges of several lines as of their union: an edge that several have counts once. */
const unionEdges = ({ lines }: Lines): readonly Edge[] => {
  if (lines.length === 1) return edgesOf(lines[0] as Line)
  const found = new Map<string, Edge>()
  for (const edge of lines.flatMap(edgesOf)) {
    const [from, to] = edge
    if (found.has(keyOf(to, from))) refuse('how lines that run along each other in opposite directions are united is not known')
    found.set(keyOf(from, to), edge)
  }
  return [...found.values()]
}

export const pointKey = (p: Point): string => `${p.x} ${p.y} ${p.z}`
export const keyOf = (from: Point, to: Point): string => `${pointKey(from)} ${pointKey(to)}`

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** In metres. */
export const lineLength = (lines: Lines): number => sum(unionEdges(lines).map(([a, b]) => angle(a, b))) * EARTH_RADIUS

/** The sum of the edges' centres, weighted by their lengths, on the sphere. */
export const lineCentroid = (lines: Lines): Point => {
  const parts = unionEdges(lines).map(([a, b]) => {
    const [difference, total] = [subtract(a, b), add(a, b)]
    return scale(total, Math.sqrt(dot(difference, difference) / dot(total, total)))
  })
  return normalize(parts.reduce(add, { x: 0, y: 0, z: 0 }))
}

/** The point of some edges that is closest to a point. */
export const closestPoint = (point: Point, edges: readonly Edge[]): Point => {
  let best: Point | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [a, b] of edges) {
    const candidate = closestOnEdge(point, a, b)
    const way = subtract(candidate, point)
    const length = dot(way, way)
    if (length < least) [best, least] = [candidate, length]
  }
  return best as Point
}

const single = ({ lines }: Lines): Line =>
  lines.length === 1 ? (lines[0] as Line) : refuse('the function is documented for a single line only')

/** The point at a fraction (0 to 1) of a line's length. */
export const interpolateLine = (lines: Lines, fraction: number): Point => {
  const line = single(lines)
  const edges = edgesOf(line)
  let left = fraction * sum(edges.map(([a, b]) => angle(a, b)))
  for (const [a, b] of edges) {
    const length = angle(a, b)
    if (left < length) return interpolate(a, b, left / length)
    left -= length
  }
  return line.at(-1) as Point
}

/** At which fraction of a line's length the point lies that is closest to a point. */
export const locateOnLine = (lines: Lines, point: Point): number => {
  const edges = edgesOf(single(lines))
  let [best, least, before, total] = [0, Number.POSITIVE_INFINITY, 0, 0]
  for (const [a, b] of edges) {
    const candidate = closestOnEdge(point, a, b)
    const way = subtract(candidate, point)
    const length = dot(way, way)
    if (length < least) [least, before, best] = [length, total, total + angle(a, candidate)]
    total += angle(a, b)
  }
  return total === 0 ? 0 : Math.min(1, Math.max(before, best) / total)
}

/** Whether an edge passes a point so closely that rounding decides what they share. */
const grazes = (p: Point, [a, b]: Edge): boolean => {
  if (same(p, a) || same(p, b)) return false
  const way = subtract(closestOnEdge(p, a, b), p)
  return dot(way, way) < 1e-30
}

/** Whether two edges cross at a point inside both. Refuses where an end of one lies on the other: rounding would decide. */
export const properlyCross = (a: Edge, b: Edge): boolean => {
  if (a.some((p) => grazes(p, b)) || b.some((p) => grazes(p, a))) refuse('an edge passes a corner so closely that rounding would decide')
  return edgesCross(a[0], a[1], b[0], b[1])
}

/** Whether some edge of the one shares a point with some edge of the other. */
export const edgesMeet = (first: readonly Edge[], second: readonly Edge[]): boolean =>
  first.some((a) => second.some((b) => a.some((p) => b.some((q) => same(p, q))) || properlyCross(a, b)))

/** Where the edges of two lines meet: proper crossings and common corners, in the order of the first line. */
export const meetings = (
  first: readonly Edge[],
  second: readonly Edge[],
): { readonly crossings: readonly Point[]; readonly touches: readonly Point[] } => {
  const crossings: Point[] = []
  const touches = new Map<string, Point>()
  for (const a of first) {
    for (const b of second) {
      const common = a.filter((p) => b.some((q) => same(p, q)))
      for (const p of common) touches.set(pointKey(p), p)
      if (common.length > 0) continue
      if (!properlyCross(a, b)) continue
      crossings.push(crossing(a[0], a[1], b[0], b[1]) ?? refuse('two edges that cross are nearly parallel'))
    }
  }
  return { crossings, touches: [...touches.values()] }
}
