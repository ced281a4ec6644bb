/** The components of graphs, against those that reachability gives. */
import { expect, test } from 'vitest'
import { graphComponents } from '../../../src/run/udf/graph-components.ts'

const big = (numbers: readonly number[]): bigint[] => numbers.map(BigInt)
const components = (sources: readonly number[], targets: readonly number[], nodes: number, kind: string): number[] =>
  (graphComponents.call(big(sources), big(targets), BigInt(nodes), BigInt(sources.length), kind) as bigint[]).map(Number)

/** Which nodes lead to which, by Warshall's algorithm. */
const reachable = (sources: readonly number[], targets: readonly number[], nodes: number, both: boolean): boolean[][] => {
  const reach = Array.from({ length: nodes }, (_, a) => Array.from({ length: nodes }, (_, b) => a === b))
  for (const [i, s] of sources.entries()) {
    ;(reach[s] as boolean[])[targets[i] as number] = true
    if (both) (reach[targets[i] as number] as boolean[])[s] = true
  }
  for (const via of reach.keys())
    for (const row of reach) if (row[via]) for (const [b, there] of (reach[via] as boolean[]).entries()) if (there) row[b] = true
  return reach
}

test('nodes are of one component where paths lead to and fro', () => {
  let seed = 7
  const random = (n: number): number => {
    seed = (seed * 48271) % 2147483647
    return seed % n
  }
  for (let round = 0; round < 60; round++) {
    const nodes = 1 + random(12)
    const edges = random(16)
    const sources = Array.from({ length: edges }, () => random(nodes))
    const targets = Array.from({ length: edges }, () => random(nodes))
    for (const kind of ['weak', 'strong']) {
      const part = components(sources, targets, nodes, kind)
      const reach = reachable(sources, targets, nodes, kind === 'weak')
      for (let a = 0; a < nodes; a++)
        for (let b = 0; b < nodes; b++) expect(part[a] === part[b]).toBe(reach[a]?.[b] === true && reach[b]?.[a] === true)
      expect(new Set(part)).toEqual(new Set(Array.from(new Set(part).keys(), (_, i) => i)))
    }
  }
})

test('numbers follow the edges; nodes without edges come last', () => {
  expect(components([3, 1], [2, 1], 5, 'weak')).toEqual([2, 1, 0, 0, 3])
  expect(components([], [], 2, 'strong')).toEqual([0, 1])
})

test('long paths need no deep stack', () => {
  const path = Array.from({ length: 200_000 }, (_, i) => i)
  const next = path.map((i) => (i + 1) % path.length)
  expect(new Set(components(path, next, path.length, 'strong')).size).toBe(1)
})

test('an edge that is missing in the lists is an error', () => {
  expect(() => graphComponents.call([], [], 1n, 3n, 'weak')).toThrow('a graph may have 0 edges here, this one has 3')
})
