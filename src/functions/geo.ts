/** Geospatial functions: positions, lines and polygons as GeoJSON, geohashes, S2 and H3 cells. All are computed in JavaScript. */
import { type Example, type FunctionDef, type SignatureText, scalar, udf, undocumented } from './define.ts'
import { geoExample } from './geo-examples.ts'

interface Details {
  readonly doc: string
  readonly examples?: readonly Example[]
  readonly limit?: string
}

/**
 * A function of some required and some optional parameters. Each number of arguments has its own function in the engine: an optional
 * argument that is null is not the same as one that is left out.
 */
const geo = (name: string, required: string, optional: readonly string[], result: string, details: Details): FunctionDef => {
  const first = required.split(',').length
  const text = (n: number): string => `(${[required, ...optional.slice(0, n)].join(', ')}): ${result}`
  const translated = Array.from(
    { length: optional.length + 1 },
    (_, n): SignatureText => [text(n), udf(n === optional.length ? `kql_${name}` : `kql_${name}_with${first + n}`)],
  )
  const flagged = optional.some((o) => o.endsWith(': bool'))
  return scalar(name, flagged ? [...translated, undocumented(text(optional.length).replace(': bool', ': Number'))] : translated, {
    examples: geoExample(name),
    ...details,
  })
}

const POINT = 'longitude: Number, latitude: Number'
const POINT1 = 'p1_longitude: Number, p1_latitude: Number'
const POINT2 = 'p2_longitude: Number, p2_latitude: Number'
const LINE = 'lineString: DynamicBag'
const POLYGON = 'polygon: DynamicBag'
const SPHERE = 'Distances on the spheroid (use_spheroid = true) are refused: their formula is not documented.'
const UNION = 'Polygons of a MultiPolygon that touch in single points or along almost the same edge are refused.'

const pointFunctions: readonly FunctionDef[] = [
  geo('geo_distance_2points', `${POINT1}, ${POINT2}`, ['use_spheroid: bool'], 'real', {
    doc: 'The distance of two positions in metres.',
    limit: SPHERE,
    examples: [{ kql: 'round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 6)', result: 1546754.351974 }],
  }),
  geo('geo_angle', `${POINT1}, ${POINT2}, p3_longitude: Number, p3_latitude: Number`, [], 'real', {
    doc: 'The angle in radians at the second of three positions, clockwise from the first to the third.',
    examples: [{ kql: 'round(geo_angle(0, 10, 0, 5, 3, -10), 12)', result: 2.944938434069 }],
  }),
  geo('geo_azimuth', `${POINT1}, ${POINT2}`, [], 'real', {
    doc: 'The direction from one position to another in radians, clockwise from north.',
    examples: [{ kql: 'round(geo_azimuth(5, 10, 10, -40), 12)', result: 3.054599397964 }],
  }),
  geo(
    'geo_point_in_circle',
    'p_longitude: Number, p_latitude: Number, pc_longitude: Number, pc_latitude: Number, c_radius: Number',
    [],
    'bool',
    {
      doc: 'Whether a position is within a radius in metres around another.',
      examples: [
        { kql: 'geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)', result: true },
        { kql: 'geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)', result: false },
      ],
    },
  ),
  geo('geo_point_in_polygon', `${POINT}, ${POLYGON}`, [], 'bool', { doc: 'Whether a position lies in a polygon.' }),
  geo('geo_point_buffer', `${POINT}, radius: Number`, ['tolerance: Number'], 'dynamic', {
    doc: 'A polygon around a position, at a radius in metres.',
    limit: 'A tolerance of the radius or more is refused.',
  }),
  geo('geo_from_wkt', 'wkt: string', [], 'dynamic', {
    doc: 'A shape in well-known text as GeoJSON.',
    examples: [{ kql: "tostring(geo_from_wkt('POINT (1 2)').coordinates[1] == 2)", result: 'True' }],
  }),
]

