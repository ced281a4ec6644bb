/** Shapes as GeoJSON: read with the rules that the docs pages name, and written as Kusto writes them. */
import { jsonNumber } from './number.ts'
import { refuse } from './refusal.ts'
import { isPosition, type Position } from './vector.ts'

/** What a text holds; undefined where it is no JSON. */
export const readJson = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const isObject = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null && !Array.isArray(v)

const positionIn = (v: unknown, check: (longitude: number, latitude: number) => boolean): Position | undefined => {
  if (!Array.isArray(v) || v.length < 2) return undefined
  if (v.length > 2) refuse('what coordinates with an altitude give is not documented')
  const [longitude, latitude] = v as readonly unknown[]
  return typeof longitude === 'number' && typeof latitude === 'number' && check(longitude, latitude) ? [longitude, latitude] : undefined
}

/** All of a list, or undefined where it is no list or one element is not as it should be. */
const all = <T>(v: unknown, read: (element: unknown) => T | undefined): readonly T[] | undefined => {
  if (!Array.isArray(v)) return undefined
  const found: T[] = []
  for (const element of v) {
    const made = read(element)
    if (made === undefined) return undefined
    found.push(made)
  }
  return found
}

type Chain = readonly Position[]

/** The coordinates of a LineString or MultiLineString, at least two a line. */
export const readLines = (v: unknown, check = isPosition): { readonly multi: boolean; readonly lines: readonly Chain[] } | undefined => {
  if (!isObject(v)) return undefined
  const line = (coordinates: unknown): Chain | undefined => {
    const chain = all(coordinates, (p) => positionIn(p, check))
    return chain && chain.length >= 2 ? chain : undefined
  }
  const multi = v.type === 'MultiLineString'
  if (!multi && v.type !== 'LineString') return undefined
  const lines = all(multi ? v.coordinates : [v.coordinates], line)
  return lines && lines.length > 0 ? { multi, lines } : undefined
}

/** The rings of a Polygon or MultiPolygon: the first ends where it begins, and at least three positions differ. */
export const readPolygons = (
  v: unknown,
  check = isPosition,
): { readonly multi: boolean; readonly polygons: readonly (readonly Chain[])[] } | undefined => {
  if (!isObject(v)) return undefined
  const ring = (coordinates: unknown): Chain | undefined => {
    const chain = all(coordinates, (p) => positionIn(p, check))
    const [first, last] = [chain?.[0], chain?.at(-1)]
    return chain && first && last && chain.length >= 4 && first[0] === last[0] && first[1] === last[1] ? chain : undefined
  }
  const polygon = (coordinates: unknown): readonly Chain[] | undefined => {
    const rings = all(coordinates, ring)
    return rings && rings.length > 0 ? rings : undefined
  }
  const multi = v.type === 'MultiPolygon'
  if (!multi && v.type !== 'Polygon') return undefined
  const polygons = all(multi ? v.coordinates : [v.coordinates], polygon)
  return polygons && polygons.length > 0 ? { multi, polygons } : undefined
}

/** A shape to be written. */
export type Shape =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Shape[] }

type Nested = number | readonly Nested[]
const nested = (v: Nested): string => (typeof v === 'number' ? jsonNumber(v) : `[${v.map(nested).join(',')}]`)

export const writeShape = (shape: Shape): string =>
  shape.type === 'GeometryCollection'
    ? `{"type":"GeometryCollection","geometries":[${shape.geometries.map(writeShape).join(',')}]}`
    : `{"type":"${shape.type}","coordinates":${nested(shape.coordinates)}}`

export const pointShape = (coordinates: Position): Shape => ({ type: 'Point', coordinates })

/** One line as LineString, several as MultiLineString, none as an empty collection. */
export const linesShape = (lines: readonly (readonly Position[])[]): Shape => {
  const [line] = lines
  if (line === undefined) return { type: 'GeometryCollection', geometries: [] }
  return lines.length === 1 ? { type: 'LineString', coordinates: line } : { type: 'MultiLineString', coordinates: lines }
}

/** One polygon as Polygon, several as MultiPolygon, none as an empty collection. */
export const polygonsShape = (polygons: readonly (readonly (readonly Position[])[])[]): Shape => {
  const [polygon] = polygons
  if (polygon === undefined) return { type: 'GeometryCollection', geometries: [] }
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygon } : { type: 'MultiPolygon', coordinates: polygons }
}
