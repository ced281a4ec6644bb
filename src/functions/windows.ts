import { aggregate, type Example, type FunctionDef, primitive, unsupported, windowFunction } from './define.ts'

/** What a call gives over the numbers 1 to 5, in the column x. */
const overFive = (call: string, result: readonly unknown[]): readonly Example[] => [
  {
    kql: `range x from 1 to 5 step 1 | sort by x asc | extend v = ${call} | project v`,
    rows: result.map((v) => [v]),
    source: "by hand, after the function's page",
  },
]

const neighbour = (name: 'prev' | 'next', where: string): FunctionDef =>
  windowFunction(name, '(column: Scalar, fixed offset: long?, const default_value: Scalar?): Parameter0', {
    lower: primitive(name),
    doc: `The column's value some rows ${where}, by default one; where there is no such row the default, which is null.`,
    examples: overFive(`${name}(x)`, name === 'prev' ? [null, 1, 2, 3, 4] : [2, 3, 4, 5, null]),
  })

const RESTART = 'Where restart holds it begins anew.'

/** Functions over the rows before and after, in their order. A restart arrives as the number of restarts so far (bind/window-call.ts). */
export const windows: readonly FunctionDef[] = [
  neighbour('prev', 'before'),
  neighbour('next', 'behind'),
  windowFunction('row_number', '(fixed start: long?, restart: bool?): long', {
    lower: primitive('row_number'),
    nulls: 'never',
    doc: `The number of the row, counted from start. ${RESTART}`,
    examples: overFive('row_number(7, x % 3 == 0)', [7, 8, 7, 8, 9]),
  }),
  windowFunction('row_cumsum', '(term: Number, restart: bool?): Parameter0', {
    lower: primitive('row_cumsum'),
    nulls: 'never',
    doc: `The sum so far; nulls add nothing. ${RESTART}`,
    examples: overFive('row_cumsum(x)', [1, 3, 6, 10, 15]),
  }),
  windowFunction('row_rank_dense', '(term: NotDynamic, restart: bool?): long', {
    lower: primitive('row_rank_dense'),
    nulls: 'never',
    doc: `How many runs of equal values there are so far. ${RESTART}`,
    examples: overFive('row_rank_dense(x / 2)', [1, 2, 2, 3, 3]),
  }),
  windowFunction('row_rank_min', '(term: NotDynamic, restart: bool?): long', {
    lower: primitive('row_rank_min'),
    nulls: 'never',
    doc: `The number of the row with which the run of equal values began. ${RESTART}`,
    examples: overFive('row_rank_min(x / 2)', [1, 2, 2, 4, 4]),
  }),
  windowFunction('row_rank', ['(term: NotDynamic): long', '(term: NotDynamic, dense: bool): long'], {
    lower: unsupported('this older function is not documented; use row_rank_dense or row_rank_min'),
    doc: 'An older form of row_rank_dense and row_rank_min.',
  }),
  windowFunction(
    'row_window_session',
    '(expr: datetime, fixed maxDistanceFromFirst: timespan, fixed maxDistanceBetweenNeighbors: timespan, restart: bool?): datetime',
    {
      lower: primitive('session_value'),
      doc: 'The time at which the session began that the row belongs to.',
      examples: [
        {
          kql: 'datatable(t: datetime)[datetime(2026-01-01), datetime(2026-01-01 00:04), datetime(2026-01-01 00:20)] | sort by t asc | extend s = row_window_session(t, 1h, 5m) | summarize count() by s | sort by s asc',
          rows: [
            ['2026-01-01T00:00:00.0000000Z', 2],
            ['2026-01-01T00:20:00.0000000Z', 1],
          ],
          source: "by hand, after the function's page",
        },
      ],
    },
  ),
]

/** How many rows so far, this one included, have the condition. */
export const countSoFar = windowFunction('$count_so_far', '(predicate: bool): long', {
  lower: primitive('count_so_far'),
  nulls: 'never',
  doc: 'The number of rows so far for which the condition holds.',
})
/** The row's number where its value differs from the row before, else null; in the groups of a second argument. */
export const runStart = windowFunction('$run_start', '(term: NotDynamic, group: long?): long', {
  lower: primitive('run_start'),
  doc: 'The number of a row that begins a run of equal values.',
})
/** Whether a session begins here, judged by the neighbour alone. */
export const sessionBreak = windowFunction('$session_break', '(time: datetime, neighbours: timespan, restart: bool?): bool', {
  lower: primitive('session_break'),
  nulls: 'never',
  doc: 'The row is too far from its neighbour, or a restart.',
})
/** The numbers of the rows of an island that begin a session: the first, and each that is too far from the beginning of its session. */
export const sessionStarts = aggregate('$session_starts', '(time: datetime, row: long, distance: timespan): long[]', {
  lower: primitive('session_starts'),
  doc: 'The numbers of the rows that begin a session.',
})