const cellFunctions: readonly FunctionDef[] = [
  geo('geo_point_to_geohash', POINT, ['accuracy: Number'], 'string', {
    doc: 'The geohash of a position, with 5 or the given number of digits.',
    examples: [{ kql: 'geo_point_to_geohash(-80.195829, 25.802215, 8)', result: 'dhwfz15h' }],
  }),
  geo('geo_geohash_to_central_point', 'geohash: string', [], 'dynamic', { doc: "The middle of a geohash's box." }),
  geo('geo_geohash_to_polygon', 'geohash: string', [], 'dynamic', { doc: "A geohash's box." }),
  geo('geo_geohash_neighbors', 'geohash: string', [], 'dynamic', { doc: 'The geohashes around a geohash.' }),
  geo('geo_point_to_s2cell', POINT, ['level: Number'], 'string', {
    doc: 'The token of the S2 cell of a position, of level 11 or the given one.',
    examples: [{ kql: 'geo_point_to_s2cell(-80.195829, 25.802215, 8)', result: '88d9b' }],
  }),
  geo('geo_s2cell_to_central_point', 's2cell: string', [], 'dynamic', { doc: 'The middle of an S2 cell.' }),
  geo('geo_s2cell_to_polygon', 's2cell: string', [], 'dynamic', { doc: 'The corners of an S2 cell.' }),
  geo('geo_s2cell_neighbors', 's2cell: string', [], 'dynamic', { doc: 'The S2 cells around an S2 cell.' }),
  geo('geo_point_to_h3cell', POINT, ['resolution: Number'], 'string', {
    doc: 'The token of the H3 cell of a position, of resolution 6 or the given one.',
    examples: [{ kql: 'geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)', result: '862a1072fffffff' }],
  }),
  geo('geo_h3cell_to_central_point', 'h3cell: string', [], 'dynamic', { doc: 'The middle of an H3 cell.' }),
  geo('geo_h3cell_to_polygon', 'h3cell: string', [], 'dynamic', { doc: 'The corners of an H3 cell.' }),
  geo('geo_h3cell_neighbors', 'h3cell: string', [], 'dynamic', { doc: 'The H3 cells around an H3 cell.' }),
  geo('geo_h3cell_level', 'h3cell: string', [], 'int', {
    doc: 'The resolution of an H3 cell.',
    examples: [{ kql: "geo_h3cell_level('862a1072fffffff')", result: 6 }],
  }),
  geo('geo_h3cell_parent', 'h3cell: string', ['resolution: Number'], 'string', {
    doc: 'The coarser H3 cell that an H3 cell lies in.',
    examples: [{ kql: "geo_h3cell_parent('862a1072fffffff')", result: '852a1073fffffff' }],
  }),
  geo('geo_h3cell_children', 'h3cell: string', ['resolution: Number'], 'dynamic', { doc: 'The finer H3 cells within an H3 cell.' }),
  geo('geo_h3cell_rings', 'h3cell: string, distance: Number', [], 'dynamic', { doc: 'The H3 cells at each distance from an H3 cell.' }),
  geo('geo_line_to_s2cells', LINE, ['level: Number', 'radius: Number'], 'dynamic', {
    doc: 'The S2 cells of a level that lie along a line.',
  }),
  geo('geo_polygon_to_s2cells', POLYGON, ['level: Number', 'radius: Number'], 'dynamic', {
    doc: 'The S2 cells of a level that cover a polygon.',
  }),
  geo('geo_polygon_to_h3cells', POLYGON, ['resolution: Number', 'radius: Number'], 'dynamic', {
    doc: 'The H3 cells of a resolution whose middles lie in a polygon.',
    limit: 'A radius and several polygons are refused.',
  }),
]

