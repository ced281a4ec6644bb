/** The connected components of a graph, for graph-mark-components. */
import type { ScalarUdf, UdfValue } from './scalar.ts'

/** A component's number for each node; components that aren't connected with others. */
type Parts = (sources: readonly number[], targets: readonly number[], nodes: number) => Int32Array

/** Nodes that paths connect, whatever the directions of edges: the least node found so far stands for all of its part. */
const weak: Parts = (sources, targets, nodes) => {
  const above = Int32Array.from({ length: nodes }, (_, i) => i)
  const top = (node: number): number => {
    let at = node
    while (above[at] !== at) at = above[at] = above[above[at] as number] as number
    return at
  }
  for (let i = 0; i < sources.length; i++) {
    const [a, b] = [top(sources[i] as number), top(targets[i] as number)]
    if (a < b) above[b] = a
    else above[a] = b
  }
  return above.map((_, node) => top(node))
}

/** Nodes that paths connect in both directions: Tarjan's algorithm with a stack of its own, so that long paths don't end the engine's. */
const strong: Parts = (sources, targets, nodes) => {
  const first = new Int32Array(nodes + 1)
  for (const s of sources) first[s + 1] = (first[s + 1] as number) + 1
  for (let n = 0; n < nodes; n++) first[n + 1] = (first[n + 1] as number) + (first[n] as number)
  const next = first.slice(0, nodes)
  const ends = new Int32Array(sources.length)
  for (const [i, s] of sources.entries()) {
    ends[next[s] as number] = targets[i] as number
    next[s] = (next[s] as number) + 1
  }
  next.set(first.subarray(0, nodes))
  const part = new Int32Array(nodes).fill(-1)
  const seen = new Int32Array(nodes)
  const low = new Int32Array(nodes)
  const open: number[] = []
  const path: number[] = []
  let count = 0
  for (let root = 0; root < nodes; root++) {
    if (seen[root] !== 0) continue
    path.push(root)
    while (path.length > 0) {
      const node = path.at(-1) as number
      if (seen[node] === 0) {
        seen[node] = low[node] = ++count
        open.push(node)
      }
      const at = next[node] as number
      if (at < (first[node + 1] as number)) {
        next[node] = at + 1
        const end = ends[at] as number
        if (seen[end] === 0) path.push(end)
        else if (part[end] === -1) low[node] = Math.min(low[node] as number, seen[end] as number)
        continue
      }
      path.pop()
      const before = path.at(-1)
      if (before !== undefined) low[before] = Math.min(low[before] as number, low[node] as number)
      if (low[node] !== seen[node]) continue
      for (let member = -1; member !== node; ) {
        member = open.pop() as number
        part[member] = node
      }
    }
  }
  return part
}

/**
 * The component of each node, in the order of the nodes: numbers from 0 on in the order in which edges reach the components, then nodes without edges.
 * `sources` and `targets` are the ends of edges as nodes' numbers from 0 on; there are `edges` of them.
 */
const components = (sources: readonly bigint[], targets: readonly bigint[], nodes: number, edges: number, kind: string): bigint[] => {
  if (sources.length < edges) throw new Error(`graph-mark-components: a graph may have ${sources.length} edges here, this one has ${edges}`)
  const ends = [sources.map(Number), targets.map(Number)] as const
  const parts = (kind === 'strong' ? strong : weak)(...ends, nodes)
  const numbers = new Map<number, bigint>()
  const number = (node: number): bigint => {
    const part = parts[node] as number
    const known = numbers.get(part)
    if (known !== undefined) return known
    numbers.set(part, BigInt(numbers.size))
    return number(node)
  }
  for (let i = 0; i < sources.length; i++) for (const list of ends) number(list[i] as number)
  return Array.from(parts, (_, node) => number(node))
}

export const graphComponents: ScalarUdf = {
  parameters: ['longs', 'longs', 'long', 'long', 'text'],
  result: 'longs',
  call: (...[sources, targets, nodes, edges, kind]: readonly UdfValue[]) =>
    components(sources as readonly bigint[], targets as readonly bigint[], Number(nodes), Number(edges), kind as string),
}
