/** Arithmetic. Longs wrap on overflow, division of integers truncates, the remainder is never negative. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, ArithmeticPrimitive, LowerContext, LowerPrimitive, SqlExpr } from '../../../src/sql/index.ts'
import type { KustoType } from '../../../src/types/index.ts'
import { convert, fromDynamic } from '../convert.ts'
import { asInterval, EPOCH } from '../types.ts'
import { wrapped } from './wrap.ts'

/** Both operands: a dynamic becomes what the other or the result is, for a decimal result both become decimals. */
const operands = (args: readonly Arg[], result: KustoType, op: string): readonly [Arg, Arg] => {
  const [a, b] = args as [Arg, Arg]
  const become = (x: Arg, type: KustoType): Arg => {
    const value = x.type === 'dynamic' ? fromDynamic(x, type) : convert(x, { type, nullable: x.nullable })
    return { ...x, type, form: undefined, nullable: x.nullable || x.type === 'dynamic', constant: undefined, sql: value, raw: value }
  }
  const adapt = (x: Arg, other: Arg): Arg => {
    if (result === 'decimal' && x.type !== 'decimal') return become(x, 'decimal')
    if (x.type !== 'dynamic') return x
    // A time minus what is a time too is a span; what is added to a time is a span.
    if (other.type === 'datetime') return become(x, op === '-' ? 'datetime' : 'timespan')
    return become(x, other.type === 'timespan' ? 'timespan' : result)
  }
  return [adapt(a, b), adapt(b, a)]
}

const isInteger = (t: KustoType): boolean => t === 'int' || t === 'long'
/** Counted in whole numbers: integers and ticks. */
const isWhole = (a: Arg): boolean => isInteger(a.type) || a.type === 'timespan'

const sum =
  (op: '+' | '-'): LowerPrimitive =>
  (args, context) => {
    const [a, b] = operands(args, context.result.type, op)
    if (a.type === 'datetime' && b.type === 'datetime')
      return sql.binary('*', sql.binary('-', sql.call('epoch_us', a.sql), sql.call('epoch_us', b.sql)), sql.literal(10n))
    if (a.type === 'datetime' && b.type === 'timespan') return move(op, a, b)
    if (b.type === 'datetime' && op === '+') return move(op, b, a)
    if (isWhole(a) && isWhole(b)) return wrapped(op, a, b)
    const plain = sql.binary(op, a.sql, b.sql)
    return context.result.type === 'decimal' ? sql.call('try', plain) : plain
  }

/** A thousand years in ticks: where times that queries name stay within their range. */
const FAR = 365_000n * 864_000_000_000n

/** A point in time moved by a span; beyond the range of datetimes it is null. Half microseconds are cut downwards. */
const move = (op: '+' | '-', time: Arg, span: Arg): SqlExpr => {
  const { constant } = span
  if ((time.clock || time.constant !== undefined) && typeof constant === 'bigint' && constant > -FAR && constant < FAR) {
    if (op === '-' && constant % 10n !== 0n) return sql.binary('+', time.sql, asInterval({ raw: sql.NULL, constant: -constant }))
    return sql.binary(op, time.sql, asInterval(span))
  }
  return sql.call('kql_datetime_add', time.sql, op === '+' ? span.sql : negated(span))
}

const multiply: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type, '*')
  if (isWhole(a) && isWhole(b)) return wrapped('*', a, b)
  if (context.result.type === 'timespan') return sql.call('kql_timespan_multiply', a.sql, b.sql)
  return context.result.type === 'decimal' ? sql.call('kql_decimal_multiply', a.sql, b.sql) : sql.binary('*', a.sql, b.sql)
}

/** The least long divided by -1 is out of range, as nothing else is; it is null then. */
const quotient = (a: Arg, b: Arg): SqlExpr => {
  const plain = sql.binary('//', a.sql, b.sql)
  if (typeof b.constant === 'bigint' && b.constant !== -1n) return plain
  if (!a.delicate && !b.delicate) return sql.call('try', plain)
  return sql.when(sql.eq(b.sql, sql.literal(-1n)), sql.call('kql_wrap', sql.negate(sql.cast(a.sql, 'HUGEINT'))), plain)
}

const divide: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type, '/')
  if (a.type === 'datetime' || b.type === 'datetime') return sql.binary('/', ticksOf(a), ticksOf(b))
  if (a.type === 'timespan' && b.type === 'timespan') return sql.binary('/', a.sql, b.sql)
  if (isWhole(a) && isInteger(b.type)) return quotient(a, b)
  if (a.type === 'timespan') return sql.call('kql_timespan_divide', a.sql, b.sql)
  return context.result.type === 'decimal' ? sql.call('kql_decimal_divide', a.sql, b.sql) : sql.binary('/', a.sql, b.sql)
}

const ticksOf = (a: Arg): SqlExpr => (a.type === 'datetime' ? sql.call('kql_datetime_tolong', a.sql) : a.sql)

const remainder: LowerPrimitive = (args, context) => {
  const [a, b] = operands(args, context.result.type, '%')
  const dividend = a.type === 'int' ? sql.cast(a.sql, 'BIGINT') : ticksOf(a)
  const { constant } = b
  // With a divisor that leaves room for it, the sum can't overflow, and the dividend need not be repeated.
  if (isWhole(b) && typeof constant === 'bigint' && constant > 1n && constant <= 1n << 62n) {
    const rest = sql.binary('%', dividend, b.sql)
    return sql.binary('%', sql.binary('+', rest, b.sql), b.sql)
  }
  return sql.call('kql_mod', dividend, b.sql)
}

/** A whole number with the other sign; the least long keeps its own. */
const negated = (a: Arg): SqlExpr => wrapped('-', { ...a, constant: 0n, sql: sql.literal(0n), raw: sql.literal(0n), magnitude: 0n }, a)

const negate: LowerPrimitive = ([operand], context) => {
  const a = operand as Arg
  if (isInteger(context.result.type) || a.type === 'timespan') return negated(a)
  return a.type === 'dynamic' ? sql.call('kql_dynamic_negate', a.sql) : sql.negate(a.sql)
}

const BINS: Partial<Readonly<Record<KustoType, string>>> = {
  real: 'kql_bin_real',
  decimal: 'kql_bin_decimal',
  datetime: 'kql_bin_datetime',
}

const bin = (args: readonly Arg[], context: LowerContext): SqlExpr => {
  const [value, step] = context.result.type === 'decimal' ? operands(args, 'decimal', 'bin') : (args as [Arg, Arg])
  const { constant } = step
  // A step of whole microseconds is one for the engine's own bins.
  if (value.type === 'datetime' && typeof constant === 'bigint' && constant > 0n && constant % 10n === 0n)
    return sql.call('time_bucket', asInterval(step), value.sql, EPOCH)
  return sql.call(BINS[context.result.type] ?? 'kql_bin', value.sql, step.sql)
}

/** The engine's functions leave nulls out; they take NaN for the greatest number, here it is the result. */
const extreme =
  (name: 'greatest' | 'least'): LowerPrimitive =>
  (args, context) => {
    const found = sql.call(name, ...args.map((a) => a.sql))
    if (name === 'greatest' || context.result.type !== 'real') return found
    const suspects = args.filter((a) => typeof a.constant !== 'number' || Number.isNaN(a.constant))
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
