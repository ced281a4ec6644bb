/** Examples of the geospatial functions whose values follow from geometry: the equator, squares on it, an eighth of the sphere. */
import type { Example } from './define.ts'

const shape = (type: 'LineString' | 'Polygon', coordinates: readonly unknown[]): string =>
  `dynamic(${JSON.stringify({ type, coordinates })})`
const square = (x: number, y: number, size: number): string =>
  shape('Polygon', [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ])

const LINE = shape('LineString', [
  [0, 0],
  [2, 0],
])
const ACROSS = shape('LineString', [
  [1, -1],
  [1, 1],
])
const SQUARE = square(0, 0, 2)
const SHIFTED = square(1, 1, 2)
const OCTANT = shape('Polygon', [
  [
    [0, 0],
    [90, 0],
    [0, 90],
    [0, 0],
  ],
])
const QUARTER = 'geo_distance_2points(0, 0, 90, 0)'
const CELL = "'862a1072fffffff'"

const at = (point: string, n: 0 | 1): string => `round(toreal(${point}.coordinates[${n}]), 6)`

const VALUES: Readonly<Record<string, readonly [kql: string, result: unknown]>> = {
  geo_point_in_polygon: [`geo_point_in_polygon(1, 1, ${SQUARE})`, true],
  geo_point_buffer: ['geo_point_in_polygon(0.005, 0, geo_point_buffer(0, 0, 1000))', true],
  geo_geohash_to_central_point: ["geo_geohash_to_central_point('s').coordinates", [22.5, 22.5]],
  geo_geohash_to_polygon: ["geo_point_in_polygon(22, 23, geo_geohash_to_polygon('s'))", true],
  geo_geohash_neighbors: ["array_length(geo_geohash_neighbors('s0'))", 8],
  geo_s2cell_to_central_point: [at("geo_s2cell_to_central_point('1')", 0), 0],
  geo_s2cell_to_polygon: ["geo_point_in_polygon(1, 1, geo_s2cell_to_polygon('1'))", true],
  geo_s2cell_neighbors: ["array_length(geo_s2cell_neighbors('89c259'))", 8],
  geo_h3cell_to_central_point: [
    `geo_point_to_h3cell(${at(`geo_h3cell_to_central_point(${CELL})`, 0)}, ${at(`geo_h3cell_to_central_point(${CELL})`, 1)}, 6)`,
    '862a1072fffffff',
  ],
  geo_h3cell_to_polygon: [`array_length(geo_h3cell_to_polygon(${CELL}).coordinates[0])`, 7],
  geo_h3cell_neighbors: [`array_length(geo_h3cell_neighbors(${CELL}))`, 6],
  geo_h3cell_children: [`array_length(geo_h3cell_children(${CELL}))`, 7],
  geo_h3cell_rings: [`array_length(geo_h3cell_rings(${CELL}, 1)[1])`, 6],
  geo_line_to_s2cells: [`set_has_element(geo_line_to_s2cells(${LINE}, 5), geo_point_to_s2cell(1, 0, 5))`, true],
  geo_polygon_to_s2cells: [`set_has_element(geo_polygon_to_s2cells(${SQUARE}, 5), geo_point_to_s2cell(1, 1, 5))`, true],
  geo_polygon_to_h3cells: [`set_has_element(geo_polygon_to_h3cells(${SQUARE}, 3), geo_point_to_h3cell(1, 1, 3))`, true],
  geo_line_length: [`round(geo_line_length(${LINE}) / geo_distance_2points(0, 0, 1, 0), 9)`, 2],
  geo_line_centroid: [at(`geo_line_centroid(${LINE})`, 0), 1],
  geo_line_interpolate_point: [at(`geo_line_interpolate_point(${LINE}, 0.25)`, 0), 0.5],
  geo_line_locate_point: [`round(geo_line_locate_point(${LINE}, 0.5, 0), 9)`, 0.25],
  geo_closest_point_on_line: [at(`geo_closest_point_on_line(1, 1, ${LINE})`, 1), 0],
  geo_distance_point_to_line: [`round(geo_distance_point_to_line(1, 1, ${LINE}) / geo_distance_2points(1, 1, 1, 0), 9)`, 1],
  geo_line_densify: [`round(geo_line_length(geo_line_densify(${LINE})) / geo_line_length(${LINE}), 9)`, 1],
  geo_line_simplify: ["isnull(geo_line_simplify(dynamic({'type': 'LineString'})))", true],
  geo_line_buffer: ["isnull(geo_line_buffer(dynamic({'type': 'LineString'}), 100))", true],
  geo_intersects_2lines: [`geo_intersects_2lines(${LINE}, ${ACROSS})`, true],
  geo_intersection_2lines: [at(`geo_intersection_2lines(${LINE}, ${ACROSS})`, 0), 1],
  geo_union_lines_array: ['isnull(geo_union_lines_array(dynamic([])))', true],
  geo_closest_point_on_polygon: [at(`geo_closest_point_on_polygon(1, 1, ${SQUARE})`, 1), 1],
  geo_distance_point_to_polygon: [`geo_distance_point_to_polygon(1, 1, ${SQUARE})`, 0],
  geo_polygon_area: [`round(geo_polygon_area(${OCTANT}) / (2 / pi() * pow(${QUARTER}, 2)), 6)`, 1],
  geo_polygon_perimeter: [`round(geo_polygon_perimeter(${OCTANT}) / ${QUARTER}, 9)`, 3],
  geo_polygon_centroid: [at(`geo_polygon_centroid(${SQUARE})`, 0), 1],
  geo_polygon_densify: [`geo_point_in_polygon(1, 1, geo_polygon_densify(${SQUARE}))`, true],
  geo_polygon_simplify: ["isnull(geo_polygon_simplify(dynamic({'type': 'Polygon'})))", true],
  geo_polygon_buffer: [`geo_point_in_polygon(-0.001, 1, geo_polygon_buffer(${SQUARE}, 1000))`, true],
  geo_simplify_polygons_array: ['isnull(geo_simplify_polygons_array(dynamic([])))', true],
  geo_intersects_line_with_polygon: [`geo_intersects_line_with_polygon(${ACROSS}, ${SQUARE})`, true],
  geo_intersects_2polygons: [`geo_intersects_2polygons(${SQUARE}, ${SHIFTED})`, true],
  geo_intersection_line_with_polygon: [
    `tostring(geo_intersection_line_with_polygon(${shape('LineString', [
      [-1, 1],
      [1, 1],
    ])}, ${SQUARE}).type)`,
    'LineString',
  ],
  geo_intersection_2polygons: [`tostring(geo_intersection_2polygons(${SQUARE}, ${SHIFTED}).type)`, 'Polygon'],
  geo_union_polygons_array: [`tostring(geo_union_polygons_array(pack_array(${SQUARE}, ${SHIFTED})).type)`, 'Polygon'],
}

/** The example of a function that brings none of its own. */
export const geoExample = (name: string): readonly Example[] => {
  const [kql, result] = VALUES[name] ?? []
  return kql === undefined ? [] : [{ kql, result, source: 'by hand: geometry' }]
}
