/** Functions over the rows in their order. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, LowerContext, LowerPrimitive, SqlExpr, SqlWindow, WindowPrimitive } from '../../../src/sql/index.ts'
import { isNumber, type KustoType, promotes } from '../../../src/types/index.ts'
import { asInterval, literalOf, typeOf } from '../types.ts'

const SO_FAR = 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'

/** A call over the rows in their order, in the groups of `group` where there is one. */
const over = (
  name: string,
  args: readonly SqlExpr[],
  context: LowerContext,
  options: {
    readonly group?: Arg | undefined
    readonly frame?: SqlWindow['frame']
    readonly filter?: SqlExpr
    readonly ignoreNulls?: boolean
  } = {},
): SqlExpr => ({
  kind: 'call',
  name,
  args,
  filter: options.filter,
  ...(options.ignoreNulls ? { ignoreNulls: true } : {}),
  over: {
    partitionBy: options.group ? [...context.partitionBy, options.group.sql] : context.partitionBy,
    orderBy: context.orderBy,
    ...(options.frame ? { frame: options.frame } : {}),
  },
})

/** Whether a literal can stand for a value of the type: it has it, is null, or is a whole number for a number. */
const fits = ({ type, constant }: Arg, to: KustoType): boolean =>
  constant === null ||
  type === to ||
  (isNumber(to) && (promotes(type, to) || (type === 'long' && to === 'int' && Number(constant) === (Number(constant) | 0))))

const neighbour =
  (name: 'lag' | 'lead'): LowerPrimitive =>
  ([column, offset, otherwise], context) => {
    const { type, sql: value } = column as Arg
    const distance = offset ? offset.constant : 1n
    if (typeof distance !== 'bigint' || distance < 1n) return context.refuse('its offset must be a literal from 1 on')
    if (otherwise && otherwise.constant === undefined) return context.refuse('its default must be a literal')
    if (otherwise && !fits(otherwise, type))
      return context.refuse(`its default is of type ${otherwise.type}, not ${type}; how the engine converts it is not documented`)
    const missing = otherwise ? literalOf(type, otherwise.constant ?? null) : type === 'string' ? sql.literal('') : undefined
    return over(name, [value, ...(distance === 1n && !missing ? [] : [sql.literal(distance)]), ...(missing ? [missing] : [])], context)
  }

const rowNumber: LowerPrimitive = ([start, group], context) => {
  const number = over('row_number', [], context, { group })
  const first = start ? start.constant : 1n
  if (typeof first !== 'bigint') return context.refuse('its start must be a literal')
  if (first === 1n) return number
  // No statement has more rows than that.
  const plain = first <= 1n << 62n && first >= -(1n << 62n)
  const sum = sql.binary('+', plain ? number : sql.cast(number, 'HUGEINT'), sql.literal(first - 1n))
  return plain ? sum : sql.call('kql_wrap', sum)
}

const cumulativeSum: LowerPrimitive = ([term, group], context) => {
  const { type, sql: value } = term as Arg
  const sum = over('sum', [value], context, { group, frame: SO_FAR })
  if (type === 'long') return sql.coalesce(sql.call('kql_wrap', sum), sql.literal(0n))
  if (type === 'int') return sql.coalesce(sql.call('kql_wrap_int', sum), sql.literal(0n))
  return sql.coalesce(sum, sql.cast(sql.literal(0n), typeOf(type)))
}

const runStart: LowerPrimitive = ([term, group], context) => {
  const number = over('row_number', [], context, { group })
  const before = over('lag', [(term as Arg).sql], context, { group })
  const begins = sql.or(sql.eq(number, sql.literal(1n)), sql.binary('IS DISTINCT FROM', (term as Arg).sql, before))
  return sql.when(begins, number)
}

const sessionBreak: LowerPrimitive = ([time, distance, restart], context) => {
  const { sql: at } = time as Arg
  const before = over('lag', [at], context)
  const far = sql.binary('>=', at, sql.binary('+', before, asInterval(distance as Arg)))
  // A null begins a session of its own, and so does the row behind it.
  const breaks = sql.or(sql.coalesce(far, sql.TRUE), ...(restart ? [restart.sql] : []))
  return sql.coalesce(breaks, sql.FALSE)
}

export const windows: Readonly<Record<WindowPrimitive, LowerPrimitive>> = {
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
  row_rank_dense: ([starts, group], context) => over('count', [(starts as Arg).sql], context, { group, frame: SO_FAR }),
  row_rank_min: ([starts, group], context) => over('max', [(starts as Arg).sql], context, { group, frame: SO_FAR }),
  count_so_far: ([condition], context) => over('count', [{ kind: 'star' }], context, { filter: (condition as Arg).sql, frame: SO_FAR }),
  run_start: runStart,
  session_break: sessionBreak,
  session_starts: ([time, row, distance]) => {
    const [at, number] = [time as Arg, row as Arg]
    const pair: SqlExpr = {
      kind: 'struct',
      fields: [
        { name: 't', value: at.sql },
        { name: 'r', value: number.sql },
      ],
    }
    const pairs: SqlExpr = { kind: 'call', name: 'list', args: [pair], orderBy: [sql.order(number.sql)] }
    return sql.call('kql_session_starts', pairs, asInterval(distance as Arg))
  },
  // Of the rows so far in the island the last that begins a session.
  session_value: ([time, start, island], context) =>
    over('last_value', [sql.when(sql.isNotNull((start as Arg).sql), (time as Arg).sql)], context, {
      group: island,
      ignoreNulls: true,
      frame: SO_FAR,
    }),
}
