/** Functions that yield a table. */
import type { Call } from '../../kql/index.ts'
import type { Rel } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { isError } from '../scalar.ts'
import { bindTable, bindTableName, useShared } from '../table.ts'
import { getWatchlist, getWatchlistAlias } from './watchlist.ts'

export type TableForm = (env: Env, call: Call) => Rel | undefined

/** `materialize(T)`: computed once; what differs in `let` is only that its uses share the rows. */
const materialize: TableForm = (env, e) => {
  const [arg] = e.args
  if (!arg || e.args.length !== 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'materialize', e.args.length, 1, 1))
    return undefined
  }
  const rel = bindTable(withRow(env, undefined), arg)
  return rel && useShared(env.binder, env.binder.shared('materialized', rel, true))
}

/** `table("T")`: the name must be a constant. */
const table: TableForm = (env, e) => {
  const [arg] = e.args
  if (!arg) {
    env.binder.report(messages.wrongCount(e.name.span, 'table', e.args.length, 1, 2))
    return undefined
  }
  const name = bindScalar(withRow(env, undefined), arg)
  if (isError(name)) return undefined
  if (name.kind !== 'literal' || typeof name.value !== 'string') {
    env.binder.report(messages.mustBeConstant(arg.span, "the name in 'table'"))
    return undefined
  }
  return bindTableName(env, name.value, arg.span)
}

export const TABLE_FORMS: Readonly<Record<string, TableForm>> = {
  materialize,
  table,
  _GetWatchlist: getWatchlist,
  _GetWatchlistAlias: getWatchlistAlias,
}

/** Forms that are also written without parentheses. */
const BARE: ReadonlySet<string> = new Set(['_GetWatchlistAlias'])
export const isBareTableForm = (name: string): boolean => BARE.has(name)

export const isTableForm = (name: string): boolean => Object.hasOwn(TABLE_FORMS, name)
