/** Intermediate results of dcount and percentiles: what is read from them is what the aggregates themselves give. */
import { expect, test } from 'vitest'
import { testEngine } from '../bind/operators/engine.ts'

const { rows, codes } = testEngine()

test('a digest of many values has the percentiles of the values', async () => {
  const query = `range x from 1 to 20000 step 1 | extend v = (x * 7919) % 20011
    | summarize d = tdigest(v), a = percentile(v, 33), b = percentile(v, 99.9), c = percentile(v, 0), n = countif(v <= 500)
    | project percentile_tdigest(d, 33) == a, percentile_tdigest(d, 99.9) == b, percentile_tdigest(d, 0) == c, rank_tdigest(d, 500) == n`
  expect(await rows(query)).toEqual([[true, true, true, true]])
})

test('merging in parts comes to the same as all at once', async () => {
  const query = `range x from 1 to 1000 step 1 | extend v = x % 97
    | summarize h = hll(v), d = tdigest(v) by g = x % 7
    | summarize dcount_hll(hll_merge(h)), percentile_tdigest(merge_tdigest(d), 50)`
  expect(await rows(query)).toEqual([[97, 46]])
})

test('weights, times, nulls, integers with reals', async () => {
  expect(
    await rows(
      'datatable(v: real, w: long)[1.5, 1, 2.5, 0, 3.5, 3] | summarize d = tdigest(v, w) | project percentiles_array_tdigest(d, 25, 26)',
    ),
  ).toEqual([[[1.5, 3.5]]])
  expect(
    await rows(
      'datatable(t: timespan)[1h, 2h, timespan(null)] | summarize d = tdigest(t) | project percentile_tdigest(d, 100), rank_tdigest(d, 90m)',
    ),
  ).toEqual([['02:00:00', 1]])
  expect(
    await rows('print a = 1 | summarize l = tdigest(a), r = tdigest(a + 0.5) | project percentile_tdigest(tdigest_merge(l, r), 100)'),
  ).toEqual([[1.5]])
  expect(
    await rows(
      'datatable(v: long)[long(null)] | summarize d = tdigest(v), h = hll(v) | project isnull(percentile_tdigest(d, 50)), isnull(dcount_hll(h))',
    ),
  ).toEqual([[true, true]])
  expect(await codes('print a = 1 | summarize hll(a, 9)')).toEqual(['KQL0300'])
})
