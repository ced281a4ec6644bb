/** Polygons on the sphere, as regions: loops with the inside on their left. */
import { s2 } from 's2js'
import { readJson, readPolygons } from './geojson.ts'
import { type Edge, keyOf, properlyCross } from './lines.ts'
import { refuse } from './refusal.ts'
import { add, angle, antipodal, dot, EARTH_RADIUS, normalize, type Point, type Position, pointOf, same } from './vector.ts'

/** A closed chain of corners; the edge from the last to the first closes it. */
export type Loop = readonly Point[]

/** A region by its boundary: shells run counterclockwise, holes clockwise, and no two edges cross. */
export interface Region {
  readonly loops: readonly Loop[]
}

export const edgesOfLoop = (loop: Loop): readonly Edge[] => loop.map((from, i) => [from, loop[(i + 1) % loop.length] as Point])
export const edgesOfRegion = (region: Region): readonly Edge[] => region.loops.flatMap(edgesOfLoop)

/** The polygons of a GeoJSON text as regions; undefined where it is no valid Polygon or MultiPolygon. */
export const regionsIn = (json: string): readonly Region[] | undefined => regionsFrom(readJson(json))

/** Likewise, of a value that has been read. */
export const regionsFrom = (value: unknown): readonly Region[] | undefined => {
  const read = readPolygons(value)
  if (!read) return undefined
  const regions: Region[] = []
  for (const rings of read.polygons) {
    const region = regionOf(rings)
    if (!region) return undefined
    regions.push(region)
  }
  return regions
}

const regionOf = (rings: readonly (readonly Position[])[]): Region | undefined => {
  const loops = rings.map((ring) => ring.slice(0, -1).map(pointOf))
  if (loops.some((loop) => !isValidLoop(loop)) || selfCrossing(loops)) return undefined
  const [shell, ...holes] = loops.map((loop) => smaller(loop))
  if (!shell) return undefined
  if (holes.length > 0) {
    const inside = s2Loop(shell)
    if (holes.some((hole) => !hole.some((p) => inside.containsPoint(s2Point(p))))) refuse('a hole lies outside of its polygon')
  }
  // Holes run the other way round; S2 keeps their last corner last.
  return { loops: [shell, ...holes.map((hole) => [...hole].reverse())] }
}

const isValidLoop = (loop: Loop): boolean =>
  new Set(loop.map((p) => `${p.x} ${p.y} ${p.z}`)).size === loop.length && edgesOfLoop(loop).every(([a, b]) => !antipodal(a, b))

/** Whether edges cross, or two rings have an edge in common. */
const selfCrossing = (loops: readonly Loop[]): boolean => {
  const edges = loops.flatMap(edgesOfLoop)
  const seen = new Set<string>()
  for (const [a, b] of edges) {
    if (seen.has(keyOf(a, b)) || seen.has(keyOf(b, a))) return true
    seen.add(keyOf(a, b))
  }
  return edgePairs(edges).some(([a, b]) => !a.some((p) => b.some((q) => same(p, q))) && properlyCross(a, b))
}

/** Pairs of edges that are near enough to each other to cross, found by a sweep from pole to pole. */
const edgePairs = (edges: readonly Edge[]): readonly (readonly [Edge, Edge])[] => {
  const sorted = edges.map((edge) => ({ edge, ...extent(edge) })).sort((a, b) => a.from - b.from)
  const pairs: (readonly [Edge, Edge])[] = []
  let active: typeof sorted = []
  for (const next of sorted) {
    active = active.filter((other) => other.to >= next.from)
    for (const other of active) if (other.west <= next.east && next.west <= other.east) pairs.push([other.edge, next.edge])
    active.push(next)
  }
  return pairs
}

/** Bounds of an edge in z and in x: a geodesic bulges beyond its ends by no more than its length squared. */
const extent = ([a, b]: Edge): { from: number; to: number; west: number; east: number } => {
  const length = angle(a, b)
  const bulge = Math.min(2, length * length) + 1e-15
  return {
    from: Math.min(a.z, b.z) - bulge,
    to: Math.max(a.z, b.z) + bulge,
    west: Math.min(a.x, b.x) - bulge,
    east: Math.max(a.x, b.x) + bulge,
  }
}

export const s2Point = (p: Point): s2.Point => new s2.Point(p.x, p.y, p.z)
const s2Loop = (loop: Loop): s2.Loop => new s2.Loop(loop.map(s2Point))

/** Whether a loop has the smaller part of the sphere on its left. */
export const isShell = (loop: Loop): boolean => s2Loop(loop).isNormalized()
const smaller = (loop: Loop): Loop => (isShell(loop) ? loop : [...loop].reverse())

/** S2's polygon of a region, which answers what lies inside; made once for each region. */
export const s2Polygon = (region: Region): s2.Polygon => {
  let made = polygons.get(region)
  if (!made) {
    made = new s2.Polygon(region.loops.map((loop) => s2Loop(smaller(loop))))
    polygons.set(region, made)
  }
  return made
}
const polygons = new WeakMap<Region, s2.Polygon>()

export const contains = (region: Region, point: Point): boolean =>
  dot(point, capOf(region).center) >= capOf(region).least && s2Polygon(region).containsPoint(s2Point(point))

interface Cap {
  readonly center: Point
  /** The least cosine of a point within to the centre. */
  readonly least: number
}

/** A cap of less than half the sphere that holds a region, which tells most points outside at once; the whole sphere where there is none. */
const capOf = (region: Region): Cap => {
  let made = caps.get(region)
  if (!made) {
    const corners = region.loops.flat()
    const center = normalize(corners.reduce(add, { x: 0, y: 0, z: 0 }))
    const least = Math.min(...corners.map((p) => dot(p, center)))
    made = { center, least: least > 0.1 ? least - 1e-12 : Number.NEGATIVE_INFINITY }
    caps.set(region, made)
  }
  return made
}
const caps = new WeakMap<Region, Cap>()

/** In square metres. */
export const areaOf = (region: Region): number => s2Polygon(region).area() * EARTH_RADIUS * EARTH_RADIUS

export const centroidOf = (region: Region): Point => {
  const { x, y, z } = s2Polygon(region).centroid()
  return { x, y, z }
}

/** In metres. */
export const perimeterOf = (region: Region): number => edgesOfRegion(region).reduce((sum, [a, b]) => sum + angle(a, b), 0) * EARTH_RADIUS
