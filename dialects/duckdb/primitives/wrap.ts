/** Sums and products of longs, which wrap on overflow where the engine fails. */
import * as sql from '../../../src/sql/build.ts'
import type { Arg, SqlExpr } from '../../../src/sql/index.ts'

type Operator = '+' | '-' | '*'
const MACROS: Readonly<Record<Operator, string>> = { '+': 'kql_add', '-': 'kql_subtract', '*': 'kql_multiply' }
const LONG_MAX = (1n << 63n) - 1n
const INT_MAX = (1n << 31n) - 1n
const LONG = 'BIGINT'
const WIDE = 'HUGEINT'

/**
 * What is known to stay in range is plain. Otherwise a macro tries the plain sum and falls back to a wide one, so it names its arguments
 * twice: a chain of sums is made one such attempt, or its SQL would double with every term.
 */
export const wrapped = (op: Operator, a: Arg, b: Arg): SqlExpr => {
  const [x, y] = [a.magnitude, b.magnitude]
  if (x !== undefined && y !== undefined) {
    const bound = op === '*' ? x * y : x + y
    if (bound <= LONG_MAX) return plain(op, a, b, bound)
  }
  // The engine tries nothing delicate.
  if (a.delicate || b.delicate) return sql.call('kql_wrap', sql.binary(op, sql.cast(a.sql, WIDE), b.sql))
  const chain = op === '*' ? undefined : chainOf(a.sql)
  const guard = [chain?.guard, b.sql].find((e) => e?.kind === 'column')
  if (!chain || !guard) return sql.call(MACROS[op], a.sql, b.sql)
  return attempt(sql.binary(op, chain.plain, b.sql), sql.binary(op, chain.wide, b.sql), guard)
}

/** Small constants and ints have 32 bits, which a larger result needs widened. */
const plain = (op: Operator, a: Arg, b: Arg, bound: bigint): SqlExpr => {
  const widen = (e: SqlExpr): SqlExpr => (bound > INT_MAX ? sql.cast(e, LONG) : e)
  return op === '-' && a.constant === 0n ? sql.negate(widen(b.sql)) : sql.binary(op, widen(a.sql), b.sql)
}

/**
 * The guard, a column of the sum, changes nothing: but the engine computes what several expressions have in common before them, even out of
 * what is tried, and only looks into no CASE.
 */
const attempt = (narrow: SqlExpr, wide: SqlExpr, guard: SqlExpr): SqlExpr =>
  sql.coalesce(sql.when(sql.isNotNull(guard), sql.call('try', narrow)), sql.call('kql_wrap', wide))

interface Chain {
  readonly plain: SqlExpr
  readonly wide: SqlExpr
  readonly guard: SqlExpr | undefined
}

/** A sum that is an attempt already. */
const chainOf = (e: SqlExpr): Chain | undefined => {
  if (e.kind !== 'call') return undefined
  const [first, second] = e.args
  if (!first || !second) return undefined
  if (e.name === 'kql_add' || e.name === 'kql_subtract') {
    const op = e.name === 'kql_add' ? '+' : '-'
    const guard = [first, second].find((operand) => operand.kind === 'column')
    return { plain: sql.binary(op, sql.cast(first, LONG), second), wide: sql.binary(op, sql.cast(first, WIDE), second), guard }
  }
  const [when] = first.kind === 'case' ? first.whens : []
  if (
    e.name !== 'coalesce' ||
    when?.then.kind !== 'call' ||
    when.then.name !== 'try' ||
    second.kind !== 'call' ||
    second.name !== 'kql_wrap'
  )
    return undefined
  const [narrow, wide] = [when.then.args[0], second.args[0]]
  return narrow && wide && { plain: narrow, wide, guard: when.when.kind === 'isNull' ? when.when.operand : undefined }
}