const lineFunctions: readonly FunctionDef[] = [
  geo('geo_line_length', LINE, [], 'real', { doc: 'The length of a line in metres.' }),
  geo('geo_line_centroid', LINE, [], 'dynamic', { doc: 'The centroid of a line.' }),
  geo('geo_line_interpolate_point', `${LINE}, fraction: Number`, [], 'dynamic', { doc: 'The position at a fraction of a line.' }),
  geo('geo_line_locate_point', `${LINE}, ${POINT}`, ['use_spheroid: bool'], 'real', {
    doc: 'At which fraction of a line the position lies that is closest to a position.',
    limit: SPHERE,
  }),
  geo('geo_closest_point_on_line', `${POINT}, ${LINE}`, [], 'dynamic', { doc: 'The position on a line that is closest to a position.' }),
  geo('geo_distance_point_to_line', `${POINT}, ${LINE}`, [], 'real', { doc: 'The distance from a position to a line in metres.' }),
  geo('geo_line_densify', LINE, ['tolerance: Number', 'preserve_crossing: bool'], 'dynamic', {
    doc: 'A line that is straight on a map as a chain of geodesics.',
  }),
  geo('geo_line_simplify', LINE, ['tolerance: Number'], 'dynamic', {
    doc: 'A line with fewer corners.',
    limit: 'Refused unless nothing remains of the line: which corners are kept is not documented.',
  }),
  geo('geo_line_buffer', `${LINE}, radius: Number`, ['tolerance: Number'], 'dynamic', {
    doc: 'A polygon around a line.',
    limit: 'Refused for a valid line: with which corner the result begins is not known.',
  }),
  geo('geo_intersects_2lines', 'lineString1: DynamicBag, lineString2: DynamicBag', [], 'bool', { doc: 'Whether two lines share a point.' }),
  geo('geo_intersection_2lines', 'lineString1: DynamicBag, lineString2: DynamicBag', [], 'dynamic', {
    doc: 'What two lines share.',
    limit: 'Refused for several common points.',
  }),
  geo('geo_union_lines_array', 'lineStrings: DynamicArray', [], 'dynamic', {
    doc: 'The union of lines.',
    limit: 'Refused for lines that cross or branch.',
  }),
]

const polygonFunctions: readonly FunctionDef[] = [
  geo('geo_closest_point_on_polygon', `${POINT}, ${POLYGON}`, [], 'dynamic', {
    doc: 'The position in a polygon that is closest to a position.',
  }),
  geo('geo_distance_point_to_polygon', `${POINT}, ${POLYGON}`, [], 'real', { doc: 'The distance from a position to a polygon in metres.' }),
  geo('geo_polygon_area', POLYGON, [], 'real', { doc: 'The area of a polygon in square metres.', limit: UNION }),
  geo('geo_polygon_perimeter', POLYGON, [], 'real', { doc: "The length of a polygon's boundary in metres.", limit: UNION }),
  geo('geo_polygon_centroid', POLYGON, [], 'dynamic', { doc: 'The centroid of a polygon.', limit: UNION }),
  geo('geo_polygon_densify', POLYGON, ['tolerance: Number', 'preserve_crossing: bool'], 'dynamic', {
    doc: 'A polygon that is straight on a map as a chain of geodesics.',
    limit: 'Refused where a polygon crosses the antimeridian.',
  }),
  geo('geo_polygon_simplify', POLYGON, ['tolerance: Number'], 'dynamic', {
    doc: 'A polygon with fewer corners.',
    limit: 'Refused unless nothing remains of the polygon: which corners are kept is not documented.',
  }),
  geo('geo_polygon_buffer', `${POLYGON}, radius: Number`, ['tolerance: Number'], 'dynamic', {
    doc: 'A polygon around a polygon.',
    limit: 'Refused unless the polygon is convex and without holes, and the tolerance is less than the radius.',
  }),
  geo('geo_simplify_polygons_array', 'polygons: DynamicArray', ['tolerance: Number'], 'dynamic', {
    doc: 'Polygons with fewer corners and common borders.',
    limit: 'Refused unless nothing remains of the polygons: which corners are kept is not documented.',
  }),
  geo('geo_intersects_line_with_polygon', `${LINE}, ${POLYGON}`, [], 'bool', { doc: 'Whether a line and a polygon share a point.' }),
  geo('geo_intersects_2polygons', 'polygon1: DynamicBag, polygon2: DynamicBag', [], 'bool', { doc: 'Whether two polygons share a point.' }),
  geo('geo_intersection_line_with_polygon', `${LINE}, ${POLYGON}`, [], 'dynamic', {
    doc: 'What a line and a polygon share.',
    limit: 'Refused where the line touches a corner of the polygon.',
  }),
  geo('geo_intersection_2polygons', 'polygon1: DynamicBag, polygon2: DynamicBag', [], 'dynamic', {
    doc: 'What two polygons share.',
    limit: 'Refused where the polygons touch in corners or edges and share more than that.',
  }),
  geo('geo_union_polygons_array', 'polygons: DynamicArray', [], 'dynamic', {
    doc: 'The union of polygons.',
    limit: 'Refused where the boundary of the union touches itself.',
  }),
]

/** Geospatial functions. */
export const geoFunctions: readonly FunctionDef[] = [...pointFunctions, ...cellFunctions, ...lineFunctions, ...polygonFunctions]
