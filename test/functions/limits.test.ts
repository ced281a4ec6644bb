/** Arguments at the ends of their types. Expected values are by hand. */
import { expect, test } from 'vitest'
import { testEngine } from '../bind/operators/engine.ts'

const { rows, codes } = testEngine()
const MOST = '9223372036854775807'
const LEAST = '-9223372036854775808'
/** Over a row, so that nothing is folded when compiling. */
const values = async (...expressions: readonly string[]) =>
  (
    await rows(
      `datatable(most:long, least:long, l:dynamic, s:string, r:real)[${MOST}, long(${LEAST}), dynamic([1, 2, 3]), "abab", 1e300] | project ${expressions.join(', ')}`,
    )
  )[0]

test('places beyond any array have no element', async () => {
  expect(
    await values(`split(s, "b")[${MOST}]`, 'split(s, "b")[most]', `l[${MOST}]`, 'l[most]', 'l[least]', 'split(s, "b")[1]', 'l[-1]'),
  ).toEqual([null, null, null, null, null, 'a', 3])
})

test('arrays are turned and cut by any number', async () => {
  expect(await values('array_rotate_right(l, least)', 'array_rotate_right(l, 1)', 'array_rotate_right(dynamic([]), 1)')).toEqual([
    [3, 1, 2],
    [3, 1, 2],
    [],
  ])
  expect(await values('array_slice(l, 1, most)', 'array_slice(dynamic(7), most, most)', 'array_index_of(l, 3, most, 10)')).toEqual([
    [2, 3],
    null,
    -1,
  ])
})

test('row numbers wrap', async () => {
  expect(await rows(`range x from 1 to 2 step 1 | extend n = row_number(${MOST})`)).toEqual([
    [1, MOST],
    [2, LEAST],
  ])
})

test('the umpteenth occurrence takes no longer than the text', async () => {
  expect(await values('indexof(s, "b", 0, -1, 2147483647)', 'indexof(s, "b", 0, -1, 2)')).toEqual([-1, 3])
})

test('a hexadecimal number has sixteen digits at most', async () => {
  expect(await values('tohex(10, most)', 'tohex(10, least)', 'tohex(toint(s), least)')).toEqual(['000000000000000a', 'a', ''])
})

test('bins of an axis that is longer than a long', async () => {
  expect(await rows(`datatable(t:long)[-5, ${MOST}] | make-series n = count() on t step ${MOST} | project n`)).toEqual([[[1, 1]]])
  expect(await codes(`datatable(t:timespan)[-36h, time(10675199.02:48:05.4775807)] | make-series count() on t step 1h`)).toEqual([
    'KQL0491',
  ])
})

test('an axis that ends before it begins has no bins', async () => {
  expect(await rows('datatable(t:real)[0.5] | make-series n = count() on t from 1e300 to 0.75 step 0.25')).toEqual([])
  expect(await rows('datatable(t:real)[0.5] | make-series n = count() on t from 0.0 to 0.75 step 0.25 | project n')).toEqual([[[0, 0, 1]]])
})

test('spreads of numbers without squares are refused', async () => {
  expect(await rows('datatable(x:real)[real(+inf), 0.0] | summarize variance(x), stdev(x)')).toEqual([['NaN', 'NaN']])
  expect(await codes('datatable(x:real)[1e300, 0.0] | summarize variance(x)')).toEqual(['KQL0491'])
})

test('what is no digest of percentiles counts as none', async () => {
  expect(
    await rows(
      'datatable(d:dynamic)[dynamic([1, 2]), dynamic(["a", "b"])] | summarize t = tdigest_merge(d) | project percentile_tdigest(t, 50)',
    ),
  ).toEqual([[null]])
  const two = 'range x from 1 to 3 step 1 | summarize t = tdigest(x) | project percentile_tdigest(merge_tdigest(t, dynamic([7])), 50)'
  expect(await rows(two)).toEqual([[2]])
})

test('the least long is its own opposite', async () => {
  expect(await values(`-(long(${LEAST}))`, '-least')).toEqual([LEAST, LEAST])
})

test('a list stays the list that it is', async () => {
  const lists = 'range x from 1 to 2 step 1 | summarize l = make_list(x * 0.5) by k = 1'
  expect(
    await rows(`${lists} | extend p = +l | summarize a = take_any(l), b = take_anyif(p, true) | project a, tostring(a), b[0]`),
  ).toEqual([[[0.5, 1], '[0.5,1.0]', 0.5]])
})

test('a key is read as a path only where it is one', async () => {
  expect(
    await values('bag_has_key(pack("a\\\\", 1), strcat(substring(s, 0, 1), "\\\\"))', 'bag_has_key(l, replace_regex("a\\\\", "b", "c"))'),
  ).toEqual([true, null])
})

test('a dynamic is negated as the number that it is', async () => {
  expect(await values('-l[0]', 'gettype(-l[0])', '-dynamic(2.5)', '-dynamic("a")', '-l[0] + 1')).toEqual([-1, 'long', -2.5, null, 0])
})

test('bins of decimals are decimals', async () => {
  expect(await values('bin_at(1.7, decimal(0.5), 0)', 'bin_at(1.7, decimal(0.5), decimal(0))', 'bin_at(1.7, 0.5, decimal(0))')).toEqual([
    '1.5',
    '1.5',
    '1.5',
  ])
})

test('a range without an end is null', async () => {
  expect(await values('range(1, long(null))', 'range(1.0, real(null))', 'range(most, 5.0)', 'range(3, 1, -1)')).toEqual([
    null,
    null,
    [],
    [3, 2, 1],
  ])
})

test('sums with something in common wrap each for itself', async () => {
  expect(await values('most + most + 3', 'most + most + 5', 'most * 2 + 1', 'most + most - most')).toEqual([1, 3, -1, MOST])
  expect(await values('decimal(99999999.5) * least', 'decimal(99999999.5) * 2')).toEqual([null, '199999999'])
})

test('bins of decimals are exact, and null where a number is none', async () => {
  expect(
    await values(
      'bin_at(toint(r), decimal(3), int(-2147483648))',
      'bin_at(1.0, real(nan), decimal(1))',
      'bin_at(most, decimal(1), real(+inf))',
    ),
  ).toEqual(['2147483647', null, null])
})

test('times beyond their range are null', async () => {
  expect(
    await values('ago(totimespan(most))', 'now() + totimespan(least)', 'datetime(2026-01-01) - totimespan(least)', '-totimespan(least)'),
  ).toEqual([null, null, null, '-10675199.02:48:05.4775808'])
})

test('time zones that do not exist are named', async () => {
  expect(await codes('print z = "Nowhere" | project datetime_utc_to_local(datetime(2026-01-01), z)')).toEqual(['KQL0491'])
})
