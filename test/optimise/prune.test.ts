import { expect, test } from 'vitest'
import { analyse } from '../../src/compile.ts'
import { optimise } from '../../src/optimise/index.ts'
import { prune } from '../../src/optimise/prune.ts'
import type { Rel } from '../../src/plan/index.ts'

const schemas = { T: { a: 'long', b: 'string', c: 'long', d: 'long' } } as const
/** More ids than the plans here have. */
const IDS = 5000

const planOf = (kql: string): Rel => {
  const { plan } = analyse(kql, { schemas })
  if (!plan) throw new Error(`no plan for ${kql}`)
  return plan
}

/** The nodes from the result down, each with its columns. */
const shape = (rel: Rel): string[] => {
  const here = `${rel.kind} ${rel.columns.map((c) => c.name).join(' ')}`.trim()
  return 'input' in rel ? [here, ...shape(rel.input)] : [here]
}
const pruned = (kql: string): string[] => shape(prune(planOf(kql), IDS).root)

test('a node keeps what those above it use', () => {
  expect(pruned('T | where a == 1 | where c == 2 | project b')).toEqual(['project b', 'filter b', 'filter b c', 'scan a b c'])
  expect(pruned('T | extend e = a + c | where d == 1 | project e')).toEqual(['project e', 'filter e', 'project d e', 'scan a c d'])
  expect(pruned('T | where a == 1 | count')).toEqual(['aggregate Count', 'filter', 'scan a'])
})

test('a scan has the names of the columns that are left', () => {
  const scan = prune(planOf('T | project d, b'), IDS).root
  expect('input' in scan && scan.input).toMatchObject({ kind: 'scan', sources: ['b', 'd'] })
})

test('a node of which nothing falls away is not copied', () => {
  for (const kql of ['T', 'T | where a == 1', 'T | where a == 1 | extend e = a + c | where e > 1']) {
    const plan = planOf(kql)
    expect(prune(plan, IDS).root).toBe(plan)
  }
})

test('a sort key that is left out passes through, and so does what a node makes without showing it', () => {
  expect(pruned('T | sort by a asc | project-away a, c')).toEqual(['project b d', 'project b d a', 'scan a b d'])
  expect(pruned('T | top 2 by a | project b')).toEqual(['project b', 'project b a', 'limit a b', 'scan a b'])
  expect(pruned('T | mv-expand with_itemindex = at x = pack_array(a, c) to typeof(long) | project at')).toEqual([
    'project at',
    'project at',
    'unnest $index',
    'scan a c',
  ])
})

test('what is shared keeps what some use of it needs, the hidden sort key too', () => {
  const { root, shared } = prune(planOf('let S = T | sort by a asc | project b, c, d; S | project b'), IDS)
  expect(shape(root)).toEqual(['project b', 'project b a', 'ref b a'])
  expect([...shared.values()].map((s) => shape(s.rel))).toEqual([['project b a', 'scan a b']])
})

test('a range has its column whether or not it is used', () => {
  expect(pruned('range x from 1 to 3 step 1 | where now() > ago(1d) | where now() > ago(2d) | count')).toEqual([
    'aggregate Count',
    'filter',
    'filter',
    'range x',
  ])
})

test('pruning says which passes have something to do', () => {
  const flags = (kql: string) => {
    const { fields, pushable, applies } = prune(planOf(kql), IDS)
    return { fields, pushable, applies }
  }
  expect(flags('T | where a == 1 | project b')).toEqual({ fields: false, pushable: false, applies: false })
  expect(flags('T | project a, b | where a == 1')).toEqual({ fields: false, pushable: true, applies: false })
  expect(flags('T | mv-apply x = pack_array(a, c) to typeof(long) on (top 1 by x)')).toMatchObject({ applies: true })
  expect(flags('T | summarize l = make_list(a) by b | extend s = series_stats_dynamic(l)')).toMatchObject({ fields: false })
  expect(flags('T | summarize l = make_list(a) by b | extend (m, n) = series_stats(l)')).toMatchObject({ fields: true })
})

test('a filter goes below a projection that it does not depend on', () => {
  let id = IDS
  const at = (kql: string, plain: boolean) => shape(optimise(planOf(kql), { nextId: () => ++id, plain }).root)
  expect(at('T | extend e = c + 1 | where a == 1 | project b, e', false)).toEqual([
    'project b e',
    'project b e',
    'filter a b c',
    'scan a b c',
  ])
  expect(at('T | extend e = c + 1 | where a == 1 | project b, e', true)).toEqual([
    'project b e',
    'filter b e',
    'project a b e',
    'scan a b c',
  ])
  expect(at('T | extend e = c + 1 | where e == 1 | project b', false)).toEqual(['project b', 'filter b', 'project b e', 'scan b c'])
})
