/**
 * Unions and intersections of regions, and of lines with regions. Where edges cross, they are cut; the parts inside or outside of the
 * other region are joined again. The results' loops begin where S2's do: the edge that was given last comes last.
 * Refuses what would hang on rounding, and regions that touch themselves.
 */

import { type Edge, keyOf, pointKey, properlyCross } from './lines.ts'
import { crossing } from './predicates.ts'
import { refuse } from './refusal.ts'
import { contains, edgesOfLoop, isShell, type Loop, type Region } from './regions.ts'
import { add, dot, normalize, type Point, same, subtract } from './vector.ts'

/** A part of an edge that was given, with the place of that edge among all. */
interface Piece {
  readonly from: Point
  readonly to: Point
  readonly id: number
}

const middle = (a: Point, b: Point): Point => normalize(add(a, b))

/** The edges of both sides, cut where they cross the other side's. */
const cut = (first: readonly Edge[], second: readonly Edge[]): { readonly first: readonly Piece[]; readonly second: readonly Piece[] } => {
  const cutsOfFirst = first.map((): Point[] => [])
  const cutsOfSecond = second.map((): Point[] => [])
  for (const [i, a] of first.entries()) {
    for (const [j, b] of second.entries()) {
      if (a.some((p) => b.some((q) => same(p, q))) || !properlyCross(a, b)) continue
      const at = crossing(a[0], a[1], b[0], b[1]) ?? refuse('two edges that cross are nearly parallel')
      cutsOfFirst[i]?.push(at)
      cutsOfSecond[j]?.push(at)
    }
  }
  const pieces = (edges: readonly Edge[], cuts: readonly (readonly Point[])[], offset: number): Piece[] =>
    edges.flatMap(([from, to], i) => {
      const way = (p: Point) => dot(subtract(p, from), subtract(p, from))
      const stops = [from, ...[...(cuts[i] ?? [])].sort((p, q) => way(p) - way(q)), to]
      return stops.slice(1).map((stop, k) => ({ from: stops[k] as Point, to: stop, id: offset + i }))
    })
  return { first: pieces(first, cutsOfFirst, 0), second: pieces(second, cutsOfSecond, first.length) }
}

const loopEdges = (region: Region): readonly Edge[] => region.loops.flatMap(edgesOfLoop)

/** What remains of both boundaries: the pieces outside of the other region for a union, those inside for an intersection. */
const remaining = (a: Region, b: Region, inside: boolean): { readonly pieces: readonly Piece[]; readonly opposite: boolean } => {
  const { first, second } = cut(loopEdges(a), loopEdges(b))
  const ofFirst = new Set(first.map((p) => keyOf(p.from, p.to)))
  const ofSecond = new Set(second.map((p) => keyOf(p.from, p.to)))
  let opposite = false
  const keep = (piece: Piece, others: ReadonlySet<string>, other: Region, shared: boolean): boolean => {
    if (others.has(keyOf(piece.from, piece.to))) return shared
    if (others.has(keyOf(piece.to, piece.from))) {
      opposite = true
      return false
    }
    return contains(other, middle(piece.from, piece.to)) === inside
  }
  const pieces = [...first.filter((p) => keep(p, ofSecond, b, true)), ...second.filter((p) => keep(p, ofFirst, a, false))]
  return { pieces, opposite }
}

/** Pieces that follow each other, joined to loops; in the order of their first edges. */
const joined = (pieces: readonly Piece[]): Region => {
  const from = new Map<string, Piece>()
  for (const piece of pieces) {
    const key = pointKey(piece.from)
    if (from.has(key)) refuse('the boundary of the result touches itself')
    from.set(key, piece)
  }
  const loops: Piece[][] = []
  const used = new Set<Piece>()
  for (const start of pieces) {
    if (used.has(start)) continue
    const loop: Piece[] = []
    for (let piece: Piece | undefined = start; piece && !used.has(piece); piece = from.get(pointKey(piece.to))) {
      loop.push(piece)
      used.add(piece)
    }
    if (pointKey((loop.at(-1) as Piece).to) !== pointKey(start.from)) refuse('the boundary of the result does not close')
    loops.push(rotated(loop))
  }
  const byFirst = loops.sort((a, b) => (a[0]?.id ?? 0) - (b[0]?.id ?? 0))
  return { loops: byFirst.map((loop) => loop.map((p) => p.from)) }
}

