import { expect, test } from 'vitest'
import { conditions, without } from '../../src/test/conditions.ts'
import { testOf } from './harness.ts'

const texts = (query: string): string[] => conditions(query).map(({ start, end }) => query.slice(start, end))

test('the conditions of all filters of a query', () => {
  expect(texts('T | where a == 1 and (b or c) and not(d and e) | where (f and g) and true')).toEqual([
    'a == 1',
    'b or c',
    'not(d and e)',
    'f',
    'g',
  ])
  expect(
    texts('let F = (x:int) { T | where v == x and w }; let S = toscalar(T | where q | count); F(1) | join (U | where k) on j | filter z'),
  ).toEqual(['v == x', 'w', 'q', 'k', 'z'])
  expect(texts('union (T | where a), (U | where b) | mv-apply x = y on (where c | take 1)')).toEqual(['a', 'b', 'c'])
  expect(texts('T | where')).toEqual([])
})

test('a condition is taken away on its lines', () => {
  const query = 'T | where a\n  and b in (1,\n 2) // why\n| count'
  const [, second] = conditions(query)
  expect(second && without(query, second)).toBe('T | where a\n  and true\n // why\n| count')
})

const TEST = `now: 2026-01-05T12:00:00Z
tables:
  SigninLogs: &rows
    - &bad { TimeGenerated: 2026-01-05T11:50:00Z, UserPrincipalName: ana, ResultType: '50126' }
    - *bad
cases:
  - { name: fires, expect: { count: 1 } }
`

test('a condition counts as told where some case would come to something else without it', async () => {
  const told = async (more: string) => {
    const { results } = await testOf(TEST + more, { coverage: true })
    const { coverage } = results[0] ?? {}
    return (
      coverage && {
        told: coverage.told,
        of: coverage.conditions,
        open: coverage.open.map((d) => [d.code, d.position.line, d.position.column, d.end.column]),
      }
    )
  }
  const time = ['KQL0735', 2, 9, 32]
  const failures = ['KQL0735', 4, 9, 22]
  expect(await told('')).toEqual({ told: 0, of: 2, open: [time, failures] })
  expect(await told('  - { name: one, tables: { SigninLogs: [*bad] }, expect: { count: 0 } }\n')).toEqual({ told: 1, of: 2, open: [time] })
  expect(
    await told(`  - { name: one, tables: { SigninLogs: [*bad] }, expect: { count: 0 } }
  - { name: old, now: 2026-01-06T12:00:00Z, expect: { count: 0 } }
`),
  ).toEqual({ told: 2, of: 2, open: [] })
})

test('the place is that in the YAML of the rule', async () => {
  const rule = 'name: x\nquery: |\n  SigninLogs\n  | where ResultType != "0"\n    and UserPrincipalName has "ana"\n'
  const { results } = await testOf(TEST, { files: { 'y.yaml': rule, 'y.test.yaml': TEST.replace('count: 1', 'count: 2') }, coverage: true })
  const own = results.find((r) => r.file.source.path.endsWith('y.test.yaml'))
  expect(own?.coverage?.open.map((d) => [d.path.split('/').at(-1), d.position.line, d.position.column])).toEqual([
    ['y.yaml', 4, 11],
    ['y.yaml', 5, 9],
  ])
})
