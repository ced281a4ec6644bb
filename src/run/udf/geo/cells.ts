/** Functions of cells: geohashes, S2, H3. */
import { define, type GeoFunction, optional } from './define.ts'
import { geohashCenter, geohashNeighbors, geohashRing } from './geohash.ts'
import { pointShape, writeShape } from './geojson.ts'
import { h3CellCenter, h3CellRing, h3Children, h3Neighbors, h3Parent, h3Resolution, h3Rings } from './h3-cells.ts'
import { s2CellCenter, s2CellNeighbors, s2CellRing } from './s2-cells.ts'
import type { Position } from './vector.ts'

const center = (of: (cell: string) => Position | undefined): GeoFunction =>
  define(['text'], 'json', (cell) => {
    const position = of(cell)
    return position && writeShape(pointShape(position))
  })

const polygon = (of: (cell: string) => readonly Position[] | undefined): GeoFunction =>
  define(['text'], 'json', (cell) => {
    const ring = of(cell)
    return ring && writeShape({ type: 'Polygon', coordinates: [ring] })
  })

const array = (of: (cell: string) => readonly string[] | undefined): GeoFunction =>
  define(['text'], 'json', (cell) => {
    const cells = of(cell)
    return cells && JSON.stringify(cells)
  })

export const cellFunctions: Readonly<Record<string, GeoFunction>> = {
  geo_geohash_to_central_point: center(geohashCenter),
  geo_geohash_to_polygon: polygon(geohashRing),
  geo_geohash_neighbors: array(geohashNeighbors),
  geo_s2cell_to_central_point: center(s2CellCenter),
  geo_s2cell_to_polygon: polygon(s2CellRing),
  geo_s2cell_neighbors: array(s2CellNeighbors),
  geo_h3cell_to_central_point: center(h3CellCenter),
  geo_h3cell_to_polygon: polygon(h3CellRing),
  geo_h3cell_neighbors: array(h3Neighbors),
  geo_h3cell_level: define(['text'], 'int', h3Resolution),
  geo_h3cell_parent: optional(1, ['text', 'real'], 'text', h3Parent),
  geo_h3cell_children: optional(1, ['text', 'real'], 'json', (cell, resolution) => {
    const children = h3Children(cell, resolution)
    return children && JSON.stringify(children)
  }),
  geo_h3cell_rings: define(['text', 'real'], 'json', (cell, distance) => {
    const rings = h3Rings(cell, distance)
    return rings && JSON.stringify(rings)
  }),
}
