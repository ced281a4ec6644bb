/** Cells of S2 by their tokens (https://s2geometry.io/devguide/s2cell_hierarchy). */
import { s2 } from 's2js'
import { hashOrder } from './hash-order.ts'
import type { Edge } from './lines.ts'
import { contains, edgesOfRegion, type Region, s2Point, s2Polygon } from './regions.ts'
import { EARTH_RADIUS, type Point, type Position, positionOf } from './vector.ts'

const { cellid } = s2

/** The token of the cell of a level (0 to 30) that a point lies in; '' for other levels. */
export const s2CellOf = (point: Point, level: number): string =>
  Number.isInteger(level) && level >= 0 && level <= 30 ? cellid.toToken(cellid.parent(cellid.fromPoint(s2Point(point)), level)) : ''

const cellIn = (token: string): bigint | undefined => {
  if (!/^[0-9a-f]{1,16}$/.test(token)) return undefined
  const id = cellid.fromToken(token)
  return cellid.valid(id) ? id : undefined
}

export const s2CellCenter = (token: string): Position | undefined => {
  const id = cellIn(token)
  return id === undefined ? undefined : positionOf(cellid.point(id))
}

/** The corners of a cell, closed. */
export const s2CellRing = (token: string): readonly Position[] | undefined => {
  const id = cellIn(token)
  if (id === undefined) return undefined
  const cell = s2.Cell.fromCellID(id)
  return [0, 1, 2, 3, 0].map((k) => positionOf(cell.vertex(k)))
}

/** The cells of the same level that share a corner with a cell. */
export const s2CellNeighbors = (token: string): readonly string[] | undefined => {
  const id = cellIn(token)
  return id === undefined ? undefined : hashOrder(cellid.allNeighbors(id, cellid.level(id)).map(cellid.toToken))
}

const MOST_CELLS = 65536

type Touch = 'none' | 'some' | 'all'

/** The cells of a level that a shape touches, in their order; undefined where there are too many. */
const covering = (level: number, touch: (cell: s2.Cell) => Touch): readonly string[] | undefined => {
  const found: bigint[] = []
  const visit = (id: bigint): boolean => {
    const cell = s2.Cell.fromCellID(id)
    const how = touch(cell)
    if (how === 'none') return true
    const depth = level - cellid.level(id)
    if (how === 'all' && found.length + 4 ** depth > MOST_CELLS) return false
    if (depth > 0) return how === 'all' ? descend(id) : cellid.children(id).every(visit)
    found.push(id)
    return found.length <= MOST_CELLS
  }
  const descend = (id: bigint): boolean => {
    const end = cellid.childEndAtLevel(id, level)
    for (let at = cellid.childBeginAtLevel(id, level); at !== end; at = cellid.next(at)) found.push(at)
    return true
  }
  return [0, 1, 2, 3, 4, 5].every((face) => visit(cellid.fromFace(face))) ? found.map(cellid.toToken) : undefined
}

/** The square of the chord of a distance in metres. */
const chord2 = (metres: number): number => (2 * Math.sin(Math.min(Math.PI, metres / EARTH_RADIUS) / 2)) ** 2

/** The cells within a distance (in metres) of edges. */
const nearEdges = (edges: readonly Edge[], metres: number): ((cell: s2.Cell) => boolean) => {
  const most = chord2(metres)
  const ends = edges.map(([a, b]) => [s2Point(a), s2Point(b)] as const)
  return (cell) => ends.some(([a, b]) => cell.distanceToEdge(a, b) <= most)
}

/** The cells of a level that lie within a distance (in metres) of lines. */
export const coverLine = (edges: readonly Edge[], level: number, metres: number): readonly string[] | undefined => {
  const near = nearEdges(edges, metres)
  return covering(level, (cell) => (near(cell) ? 'some' : 'none'))
}

/** The cells of a level that lie within a distance (in metres) of a region. */
export const coverRegion = (region: Region, level: number, metres: number): readonly string[] | undefined => {
  const polygon = s2Polygon(region)
  const near = nearEdges(edgesOfRegion(region), metres)
  return covering(level, (cell) => {
    if (polygon.containsCell(cell)) return 'all'
    if (polygon.intersectsCell(cell)) return 'some'
    const center = cell.center()
    return metres > 0 && (near(cell) || contains(region, center)) ? 'some' : 'none'
  })
}
