/** Hexagonal cells of H3 by their tokens (https://h3geo.org). */
import * as h3 from 'h3-js'
import { hashOrder } from './hash-order.ts'
import type { Position } from './vector.ts'

const isResolution = (v: number): boolean => Number.isInteger(v) && v >= 0 && v <= 15

/** The token of the cell of a resolution (0 to 15) that a position lies in; '' for other resolutions. */
export const h3CellOf = ([longitude, latitude]: Position, resolution: number): string =>
  isResolution(resolution) ? h3.latLngToCell(latitude, longitude, resolution) : ''

const isCell = (token: string): boolean => /^[0-9a-f]{15}$/.test(token) && h3.isValidCell(token)

export const h3Resolution = (token: string): number | undefined => (isCell(token) ? h3.getResolution(token) : undefined)

export const h3CellCenter = (token: string): Position | undefined => {
  if (!isCell(token)) return undefined
  const [latitude, longitude] = h3.cellToLatLng(token)
  return [longitude, latitude]
}

/** The corners of a cell, closed. */
export const h3CellRing = (token: string): readonly Position[] | undefined =>
  isCell(token) ? (h3.cellToBoundary(token, true) as [number, number][]) : undefined

/** The cell of a coarser resolution that a cell lies in, the next one where none is given; '' where there is none. */
export const h3Parent = (token: string, resolution?: number): string => {
  if (!isCell(token)) return ''
  const own = h3.getResolution(token)
  const asked = resolution ?? own - 1
  return isResolution(asked) && asked <= own ? h3.cellToParent(token, asked) : ''
}

const MOST_LEVELS = 5

/** The cells of a finer resolution within a cell, the next one where none is given; undefined beyond five levels. */
export const h3Children = (token: string, resolution?: number): readonly string[] | undefined => {
  if (!isCell(token)) return undefined
  const own = h3.getResolution(token)
  const asked = resolution ?? own + 1
  return isResolution(asked) && asked >= own && asked - own <= MOST_LEVELS ? h3.cellToChildren(token, asked) : undefined
}

const MOST_RINGS = 142

/** The cells at each distance from a cell, from 0 on. */
export const h3Rings = (token: string, distance: number): readonly (readonly string[])[] | undefined =>
  isCell(token) && Number.isInteger(distance) && distance >= 0 && distance <= MOST_RINGS ? h3.gridDiskDistances(token, distance) : undefined

export const h3Neighbors = (token: string): readonly string[] | undefined => {
  const ring = h3Rings(token, 1)?.[1]
  return ring && hashOrder(ring)
}

const MOST_CELLS = 61680

/** The cells of a resolution whose centres lie in a polygon with straight edges; undefined where there are too many. */
export const h3CellsIn = (rings: readonly (readonly Position[])[], area: number, resolution: number): readonly string[] | undefined => {
  if (!isResolution(resolution)) return undefined
  // Cells differ in size by a factor of two at most.
  if (area > 4 * MOST_CELLS * h3.getHexagonAreaAvg(resolution, h3.UNITS.m2)) return undefined
  const cells = h3.polygonToCells(rings as [number, number][][], resolution, true)
  return cells.length > MOST_CELLS ? undefined : hashOrder(cells)
}
