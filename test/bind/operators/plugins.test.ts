/** Plugins over activities, and those that rearrange rows. Expected rows are by hand, after the plugins' pages. */
import { describe, expect, test } from 'vitest'
import { testEngine } from './engine.ts'

const { rows, columns, codes } = testEngine()

const VISITS = `let V = datatable(u: string, t: datetime, g: long)[
  'a', datetime(2026-01-04), 1, 'b', datetime(2026-01-05 08:00), 2, 'a', datetime(2026-01-12), 1,
  'c', datetime(2026-01-12), 1, 'b', datetime(2026-02-02), 2];`
const SPAN = 'u, t, datetime(2026-01-04), datetime(2026-02-28)'
const at = (date: string) => `2026-${date}T00:00:00.0000000Z`

describe('steps', () => {
  test('may be calendar weeks, months and years', async () => {
    expect(await rows(`${VISITS} V | evaluate activity_counts_metrics(${SPAN}, 'week') | project t, dcount, new_dcount`)).toEqual([
      [at('01-04'), 2, 2],
      [at('01-11'), 2, 1],
      [at('02-01'), 1, 0],
    ])
    expect(await rows(`${VISITS} V | evaluate activity_metrics(${SPAN}, 'month') | sort by t asc`)).toEqual([
      [at('01-01'), 3, 3, 1, 0],
      [at('02-01'), 1, 0, 1 / 3, 2 / 3],
    ])
    const cohorts = `${VISITS} V | evaluate new_activity_metrics(u, t, datetime(2026-01-01), datetime(2026-02-28), 'month')`
    expect(await rows(cohorts)).toEqual([
      [at('01-01'), at('01-01'), 3, 3, 0, 1, 0],
      [at('01-01'), at('02-01'), 0, 1, 2, 1 / 3, 2 / 3],
    ])
  })

  test('are refused as words where windows slide', async () => {
    expect(await codes(`${VISITS} V | evaluate activity_engagement(${SPAN}, 'month', 60d)`)).toEqual(['KQL0302'])
  })

  test('may be numbers', async () => {
    const events = 'range x from 1 to 10 step 1 | extend id = x % 3'
    expect(await rows(`${events} | evaluate sliding_window_counts(id, x, 1, 10, 4, 2) | sort by x asc | take 2`)).toEqual([
      [1, 2, 2],
      [3, 4, 3],
    ])
  })
})

describe('dimensions', () => {
  test('slice the counts', async () => {
    const query = `${VISITS} V | evaluate activity_counts_metrics(${SPAN}, 7d, g)`
    expect(await columns(query)).toEqual(['t:datetime', 'g:long', 'count:long', 'dcount:long', 'new_dcount:long', 'aggregated_dcount:long'])
    expect((await rows(`${query} | where g == 1`)).map((r) => r.slice(2))).toEqual([
      [1, 1, 1, 1],
      [2, 2, 1, 2],
    ])
    expect(await rows(`${VISITS} V | evaluate new_activity_metrics(${SPAN}, 7d, g) | summarize count() by g | sort by g asc`)).toEqual([
      [1, 15],
      [2, 8],
    ])
  })
})

test('a column of the same name as one of the results is kept', async () => {
  const query = "datatable(u: string, t: datetime, dcount: long)['a', datetime(2026-01-04), 7]"
  expect(
    await columns(`${query} | evaluate activity_counts_metrics(u, t, datetime(2026-01-04), datetime(2026-01-05), 1d, dcount)`),
  ).toEqual(['t:datetime', 'dcount:long', 'count:long', 'dcount1:long', 'new_dcount:long', 'aggregated_dcount:long'])
})

describe('new_activity_metrics', () => {
  test('takes a cohort and a table of known ids', async () => {
    const call = (more: string) =>
      `${VISITS} V | evaluate new_activity_metrics(u, t, datetime(2026-01-04), datetime(2026-01-17), 7d${more})`
    expect((await rows(call(', datetime(2026-01-11)'))).map((r) => r.slice(2))).toEqual([[1, 1, 0, 1, 0]])
    expect((await rows(call(", datetime(2026-01-04), (print u = 'a')"))).map((r) => r.slice(2))).toEqual([
      [1, 1, 0, 1, 0],
      [1, 0, 1, 0, 1],
    ])
    expect(await codes(call(", datetime(2026-01-04), (print v = 'a')"))).toEqual(['KQL0103'])
  })
})

