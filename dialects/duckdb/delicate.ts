/**
 * Delicate expressions: those with a scalar subquery, those that differ each time, and those that may end the query. DuckDB neither tries
 * them (TRY) nor takes a subquery in a lambda, and what a lambda computes for each element would differ there.
 */
import * as sql from '../../src/sql/build.ts'
import { macrosOf, printExpression, type SqlExpr } from '../../src/sql/index.ts'
import { macro } from './prelude.ts'

const known = new Map<string, boolean>()

/** Whether a macro, or one that it calls, is delicate whatever its arguments are. */
export const isDelicate = (name: string): boolean => {
  let delicate = known.get(name)
  if (delicate === undefined) {
    const found = macro(name)
    delicate = found !== undefined && (/\berror\(|\(\s*SELECT\b/.test(found.text) || found.calls.some(isDelicate))
    known.set(name, delicate)
  }
  return delicate
}

const SHY = /\btry\(|\blambda\b/i

/** Whether the text of an expression, or of a macro that it calls, has something. */
const has = (e: SqlExpr, pattern: RegExp): boolean => {
  const text = printExpression(e)
  return pattern.test(text) || macrosOf(text, { macro }).some((m) => pattern.test(m.text))
}

/** Whether an expression has places, itself or in macros that it calls, where nothing delicate may stand. */
export const isShy = (e: SqlExpr): boolean => has(e, SHY)

const RECORD = /\{/
const SHY_OR_RECORD = new RegExp(`${SHY.source}|${RECORD.source}`, SHY.flags)

/**
 * Whether an expression can't be written with columns of rows around its SELECT: a lambda takes none beside the SELECT's own (`mixed`), and a
 * record loses the names of its fields where they are macros of such columns.
 */
export const needsOwnColumns = (e: SqlExpr, mixed: boolean): boolean => has(e, mixed ? SHY_OR_RECORD : RECORD)

/** Computes the fields of a record first, then an expression that names them as fields of `record`. */
export const bound = (fields: readonly { readonly name: string; readonly value: SqlExpr }[], record: string, e: SqlExpr): SqlExpr => ({
  kind: 'index',
  value: sql.call('list_transform', sql.list([{ kind: 'struct', fields }]), sql.lambda([record], e)),
  index: sql.literal(1n),
})
