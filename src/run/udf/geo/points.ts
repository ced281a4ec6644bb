/** Functions of positions: distances, directions, circles. */
import { pointBuffer } from './buffer.ts'
import { define, type GeoFunction, optional } from './define.ts'
import { geohashOf } from './geohash.ts'
import { writeShape } from './geojson.ts'
import { h3CellOf } from './h3-cells.ts'
import { orientation } from './predicates.ts'
import { refuse } from './refusal.ts'
import { s2CellOf } from './s2-cells.ts'
import {
  angle,
  antipodal,
  cross,
  EARTH_RADIUS,
  haversine,
  isPosition,
  norm,
  type Point,
  type Position,
  pointOf,
  positionOf,
  quickPointOf,
  same,
} from './vector.ts'
import { shapeOfWkt } from './wkt.ts'

/** The angle from the direction q → p clockwise to the direction q → r, in [0, 2π); undefined where one of them is none. */
const turn = (p: Point, q: Point, r: Point): number | undefined => {
  if ([p, r].some((other) => same(other, q) || antipodal(other, q))) return undefined
  const [from, to] = [cross(p, q), cross(r, q)]
  if (norm(from) < 1e-15 || norm(to) < 1e-15) return refuse('a direction is not certain')
  const turned = angle(from, to)
  return turned !== 0 && orientation(p, q, r) < 0 ? 2 * Math.PI - turned : turned
}

const NORTH: Point = { x: 0, y: 0, z: 1 }

/** Refuses distances on the spheroid, whose formula is not known. */
export const onSphere = (spheroid: boolean): void => {
  if (spheroid) refuse('how Kusto measures on the spheroid is not documented')
}

export const pointFunctions: Readonly<Record<string, GeoFunction>> = {
  geo_distance_2points: optional(4, ['real', 'real', 'real', 'real', 'bool'], 'real', (lng1, lat1, lng2, lat2, spheroid = false) => {
    onSphere(spheroid)
    return isPosition(lng1, lat1) && isPosition(lng2, lat2) ? haversine([lng1, lat1], [lng2, lat2]) * EARTH_RADIUS : undefined
  }),
  geo_angle: define(['real', 'real', 'real', 'real', 'real', 'real'], 'real', (lng1, lat1, lng2, lat2, lng3, lat3) =>
    isPosition(lng1, lat1) && isPosition(lng2, lat2) && isPosition(lng3, lat3)
      ? turn(pointOf([lng1, lat1]), pointOf([lng2, lat2]), pointOf([lng3, lat3]))
      : undefined,
  ),
  geo_azimuth: define(['real', 'real', 'real', 'real'], 'real', (lng1, lat1, lng2, lat2) => {
    if (!isPosition(lng1, lat1) || !isPosition(lng2, lat2)) return undefined
    if (Math.abs(lat1) === 90) return refuse('which way is north is not documented for a pole')
    const [from, to] = [pointOf([lng1, lat1]), pointOf([lng2, lat2])]
    return turn(NORTH, from, to)
  }),
  geo_point_in_circle: define(['real', 'real', 'real', 'real', 'real'], 'bool', (lng, lat, centerLng, centerLat, radius) =>
    isPosition(lng, lat) && isPosition(centerLng, centerLat) && radius > 0
      ? haversine([lng, lat], [centerLng, centerLat]) * EARTH_RADIUS <= radius
      : undefined,
  ),
  geo_point_buffer: optional(3, ['real', 'real', 'real', 'real'], 'json', (lng, lat, radius, tolerance = 10) => {
    if (!isPosition(lng, lat) || !(radius > 0) || !(tolerance > 0)) return undefined
    return writeShape({ type: 'Polygon', coordinates: [closed(pointBuffer(pointOf([lng, lat]), radius, tolerance))] })
  }),
  geo_point_to_geohash: optional(2, ['real', 'real', 'real'], 'text', (lng, lat, accuracy = 5) =>
    isPosition(lng, lat) ? geohashOf([lng, lat], accuracy) : '',
  ),
  geo_point_to_s2cell: optional(2, ['real', 'real', 'real'], 'text', (lng, lat, level = 11) =>
    isPosition(lng, lat) ? s2CellOf(quickPointOf([lng, lat]), level) : '',
  ),
  geo_point_to_h3cell: optional(2, ['real', 'real', 'real'], 'text', (lng, lat, resolution = 6) =>
    isPosition(lng, lat) ? h3CellOf([lng, lat], resolution) : '',
  ),
  geo_from_wkt: define(['text'], 'json', (text) => {
    const shape = shapeOfWkt(text)
    return shape && writeShape(shape)
  }),
}

/** The positions of a loop's corners, closed. */
export const closed = (loop: readonly Point[]): readonly Position[] => [...loop, loop[0] as Point].map(positionOf)
