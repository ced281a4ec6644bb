/** Geospatial functions. Values are worked out by hand (octants and great circles) unless a source is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())

const value = async (kql: string): Promise<unknown> => (await engine.query(`print v = ${kql}`)).rows[0]?.[0]
const RADIUS = 6371010
const RADIANS = Math.PI / 180

const line = (...positions: readonly (readonly number[])[]) => `dynamic(${JSON.stringify({ type: 'LineString', coordinates: positions })})`
const polygon = (...rings: readonly (readonly (readonly number[])[])[]) =>
  `dynamic(${JSON.stringify({ type: 'Polygon', coordinates: rings })})`
const OCTANT = [
  [0, 0],
  [90, 0],
  [0, 90],
  [0, 0],
] as const
const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

describe('positions', () => {
  test('distances are those on a sphere', async () => {
    expect(await value('geo_distance_2points(0, 0, 0, 1)')).toBeCloseTo(RADIUS * RADIANS, 6)
    expect(await value('geo_distance_2points(0, 0, 181, 1)')).toBeNull()
    expect(await value('geo_distance_2points(real(null), 0, 1, 1)')).toBeNull()
  })

  test('angles turn clockwise', async () => {
    expect(await value('geo_azimuth(0, 0, 1, 0)')).toBeCloseTo(Math.PI / 2, 12)
    expect(await value('geo_azimuth(0, 0, -1, 0)')).toBeCloseTo(1.5 * Math.PI, 12)
    expect(await value('geo_azimuth(3, 4, 3, 4)')).toBeNull()
    expect(await value('geo_angle(0, 10, 0, 0, 10, 0)')).toBeCloseTo(Math.PI / 2, 12)
    expect(await value('geo_angle(0, 10, 0, 0, -10, 0)')).toBeCloseTo(1.5 * Math.PI, 12)
  })

  test('a circle has its corners at the radius, counterclockwise', async () => {
    // 100 corners for 20 km and the default tolerance: recorded result of the page of geo_point_buffer.
    const buffer = (await value('geo_point_buffer(7.5, 46.9, 20000)')) as { coordinates: [number, number][][] }
    expect(buffer.coordinates[0]).toHaveLength(101)
    const [lng, lat] = buffer.coordinates[0]?.[17] ?? []
    expect(await value(`geo_distance_2points(7.5, 46.9, ${lng}, ${lat})`)).toBeCloseTo(20000, 5)
    expect(await value('geo_point_buffer(7.5, 46.9, -1)')).toBeNull()
  })

  test('an optional argument that is null is not one that is left out', async () => {
    expect(await value('geo_point_to_geohash(10.40744, 57.64911)')).toBe('u4pru')
    expect(await value('geo_point_to_geohash(10.40744, 57.64911, int(null))')).toBe('')
    expect(await value('geo_point_to_s2cell(1, 1, 31)')).toBe('')
  })

  test('well-known text', async () => {
    expect(await value("geo_from_wkt('multipoint ((1 2), (3 -4.5))')")).toEqual({
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, -4.5],
      ],
    })
    expect(await value("geo_from_wkt('POLYGON ((0 0, 2 0, 2 2, 0 0))')")).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 0],
        ],
      ],
    })
    expect(await value("geo_from_wkt('LINESTRING (1 2')")).toBeNull()
  })
})

describe('cells', () => {
  test('geohashes', async () => {
    expect(await value("geo_geohash_to_central_point('s')")).toEqual({ type: 'Point', coordinates: [22.5, 22.5] })
    expect(await value("geo_geohash_to_polygon('s')")).toEqual({ type: 'Polygon', coordinates: [square(0, 0, 45)] })
    expect(await value("geo_geohash_to_polygon('a')")).toBeNull()
    const neighbors = (await value("geo_geohash_neighbors('u4pru')")) as string[]
    expect(neighbors).toHaveLength(8)
  })

  test('neighbours come in the recorded order', async () => {
    // Recorded results of the pages of geo_s2cell_neighbors and geo_h3cell_neighbors.
    expect(await value("strcat_array(geo_s2cell_neighbors('89c259'), ' ')")).toBe('89c25d 89c25b 89c2f7 89c257 89c2f5 89c251 89c25f 89c2f9')
    expect(await value("geo_h3cell_neighbors('862a1072fffffff')[0]")).toBe('862a10777ffffff')
    expect(await value("geo_s2cell_neighbors('a')")).toBeNull()
  })

  test('H3 cells', async () => {
    expect(await value("geo_h3cell_parent('862a1072fffffff', 6)")).toBe('862a1072fffffff')
    expect(await value("geo_h3cell_parent('862a1072fffffff', 7)")).toBe('')
    expect(await value("array_length(geo_h3cell_children('862a1072fffffff', 8))")).toBe(49)
    expect(await value("geo_h3cell_children('862a1072fffffff', 12)")).toBeNull()
    expect(await value("array_length(geo_h3cell_rings('862a1072fffffff', 2)[2])")).toBe(12)
  })

  test('coverings are made of the cells of one level that a shape touches', async () => {
    // Level 0 is the six faces of a cube; those of level 1 are quarters, whose corner is (0, 0).
    expect(await value(`array_length(geo_polygon_to_s2cells(${polygon(square(-5, -5, 10))}, 0))`)).toBe(1)
    expect(await value(`geo_polygon_to_s2cells(${polygon(square(-5, -5, 10))}, 30)`)).toBeNull()
    expect(await value(`array_length(geo_line_to_s2cells(${line([-5, 1], [5, 1])}, 1))`)).toBe(2)
    expect(await value(`array_length(geo_line_to_s2cells(${line([-5, 1], [5, 1])}, 1, 200000.0))`)).toBe(4)
  })
})

describe('lines', () => {
  test('measures', async () => {
    expect(await value(`geo_line_length(${line([0, 0], [1, 0], [1, 1])})`)).toBeCloseTo(2 * RADIUS * RADIANS, 5)
    expect(await value(`geo_line_centroid(${line([0, 0], [2, 0])}).coordinates[0]`)).toBeCloseTo(1, 12)
    expect(await value(`geo_line_interpolate_point(${line([0, 0], [4, 0])}, 0.25).coordinates[0]`)).toBeCloseTo(1, 12)
    expect(await value(`geo_line_locate_point(${line([0, 0], [4, 0])}, 1, 2)`)).toBeCloseTo(0.25, 12)
    expect(await value(`geo_distance_point_to_line(1, 2, ${line([0, 0], [4, 0])})`)).toBeCloseTo(2 * RADIUS * RADIANS, 5)
    expect(await value(`geo_line_length(${line([0, 0])})`)).toBeNull()
  })

  test('crossings', async () => {
    const [equator, meridian] = [line([0, 0], [2, 0]), line([1, -1], [1, 1])]
    expect(await value(`geo_intersects_2lines(${equator}, ${meridian})`)).toBe(true)
    expect(await value(`geo_intersection_2lines(${equator}, ${meridian}).coordinates[0]`)).toBeCloseTo(1, 12)
    expect(await value(`geo_intersection_2lines(${equator}, ${line([0, 1], [2, 1])})`)).toEqual({
      type: 'GeometryCollection',
      geometries: [],
    })
  })

  test('the union follows common corners', async () => {
    const union = (await value(`geo_union_lines_array(pack_array(${line([0, 0], [1, 0])}, ${line([1, 0], [1, 1])}))`)) as {
      coordinates: unknown[]
    }
    expect(union.coordinates).toHaveLength(3)
  })

  test('a parallel needs more corners than a meridian', async () => {
    // Recorded results of the pages of geo_line_densify and geo_polygon_densify: quarter degrees at 10 degrees north.
    expect(await value(`array_length(geo_line_densify(${line([10, 10], [11, 10])}).coordinates)`)).toBe(5)
    expect(await value(`array_length(geo_line_densify(${line([10, 10], [10, 11])}).coordinates)`)).toBe(2)
    expect(await value(`geo_line_densify(${line([10, 10], [11, 10])}, 0)`)).toBeNull()
  })
})

describe('polygons', () => {
  test('measures of an octant', async () => {
    expect(await value(`geo_polygon_area(${polygon(OCTANT)})`)).toBeCloseTo((RADIUS * RADIUS * Math.PI) / 2, 0)
    expect(await value(`geo_polygon_perimeter(${polygon(OCTANT)})`)).toBeCloseTo(1.5 * Math.PI * RADIUS, 5)
    expect(await value(`geo_polygon_centroid(${polygon(OCTANT)}).coordinates[1]`)).toBeCloseTo(Math.atan(Math.SQRT1_2) / RADIANS, 9)
  })

  test('whichever way round a ring runs, the smaller part is inside', async () => {
    for (const ring of [OCTANT, [...OCTANT].reverse()]) {
      expect(await value(`geo_point_in_polygon(45, 30, ${polygon(ring)})`)).toBe(true)
      expect(await value(`geo_point_in_polygon(-45, 30, ${polygon(ring)})`)).toBe(false)
    }
  })

  test('holes are outside', async () => {
    const withHole = polygon(square(0, 0, 10), [...square(4, 4, 2)].reverse())
    expect(await value(`geo_point_in_polygon(5, 5, ${withHole})`)).toBe(false)
    expect(await value(`geo_point_in_polygon(2, 2, ${withHole})`)).toBe(true)
  })

  test('invalid polygons give null', async () => {
    for (const ring of [
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ],
    ])
      expect(await value(`geo_point_in_polygon(1, 1, ${polygon(ring)})`)).toBeNull()
  })

  test('polygons of a multipolygon are united before they are measured', async () => {
    const [a, b] = [square(0, 0, 2), square(1, 1, 2)]
    const both = `dynamic(${JSON.stringify({ type: 'MultiPolygon', coordinates: [[a], [b]] })})`
    const [area, ofA, ofB, common] = (await Promise.all([
      value(`geo_polygon_area(${both})`),
      value(`geo_polygon_area(${polygon(a)})`),
      value(`geo_polygon_area(${polygon(b)})`),
      value(`geo_polygon_area(geo_intersection_2polygons(${polygon(a)}, ${polygon(b)}))`),
    ])) as [number, number, number, number]
    expect(area / (ofA + ofB - common)).toBeCloseTo(1, 9)
  })

  test('a line is clipped where it enters', async () => {
    const inside = (await value(`geo_intersection_line_with_polygon(${line([-10, 10], [10, 10])}, ${polygon(OCTANT)})`)) as {
      coordinates: number[][]
    }
    const [enters, end] = inside.coordinates
    expect(enters?.[0]).toBeCloseTo(0, 9)
    expect(enters?.[1]).toBeCloseTo(Math.atan(Math.tan(10 * RADIANS) / Math.cos(10 * RADIANS)) / RADIANS, 9)
    expect(end?.[0]).toBeCloseTo(10, 9)
  })

  test('a common corner is a point', async () => {
    const shared = await value(`geo_intersection_2polygons(${polygon(square(0, 0, 1))}, ${polygon(square(1, 1, 1))})`)
    expect(shared).toMatchObject({ type: 'Point' })
    expect(await value(`geo_intersects_2polygons(${polygon(square(0, 0, 1))}, ${polygon(square(1, 1, 1))})`)).toBe(true)
    expect(await value(`geo_intersects_2polygons(${polygon(square(0, 0, 1))}, ${polygon(square(1, 2, 1))})`)).toBe(false)
  })

  test('the text of a shape keeps its digits', async () => {
    // Recorded result of the page of geo_polygon_densify: the second latitude of this edge.
    expect(await value(`tostring(geo_line_densify(${line([10.5, 10], [10.5, 11])}))`)).toContain('[10.5,9.999999999999999]')
  })

  test('shapes go through bags and lists as shapes', async () => {
    expect(await value("bag_pack('g', geo_from_wkt('POINT (1 2)')).g.type")).toBe('Point')
  })
})

describe('refusals', () => {
  test.each([
    ['geo_distance_2points(0, 0, 1, 1, true)', 'spheroid'],
    [`geo_line_simplify(${line([0, 0], [1, 1], [2, 0])})`, 'simplification'],
    [`geo_line_buffer(${line([0, 0], [0.1, 0.1], [0.2, 0])}, 5)`, 'begins'],
    [`geo_union_lines_array(pack_array(${line([0, 0], [2, 0])}, ${line([1, -1], [1, 1])}))`, 'cross'],
  ])('%s', async (kql, why) => {
    await expect(value(kql)).rejects.toThrow(why)
  })
})

describe('lookups', () => {
  const tables = `
    let areas = datatable(area: string, shape: dynamic)['first', ${polygon(square(0, 0, 2))}, 'second', ${polygon(square(10, 0, 2))}];
    let places = datatable(place: string, x: real, y: real)['a', 1, 1, 'b', 11, 1, 'c', 5, 5];`

  test('positions in polygons', async () => {
    const { columns, rows } = await engine.query(`${tables} places | evaluate geo_polygon_lookup(areas, shape, x, y) | sort by place asc`)
    expect(columns.map((c) => c.name)).toEqual(['place', 'x', 'y', 'area'])
    expect(rows).toEqual([
      ['a', 1, 1, 'first'],
      ['b', 11, 1, 'second'],
    ])
  })

  test('unmatched positions, within a radius', async () => {
    const { rows } = await engine.query(
      `${tables} places | evaluate geo_polygon_lookup(areas, shape, x, y, radius = 400000, return_unmatched = true) | project place, area | sort by place asc, area asc`,
    )
    // (5, 5) is 3 degrees east and north of the first square's corner: 472 km.
    expect(rows).toEqual([
      ['a', 'first'],
      ['b', 'second'],
      ['c', ''],
    ])
  })
})
