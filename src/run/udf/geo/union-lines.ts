/** The union of lines. */
import { type Edge, edgesOf, keyOf, pointKey, properlyCross } from './lines.ts'
import { refuse } from './refusal.ts'
import { type Point, same } from './vector.ts'

/**
 * Lines as one set of edges, joined again to lines as long as possible; an edge that several lines have counts once. In the order of
 * the first edges. Refuses lines that cross, branch or run against each other: how those are joined is not known.
 */
export const unionOfLines = (lines: readonly (readonly Point[])[]): readonly (readonly Point[])[] => {
  const edges = new Map<string, Edge>()
  for (const edge of lines.flatMap(edgesOf)) {
    const key = keyOf(edge[0], edge[1])
    if (!edges.has(key)) edges.set(key, edge)
  }
  const all = [...edges.values()]
  const from = new Map<string, Edge>()
  const to = new Map<string, Edge>()
  for (const edge of all) {
    const [start, end] = [pointKey(edge[0]), pointKey(edge[1])]
    if (from.has(start) || to.has(end)) refuse('the lines branch or meet')
    from.set(start, edge)
    to.set(end, edge)
  }
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (!a.some((p) => b.some((q) => same(p, q))) && properlyCross(a, b)) refuse('the lines cross')
    }
  }
  const starts = all.filter((e) => !to.has(pointKey(e[0])))
  const joined = starts.map((start) => {
    const line: Point[] = [start[0]]
    for (let edge: Edge | undefined = start; edge; edge = from.get(pointKey(edge[1]))) line.push(edge[1])
    return line
  })
  if (joined.reduce((n, line) => n + line.length - 1, 0) < all.length) refuse('lines form a ring')
  return joined
}
