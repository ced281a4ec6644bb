/** Arithmetic. Longs wrap on overflow, division of integers truncates, the remainder is never negative. */
import type { Arg, ArithmeticPrimitive, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'
import type { KustoType } from '../../../src/types/index.ts'
import { fromDynamic } from '../convert.ts'
import { asInterval, EPOCH } from '../types.ts'

/** A dynamic operand becomes the type that the other has, or a real. */
const operands = (args: readonly Arg[], result: KustoType): readonly [Arg, Arg] => {
  const [a, b] = args as [Arg, Arg]
  const adapt = (x: Arg): Arg => {
    if (x.type !== 'dynamic') return x
    const type = result === 'dynamic' ? 'real' : result
    const value = fromDynamic(x, type)
    return { ...x, type, form: undefined, nullable: true, sql: value, raw: value }
  }
  return [adapt(a), adapt(b)]
}

const isInteger = (t: KustoType): boolean => t === 'int' || t === 'long'

const sum =
  (op: '+' | '-'): LowerPrimitive =>
  (args, context) => {
    const [a, b] = operands(args, context.result.type)
    if (a.type === 'datetime' && b.type === 'datetime')
      return sql.binary('*', sql.binary('-', sql.call('epoch_us', a.sql), sql.call('epoch_us', b.sql)), sql.literal(10n))
    if (a.type === 'datetime' && b.type === 'timespan') return move(op, a, b)
    if (b.type === 'datetime' && op === '+') return move(op, b, a)
    if (isInteger(a.type) && isInteger(b.type)) return sql.call(op === '+' ? 'kql_add' : 'kql_subtract', a.sql, b.sql)
    return sql.binary(op, a.sql, b.sql)
  }

/** A point in time moved by a span; beyond the range of datetimes it is null. */
const move = (op: '+' | '-', time: Arg, span: Arg): SqlExpr => {
  if (time.clock || time.constant !== undefined) return sql.binary(op, time.sql, asInterval(span))
  return sql.call('kql_datetime_add', time.sql, op === '+' ? span.sql : sql.negate(span.sql))
}

const multiply: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type)
  if (context.result.type === 'timespan') return sql.call('kql_timespan_multiply', a.sql, b.sql)
  return isInteger(a.type) && isInteger(b.type) ? sql.call('kql_multiply', a.sql, b.sql) : sql.binary('*', a.sql, b.sql)
}

const divide: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type)
  if (a.type === 'timespan' && b.type === 'timespan') return sql.binary('/', a.sql, b.sql)
  if (a.type === 'timespan') return sql.call('kql_timespan_divide', a.sql, b.sql)
  if (isInteger(a.type) && isInteger(b.type)) return sql.binary('//', a.sql, b.sql)
  return sql.binary('/', a.sql, b.sql)
}

const remainder: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type)
  return sql.call('kql_mod', a.sql, b.sql)
}

const negate: LowerPrimitive = ([a], context) => {
  const value = (a as Arg).type === 'dynamic' ? fromDynamic(a as Arg, 'real') : (a as Arg).sql
  if (isInteger(context.result.type)) return sql.call('kql_subtract', sql.literal(0n), value)
  return sql.negate(value)
}

const bin = (args: readonly Arg[], context: LowerContext): SqlExpr => {
  const [value, step] = args as [Arg, Arg]
  if (value.type !== 'datetime') return sql.call(context.result.type === 'real' ? 'kql_bin_real' : 'kql_bin', value.sql, step.sql)
  if (typeof step.constant === 'bigint' && step.constant % 10n === 0n)
    return step.constant > 0n ? sql.call('time_bucket', asInterval(step), value.sql, EPOCH) : sql.cast(sql.NULL, 'TIMESTAMP')
  return sql.call('kql_bin_datetime', value.sql, step.sql)
}

/** The engine's functions leave nulls out; they take NaN for the greatest number, here it is the result. */
const extreme =
  (name: 'greatest' | 'least'): LowerPrimitive =>
  (args, context) => {
    const values = args.map((a) => a.sql)
    const found = sql.call(name, ...values)
    const suspects =
      name === 'least' && context.result.type === 'real'
        ? args.filter((a) => typeof a.constant !== 'number' || Number.isNaN(a.constant))
        : []
    if (suspects.length === 0) return found
    return sql.when(sql.or(...suspects.map((a) => sql.call('isnan', a.sql))), sql.cast(sql.literal('NaN'), 'DOUBLE'), found)
  }

export const arithmetic: Readonly<Record<ArithmeticPrimitive, LowerPrimitive>> = {
  '+': sum('+'),
  '-': sum('-'),
  '*': multiply,
  '/': divide,
  '%': remainder,
  negate,
  bin,
  max_of: extreme('greatest'),
  min_of: extreme('least'),
}
