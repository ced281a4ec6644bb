/** Functions of lines and polygons. */
import { loopBuffer } from './buffer.ts'
import { define, type GeoFunction, optional, remembered } from './define.ts'
import { cutAtAntimeridian, densified } from './densify.ts'
import { linesShape, pointShape, polygonsShape, readJson, readLines, readPolygons, type Shape, writeShape } from './geojson.ts'
import { h3CellsIn } from './h3-cells.ts'
import {
  closestPoint,
  edgesMeet,
  edgesOf,
  interpolateLine,
  type Lines,
  lineCentroid,
  lineLength,
  linesFrom,
  linesIn,
  locateOnLine,
  meetings,
} from './lines.ts'
import { clipLine, intersection, lineMeetsRegion, polygonsOf, regionsMeet, unionOfAll } from './overlay.ts'
import { closed, onSphere } from './points.ts'
import { refuse } from './refusal.ts'
import { areaOf, centroidOf, contains, edgesOfRegion, perimeterOf, type Region, regionsFrom, regionsIn } from './regions.ts'
import { coverLine, coverRegion } from './s2-cells.ts'
import { simplifiesToNothing } from './simplify.ts'
import { unionOfLines } from './union-lines.ts'
import { angle, EARTH_RADIUS, isPosition, normalize, type Point, pointOf, positionOf, quickPointOf } from './vector.ts'

const lines = remembered(linesIn)
const regions = remembered(regionsIn)
/** The union of the polygons of a text. */
const region = remembered((json: string): Region | undefined => {
  const found = regions(json)
  const union = found && unionOfAll(found)
  // Refuses what is no set of shells with holes, such as more than half of the sphere.
  if (union) polygonsOf(union)
  return union
})

const write = (shape: Shape | undefined): string | undefined => shape && writeShape(shape)
const point = (p: Point): string => writeShape(pointShape(positionOf(p)))
const lineEdges = (l: Lines) => l.lines.flatMap(edgesOf)
const regionShape = (r: Region): Shape => polygonsShape(polygonsOf(r).map((loops) => loops.map(closed)))

/** A function of a line that is null for an invalid one. */
const ofLine = (use: (l: Lines) => string | undefined): GeoFunction =>
  define(['text'], 'json', (json) => {
    const found = lines(json)
    return found && use(found)
  })

const metresTo = (p: Point, q: Point): number => angle(p, q) * EARTH_RADIUS

const inAny = (found: readonly Region[], p: Point): boolean => found.some((r) => contains(r, p))

const array = (json: string): readonly unknown[] | undefined => {
  const read = readJson(json)
  return Array.isArray(read) ? read : undefined
}

/** What all elements of an array are, or undefined where one is not as it should be. */
const allOf = <T>(json: string, read: (value: unknown) => T | undefined): readonly T[] | undefined => {
  const found = array(json)?.map(read)
  return found?.every((v) => v !== undefined) ? (found as readonly T[]) : undefined
}

const isTolerance = (v: number): boolean => v >= 0.1 && v <= 10_000
/** Longitudes beyond 180 degrees are recorded to be taken as they are. */
const isUnwrapped = (longitude: number, latitude: number): boolean => Math.abs(longitude) <= 360 && Math.abs(latitude) <= 90

