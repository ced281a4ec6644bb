/** The arithmetic under the geospatial functions. */
import { describe, expect, test } from 'vitest'
import { atan2, sinCos } from '../../../src/run/udf/geo/accurate.ts'
import { hashOrder } from '../../../src/run/udf/geo/hash-order.ts'
import { jsonNumber } from '../../../src/run/udf/geo/number.ts'
import { edgesCross, orientation } from '../../../src/run/udf/geo/predicates.ts'
import { pointOf } from '../../../src/run/udf/geo/vector.ts'

test('numbers are written as the engine writes them', () => {
  // 9.999999999999999 and 40.764323000000008: recorded results of the pages of geo_polygon_densify and geo_line_densify.
  const written = [10, 0.5, -73.949247, 9.999999999999998, 40.764323000000005, 1e-9, 0].map(jsonNumber)
  expect(written).toEqual(['10.0', '0.5', '-73.949247', '9.999999999999999', '40.764323000000008', '1e-9', '0.0'])
})

test('every text means its number', () => {
  for (let i = 1, v = 0.1; i < 2000; i++, v = (v * 997.3) % 360) expect(Number(jsonNumber(v))).toBe(v)
})

describe('trigonometry', () => {
  test('known values', () => {
    expect(sinCos(Math.PI / 6)[0]).toBe(0.49999999999999994)
    expect(sinCos(0)).toEqual([0, 1])
    expect(atan2(1, 1)).toBe(Math.PI / 4)
    expect(atan2(-1, -1)).toBe(-0.75 * Math.PI)
  })

  test('is within a last place of what JavaScript has', () => {
    for (let x = -7; x < 7; x += 0.137) {
      const [sin, cos] = sinCos(x)
      expect(Math.abs(sin - Math.sin(x))).toBeLessThan(3e-16)
      expect(Math.abs(cos - Math.cos(x))).toBeLessThan(3e-16)
      expect(Math.abs(atan2(sin, cos) - Math.atan2(sin, cos))).toBeLessThan(5e-16)
    }
  })
})

describe('predicates', () => {
  const [a, b, c] = [pointOf([0, 0]), pointOf([10, 0]), pointOf([20, 0])]

  test('three points of the equator are on one side all the same, consistently', () => {
    const side = orientation(a, b, c)
    expect(side).not.toBe(0)
    expect(orientation(b, c, a)).toBe(side)
    expect(orientation(b, a, c)).toBe(-side)
    expect(orientation(a, b, a)).toBe(0)
  })

  test('edges on one line do not cross', () => {
    expect(edgesCross(a, b, c, pointOf([30, 0]))).toBe(false)
    expect(edgesCross(a, c, pointOf([5, -1]), pointOf([5, 1]))).toBe(true)
  })
})

test('the members of a set come in the order of its table', () => {
  // Recorded result of the page of geo_geohash_neighbors.
  const around = ['sunpj', 'sunpn', 'sunpp', 'sunnz', 'sunnx', 'sunnw', 'sunnt', 'sunnv']
  expect(hashOrder(around)).toEqual(['sunnv', 'sunnt', 'sunnw', 'sunnx', 'sunpp', 'sunnz', 'sunpn', 'sunpj'])
  expect(hashOrder(['x', 'x'])).toEqual(['x'])
})
