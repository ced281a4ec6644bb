/** Functions of arrays over arrays so large that looking for each element among all others would never end. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

const N = 60_000
const ROWS = `range x from 1 to ${N} step 1 | summarize k = make_list(strcat("k", x)) | extend a = range(0, ${N - 1}), b = range(${N / 2}, ${N + N / 2 - 1})`

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({})
})
afterAll(() => engine.close())

test.each<readonly [string, unknown]>([
  ['array_length(set_union(a, b))', N + N / 2],
  ['set_union(array_reverse(a), b)[0]', N - 1],
  ['array_sum(set_intersect(a, b))', ((N / 2) * (N / 2 + N - 1)) / 2],
  ['set_difference(a, b)[-1]', N / 2 - 1],
  ['array_length(set_difference(a, b, a))', 0],
  ['set_equals(a, array_reverse(a))', true],
  ['array_sort_desc(a)[0]', N - 1],
  ['array_sort_asc(array_reverse(a), a)[1][0]', N - 1],
  ['array_shift_left(a, 7)[-8]', N - 1],
  ['array_shift_right(a, 7, -1)[7]', 0],
  ['array_index_of(a, 59999)', N - 1],
  ['array_index_of(a, 5, 10)', -1],
  ['array_iff(a, b, "none")[1]', N / 2 + 1],
  ['bag_zip(k, b).k60000', N + N / 2 - 1],
  ['bag_merge(bag_zip(k, a), bag_zip(array_concat(k, dynamic(["z"])), b)).k7', 6],
])('%s', { timeout: 30_000 }, async (call, expected) => {
  const { rows } = await engine.query(`${ROWS} | project x = ${call}`)
  expect(rows).toEqual([[expected]])
})