describe('arguments', () => {
  test('have types', async () => {
    expect(await codes(`${VISITS} V | evaluate activity_metrics(u, t, 1, 2, 1d)`)).toEqual(['KQL0202'])
    expect(await codes(`${VISITS} V | evaluate activity_metrics(t, u, datetime(2026-01-01), datetime(2026-01-02), 1d)`)).toEqual([
      'KQL0202',
    ])
    expect(await codes(`${VISITS} V | evaluate activity_metrics(u, t)`)).toEqual(['KQL0201'])
    expect(await codes(`${VISITS} V | evaluate activity_metrics(x, t, datetime(2026-01-01), datetime(2026-01-02), 1d)`)).toEqual([
      'KQL0103',
    ])
    expect(await codes('print a = 1 | evaluate rows_near(a, 1)')).toEqual(['KQL0202'])
    expect(await codes('print a = 1 | evaluate preview(-1)')).toEqual(['KQL0001'])
  })
})

describe('rows', () => {
  test('rows_near keeps the order of its input and takes in both ends', async () => {
    const numbers = 'range x from 1 to 9 step 1 | sort by x desc'
    expect(await rows(`${numbers} | evaluate rows_near(x in (9, 1), 1)`)).toEqual([[9], [8], [2], [1]])
    expect(await rows(`${numbers} | evaluate rows_near(x == 5, 0, 2)`)).toEqual([[5], [4], [3]])
    expect(await rows(`${numbers} | evaluate rows_near(x == 50, 3)`)).toEqual([])
  })

  test('narrow writes values as text', async () => {
    expect(await rows("datatable(a: real, ['b c']: datetime)[1.0, datetime(null)] | evaluate narrow()")).toEqual([
      [0, 'a', '1.0'],
      [0, 'b c', ''],
    ])
  })

  test('rolling_percentile by a dimension, with a fraction in its name', async () => {
    const query = 'range i from 0 to 9 step 1 | extend odd = i % 2 | evaluate rolling_percentile(i, 99.9, i, 4, 2, odd)'
    expect(await columns(query)).toEqual(['i:long', 'odd:long', 'rolling_2_percentile_i_99.9:long'])
    expect(await rows(`${query} | where odd == 1 | sort by i asc`)).toEqual([
      [0, 1, 3],
      [4, 1, 7],
      [8, 1, 9],
    ])
  })
})

describe('schema_merge', () => {
  const schemas = (rows: string) =>
    `datatable(ColumnName: string, ColumnOrdinal: long, DataType: string, ColumnType: string)[${rows}] | evaluate schema_merge`
  const moved = schemas("'a', 0, 'S', 'string', 'b', 1, 'I', 'int', 'a', 0, 'S', 'string', 'c', 1, 'I', 'int', 'b', 2, 'I', 'int'")

  // The plugin's page has the same error for a column that has moved.
  test('says which columns are out of order, unless order does not matter', async () => {
    expect(await rows(`${moved}()`)).toEqual([
      ['a', 0, 'S', 'string'],
      ['c', 1, 'I', 'int'],
      ['b', -1, 'ERROR(unknown CSL type:ERROR(columns are out of order))', 'ERROR(columns are out of order)'],
    ])
    expect((await rows(`${moved}(PreserveOrder=false)`)).at(-1)).toEqual(['b', 2, 'I', 'int'])
  })

  test('refuses what its page leaves open', async () => {
    expect(await codes(`${schemas("'a', 0, 'S', 'string', 'a', 0, 'I', 'int'")}()`)).toEqual(['KQL0491'])
    expect(await codes(`${schemas("'a', 0, 'S', 'string', 'b', 0, 'I', 'int'")}()`)).toEqual(['KQL0491'])
    expect(await codes('print a = 1 | evaluate schema_merge()')).toEqual(['KQL0213'])
  })
})
