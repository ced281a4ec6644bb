/** Columns that nobody sees: keys that are computed, and names that data or queries don't have. Expected rows are by hand. */
import { describe, expect, test } from 'vitest'
import { testEngine } from './engine.ts'

const { rows, codes } = testEngine()
const NUMBERS = 'range n from 1 to 4 step 1'

describe('a key that is computed', () => {
  test('holds through limits and window functions', async () => {
    expect(await rows(`${NUMBERS} | top 3 by -n desc | top 2 by n % 3 asc | extend r = row_number()`)).toEqual([
      [3, 1],
      [1, 2],
    ])
    expect(await rows(`${NUMBERS} | sort by n % 2 desc, n asc | extend s = row_rank_dense(n % 2) | limit 3`)).toEqual([
      [1, 1],
      [3, 1],
      [2, 2],
    ])
  })

  test('may be of a type without a least value', async () => {
    expect(await rows('datatable(g:guid, n:long)[] | sort by g asc | facet by n')).toEqual([])
    expect(await rows(`${NUMBERS} | sort by n > 2 asc | summarize count() by k = n > 2 | sort by k asc`)).toEqual([
      [false, 2],
      [true, 2],
    ])
  })

  test('chooses the row of an innerunique join', async () => {
    expect(await rows(`${NUMBERS} | join (print k = 1) on $left.n == $right.k`)).toEqual([[1, 1]])
    expect(await codes('datatable(v:real, n:bool)[] | evaluate pivot(n) | join (print k = true) on $left.n == $right.k')).toEqual([])
  })

  test('of the rows around stays in reach behind a sub-query', async () => {
    const steps = 'sort by n | scan declare (m:long = 0) with (step a: true => m = n;)'
    expect(
      await rows(
        `datatable(n:long)[1, 2] | mv-apply e = pack_array(n, 5) to typeof(long) on (${steps}) | serialize | extend r = row_number() | limit 2 | project n, e, m, r`,
      ),
    ).toHaveLength(2)
  })
})

describe('a column without a name', () => {
  test('is none of a query', async () => {
    expect(await codes("print ['']=1")).toEqual(['KQL0001'])
  })

  test('is none of data', async () => {
    expect(await codes('datatable(s:string)["", "a"] | evaluate pivot(s)')).toEqual(['KQL0302'])
    expect(await codes('print d = dynamic({"": 1}) | evaluate bag_unpack(d)')).toEqual(['KQL0302'])
    expect(await rows('print d = dynamic({"": 1}) | evaluate bag_unpack(d, "p_")')).toEqual([[1]])
  })
})

describe('a plugin', () => {
  test('is told what it may know of rows within a row', async () => {
    expect(await codes(`${NUMBERS} | partition hint.strategy=legacy by n (evaluate pivot(n))`)).toEqual(['KQL0302'])
    expect(await codes('print d = dynamic([{"a": 1}]) | mv-apply d on (evaluate bag_unpack(d) | summarize count())')).toEqual(['KQL0302'])
  })

  test('takes aggregates with arguments that they allow', async () => {
    expect(await codes('datatable(p:string, n:string)[] | evaluate pivot(p, sum(n)) : (x:long)')).toEqual(['KQL0200'])
  })
})

test('the lower end of a range may be a column that nothing is known of', async () => {
  expect(await rows('print d = dynamic(null) | evaluate bag_unpack(d) | where now() between (Unknown .. 1h)')).toEqual([])
})

test('partition asks for a column of its rows', async () => {
  expect(await codes('datatable(k:long)[1] | partition by k { print n = 1 | partition by k { print k } }')).toEqual(['KQL0202'])
})

test('facet asks for columns', async () => {
  expect(await codes('let x = 1; print a = 1 | facet by x')).toEqual(['KQL0001'])
  expect(await rows('datatable(b:bool)[] | evaluate pivot(b) | facet by b')).toEqual([])
})

describe('a sub-query for each row', () => {
  const joined = (kind: string) =>
    rows(
      `${NUMBERS} | partition hint.strategy=legacy by n (extend m = n * 2 | join kind=${kind} (print k = 4) on $left.m == $right.k) | sort by n asc`,
    )

  test('takes joins that keep one side', async () => {
    expect(await joined('leftsemi')).toEqual([[2, 4]])
    expect((await joined('leftanti')).map((r) => r[0])).toEqual([1, 3, 4])
  })

  test('takes a full join, but of rows that differ each time', async () => {
    const joined = (more: string) =>
      `${NUMBERS} | partition hint.strategy=legacy by n (${more}join kind=fullouter (print k = -4) on $left.n == $right.k | summarize c = count())`
    expect(await rows(`${joined('')} | summarize sum(c)`)).toEqual(await rows(`${NUMBERS} | distinct n | summarize 2 * count()`))
    expect(await codes(joined('where rand() >= 0 | '))).toEqual(['KQL0302'])
  })
})

describe('a number of rows', () => {
  test('is not negative', async () => {
    expect(await codes(`${NUMBERS} | take -1`)).toEqual(['KQL0302'])
    expect(await codes(`${NUMBERS} | top toscalar(print -1) by n`)).toEqual(['KQL0491'])
    expect(await codes('print a = dynamic([1]) | mv-expand a limit -1')).toEqual(['KQL0302'])
    expect(await rows(`${NUMBERS} | take toscalar(print 1)`)).toEqual([[1]])
  })
})

describe('range', () => {
  test('counts in ticks', async () => {
    const ends = 'from datetime(2026-01-01) to datetime(2026-01-01 00:00:00.000004)'
    expect(await rows(`range t ${ends} step 15tick`)).toEqual(
      ['.0000000Z', '.0000010Z', '.0000030Z'].map((f) => [`2026-01-01T00:00:00${f}`]),
    )
    expect(await rows('range t from datetime(2026-01-01) to datetime(2026-01-02) step toscalar(print 11h) | count')).toEqual([[3]])
  })

  test('needs a step and an end', async () => {
    expect(await codes('range x from 1 to 5 step 0')).toEqual(['KQL0302'])
    expect(await codes('range x from 1 to 5 step toscalar(print 0)')).toEqual(['KQL0491'])
    expect(await codes('range x from 0.0 to real(+inf) step 1.0')).toEqual(['KQL0491'])
    expect(await codes('range x from toscalar(print 0) to 1000000000 step 1')).toEqual(['KQL0491'])
    expect(await rows('range x from 1.0 to 0.0 step -0.5')).toEqual([[1], [0.5], [0]])
    expect(await rows('print n = array_length(range(datetime(0001-01-01), datetime(9999-12-31), 1s))')).toEqual([[1048576]])
  })
})