export const shapeFunctions: Readonly<Record<string, GeoFunction>> = {
  geo_line_length: define(['text'], 'real', (json) => {
    const found = lines(json)
    return found && lineLength(found)
  }),
  geo_line_centroid: ofLine((l) => point(lineCentroid(l))),
  geo_line_interpolate_point: define(['text', 'real'], 'json', (json, fraction) => {
    const found = lines(json)
    return found && fraction >= 0 && fraction <= 1 ? point(interpolateLine(found, fraction)) : undefined
  }),
  geo_line_locate_point: optional(3, ['text', 'real', 'real', 'bool'], 'real', (json, lng, lat, spheroid = false) => {
    onSphere(spheroid)
    const found = lines(json)
    return found && isPosition(lng, lat) ? locateOnLine(found, pointOf([lng, lat])) : undefined
  }),
  geo_closest_point_on_line: define(['real', 'real', 'text'], 'json', (lng, lat, json) => {
    const found = lines(json)
    return found && isPosition(lng, lat) ? point(closestPoint(pointOf([lng, lat]), lineEdges(found))) : undefined
  }),
  geo_distance_point_to_line: define(['real', 'real', 'text'], 'real', (lng, lat, json) => {
    const found = lines(json)
    if (!found || !isPosition(lng, lat)) return undefined
    const p = quickPointOf([lng, lat])
    return metresTo(p, closestPoint(p, lineEdges(found)))
  }),
  geo_closest_point_on_polygon: define(['real', 'real', 'text'], 'json', (lng, lat, json) => {
    const found = regions(json)
    if (!found || !isPosition(lng, lat)) return undefined
    const p = pointOf([lng, lat])
    return point(inAny(found, p) ? p : closestPoint(p, found.flatMap(edgesOfRegion)))
  }),
  geo_distance_point_to_polygon: define(['real', 'real', 'text'], 'real', (lng, lat, json) => {
    const found = regions(json)
    if (!found || !isPosition(lng, lat)) return undefined
    const p = quickPointOf([lng, lat])
    return inAny(found, p) ? 0 : metresTo(p, closestPoint(p, found.flatMap(edgesOfRegion)))
  }),
  geo_point_in_polygon: define(['real', 'real', 'text'], 'bool', (lng, lat, json) => {
    const found = regions(json)
    return found && isPosition(lng, lat) ? inAny(found, quickPointOf([lng, lat])) : undefined
  }),
  geo_polygon_area: define(['text'], 'real', (json) => {
    const found = region(json)
    return found && areaOf(found)
  }),
  geo_polygon_perimeter: define(['text'], 'real', (json) => {
    const found = region(json)
    return found && perimeterOf(found)
  }),
  geo_polygon_centroid: define(['text'], 'json', (json) => {
    const found = region(json)
    return found && point(normalize(centroidOf(found)))
  }),

  geo_line_densify: optional(1, ['text', 'real', 'bool'], 'json', (json, tolerance = 10, preserve = false) => {
    const found = readLines(readJson(json), isUnwrapped)
    if (!found || !isTolerance(tolerance)) return undefined
    const chains = found.lines.map((line) => densified(line, tolerance))
    const cut = preserve ? chains.map((chain) => chain.map(positionOf)) : chains.flatMap(cutAtAntimeridian)
    return writeShape(found.multi && cut.length === 1 ? { type: 'MultiLineString', coordinates: cut } : linesShape(cut))
  }),
  geo_polygon_densify: optional(1, ['text', 'real', 'bool'], 'json', (json, tolerance = 10, preserve = false) => {
    const found = readPolygons(readJson(json), isUnwrapped)
    if (!found || !isTolerance(tolerance)) return undefined
    const polygons = found.polygons.map((rings) => rings.map((ring) => densified(ring, tolerance)))
    if (!preserve && polygons.flat().some((ring) => cutAtAntimeridian(ring).length > 1)) refuse('a polygon crosses the antimeridian')
    const positions = polygons.map((rings) => rings.map((ring) => ring.map(positionOf)))
    return writeShape(found.multi ? { type: 'MultiPolygon', coordinates: positions } : polygonsShape(positions))
  }),
  geo_line_simplify: optional(1, ['text', 'real'], 'json', (json, tolerance = 10) => {
    const found = lines(json)
    if (!found || !(tolerance >= 0)) return undefined
    return simplifiesToNothing(found.lines.flat(), tolerance) ? undefined : refuse('which corners a simplification keeps is not documented')
  }),
  geo_polygon_simplify: optional(1, ['text', 'real'], 'json', (json, tolerance = 10) => {
    const found = regions(json)
    if (!found || !(tolerance >= 0)) return undefined
    const corners = found.flatMap((r) => r.loops.flat())
    return simplifiesToNothing(corners, tolerance) ? undefined : refuse('which corners a simplification keeps is not documented')
  }),
  geo_simplify_polygons_array: optional(1, ['text', 'real'], 'json', (json, tolerance = 10) => {
    const found = allOf(json, regionsFrom)?.flat()
    if (!found || !(tolerance >= 0)) return undefined
    const corners = found.flatMap((r) => r.loops.flat())
    return simplifiesToNothing(corners, tolerance) ? undefined : refuse('which corners a simplification keeps is not documented')
  }),

  geo_line_buffer: optional(2, ['text', 'real', 'real'], 'json', (json, radius, tolerance = 10) =>
    lines(json) && radius > 0 && tolerance > 0 ? refuse('with which corner the buffer of a line begins is not known') : undefined,
  ),
  geo_polygon_buffer: optional(2, ['text', 'real', 'real'], 'json', (json, radius, tolerance = 10) => {
    const found = regions(json)
    if (!found || !(radius > 0) || !(tolerance > 0)) return undefined
    const [loop, ...more] = found.flatMap((r) => r.loops)
    if (!loop || more.length > 0) return refuse('the buffer of several rings would touch itself')
    return writeShape({ type: 'Polygon', coordinates: [closed(loopBuffer(loop, radius, tolerance))] })
  }),

  geo_intersects_2lines: define(['text', 'text'], 'bool', (first, second) => {
    const [a, b] = [lines(first), lines(second)]
    return a && b && edgesMeet(lineEdges(a), lineEdges(b))
  }),
  geo_intersects_line_with_polygon: define(['text', 'text'], 'bool', (line, polygon) => {
    const [l, found] = [lines(line), regions(polygon)]
    return l && found?.some((r) => lineMeetsRegion(l.lines, r))
  }),
  geo_intersects_2polygons: define(['text', 'text'], 'bool', (first, second) => {
    const [a, b] = [regions(first), regions(second)]
    return a && b && a.some((r) => b.some((s) => regionsMeet(r, s)))
  }),
  geo_intersection_2lines: define(['text', 'text'], 'json', (first, second) => {
    const [a, b] = [lines(first), lines(second)]
    if (!a || !b) return undefined
    const met = meetings(lineEdges(a), lineEdges(b))
    const found = [...met.crossings, ...met.touches]
    if (found.length === 0) return writeShape(linesShape([]))
    if (found.length > 1 || !found[0]) return refuse('the order in which several common points are listed is not documented')
    return point(found[0])
  }),
  geo_intersection_line_with_polygon: define(['text', 'text'], 'json', (line, polygon) => {
    const [l, r] = [lines(line), region(polygon)]
    return l && r && writeShape(linesShape(clipLine(l.lines, r).map((part) => part.map(positionOf))))
  }),
  geo_intersection_2polygons: define(['text', 'text'], 'json', (first, second) => {
    const [a, b] = [region(first), region(second)]
    if (!a || !b) return undefined
    const common = intersection(a, b)
    return common.point ? point(common.point) : writeShape(regionShape(common.region))
  }),
  geo_union_polygons_array: define(['text'], 'json', (json) => {
    const found = allOf(json, regionsFrom)?.flat()
    return found && write(found.length > 0 ? regionShape(unionOfAll(found)) : undefined)
  }),
  geo_union_lines_array: define(['text'], 'json', (json) => {
    const found = allOf(json, linesFrom)?.flatMap((l) => l.lines)
    return found && write(found.length > 0 ? linesShape(unionOfLines(found).map((line) => line.map(positionOf))) : undefined)
  }),

  geo_polygon_to_s2cells: optional(1, ['text', 'real', 'real'], 'json', (json, level = 11, radius = 0) => {
    const found = region(json)
    if (!found || !isLevel(level) || !(radius >= 0)) return undefined
    const cells = coverRegion(found, level, radius)
    return cells && JSON.stringify(cells)
  }),
  geo_line_to_s2cells: optional(1, ['text', 'real', 'real'], 'json', (json, level = 11, radius = 0) => {
    const found = lines(json)
    if (!found || !isLevel(level) || !(radius >= 0)) return undefined
    const cells = coverLine(lineEdges(found), level, radius)
    return cells && JSON.stringify(cells)
  }),
  geo_polygon_to_h3cells: optional(1, ['text', 'real', 'real'], 'json', (json, resolution = 6, radius = 0) => {
    const found = regions(json)
    const read = readPolygons(readJson(json))
    if (!found || !read || !(radius >= 0)) return undefined
    if (radius > 0) refuse('which corners a buffer has is not documented')
    const [rings] = read.polygons
    const [only] = found
    if (!rings || !only || found.length > 1) return refuse('in which order the cells of several polygons are listed is not documented')
    const cells = h3CellsIn(rings, areaOf(only), resolution)
    return cells && JSON.stringify(cells)
  }),
}

const isLevel = (v: number): boolean => Number.isInteger(v) && v >= 0 && v <= 30