/** The edge with the highest number last; of several, the last one before the numbers fall. */
const rotated = (loop: readonly Piece[]): Piece[] => {
  let at = 0
  let fell = false
  for (let i = 1; i < loop.length; i++) {
    const step = (loop[i]?.id ?? 0) - (loop[at]?.id ?? 0)
    if (step < 0) fell = true
    else if (step > 0 || !fell) {
      at = i
      fell = false
    }
  }
  return [...loop.slice(at + 1), ...loop.slice(0, at + 1)]
}

const disjoint = (a: Region, b: Region): boolean =>
  a.loops.every((l) => !l[0] || !contains(b, l[0])) && b.loops.every((l) => !l[0] || !contains(a, l[0]))

/** The union of two regions. */
export const union = (a: Region, b: Region): Region => joined(remaining(a, b, false).pieces)

const corners = (region: Region): number => region.loops.reduce((n, loop) => n + loop.length, 0)

/** The union of regions: always of the two with the fewest corners, as S2 does it. */
export const unionOfAll = (regions: readonly Region[]): Region => {
  const queue = [...regions].sort((a, b) => corners(a) - corners(b))
  while (queue.length > 1) {
    const [a, b] = queue.splice(0, 2) as [Region, Region]
    const both = union(a, b)
    const place = queue.findIndex((r) => corners(r) > corners(both))
    queue.splice(place < 0 ? queue.length : place, 0, both)
  }
  return queue[0] ?? { loops: [] }
}

/** The intersection of two regions: a region, or the one corner in which they touch. */
export const intersection = (a: Region, b: Region): { readonly region: Region; readonly point?: Point } => {
  const { pieces, opposite } = remaining(a, b, true)
  if (opposite) refuse('the regions touch along an edge')
  const region = joined(pieces)
  const ofB = new Map(b.loops.flat().map((p) => [pointKey(p), p]))
  const resulting = new Set(region.loops.flat().map(pointKey))
  const touching = a.loops.flat().filter((p) => ofB.has(pointKey(p)) && !resulting.has(pointKey(p)))
  if (touching.length === 0) return { region }
  if (touching.length > 1 || region.loops.length > 0) return refuse('the regions touch in corners and elsewhere')
  return { region, point: touching[0] as Point }
}

/** Whether two regions share a point. */
export const regionsMeet = (a: Region, b: Region): boolean => {
  const [ofA, ofB] = [loopEdges(a), loopEdges(b)]
  const corner = new Set(b.loops.flat().map(pointKey))
  if (a.loops.flat().some((p) => corner.has(pointKey(p)))) return true
  return ofA.some((x) => ofB.some((y) => properlyCross(x, y))) || !disjoint(a, b)
}

/** The parts of lines that lie in a region, in the lines' order. Refuses where a line touches the boundary. */
export const clipLine = (lines: readonly (readonly Point[])[], region: Region): readonly (readonly Point[])[] => {
  const boundary = loopEdges(region)
  const corner = new Set(region.loops.flat().map(pointKey))
  if (lines.flat().some((p) => corner.has(pointKey(p)))) refuse('the line touches a corner of the polygon')
  return lines.flatMap((line) => {
    const edges = line.slice(1).map((to, i): Edge => [line[i] as Point, to])
    const parts: Point[][] = []
    let open: Point[] | undefined
    for (const piece of cut(edges, boundary).first) {
      if (!contains(region, middle(piece.from, piece.to))) open = undefined
      else if (open) open.push(piece.to)
      else {
        open = [piece.from, piece.to]
        parts.push(open)
      }
    }
    return parts
  })
}

/** Whether lines and a region share a point. */
export const lineMeetsRegion = (lines: readonly (readonly Point[])[], region: Region): boolean => {
  const boundary = loopEdges(region)
  const corner = new Set(region.loops.flat().map(pointKey))
  return lines.some(
    (line) =>
      line.some((p) => corner.has(pointKey(p)) || contains(region, p)) ||
      line.slice(1).some((to, i) => boundary.some((b) => properlyCross([line[i] as Point, to], b))),
  )
}

/** The shells of a region, each with its holes. */
export const polygonsOf = (region: Region): readonly (readonly Loop[])[] => {
  const shells = region.loops.filter(isShell).map((shell) => ({ shell, holes: [] as Loop[] }))
  for (const hole of region.loops.filter((l) => !isShell(l))) {
    const owner = shells.filter(({ shell }) => contains({ loops: [shell] }, middle(hole[0] as Point, hole[1] as Point)))
    if (owner.length !== 1) refuse('polygons lie within holes of polygons')
    owner[0]?.holes.push(hole)
  }
  return shells.map(({ shell, holes }) => [shell, ...holes])
}
