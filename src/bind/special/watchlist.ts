/** Watchlists of Sentinel: CSV files that the user names. */
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest } from '../../text/index.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { project } from '../rel.ts'
import { isError, literal, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { TableForm } from './tables.ts'

/** The columns that every watchlist has in front of its own. */
const COMMON = [
  { name: '_DTItemId', type: 'string' },
  { name: 'LastUpdatedTimeUTC', type: 'datetime' },
  { name: 'SearchKey', type: 'string' },
] as const

/**
 * `_GetWatchlist('name')`: the common columns, then those of the file by name, all strings. A common column is read from the file where
 * that has one of its name; SearchKey is else the file's first column.
 */
export const getWatchlist: TableForm = (env, e) => {
  const { binder } = env
  const { catalog } = binder
  const [arg] = e.args
  if (!arg || e.args.length > 2) {
    binder.report(messages.wrongCount(e.name.span, e.name.name, e.args.length, 1, 2))
    return undefined
  }
  const name = bindScalar(withRow(env, undefined), arg)
  if (isError(name)) return undefined
  if (name.kind !== 'literal' || typeof name.value !== 'string') {
    binder.report(messages.mustBeConstant(arg.span, 'the name of a watchlist'))
    return undefined
  }
  if (e.args.length === 2) {
    binder.report(messages.unsupportedForm(e.args[1]?.span ?? e.span, 'a watchlist restricted to keys', 'put a where behind it'))
    return undefined
  }
  const watchlist = catalog.watchlist?.(name.value)
  const origin = originOf(binder, e.span)
  if (!watchlist) {
    if (!catalog.lenient) {
      const names = catalog.watchlistNames?.() ?? []
      binder.report(messages.unknownWatchlist(arg.span, name.value, nearest(name.value, names)))
      return undefined
    }
    binder.report(messages.emptyWatchlist(arg.span, name.value))
    return { kind: 'values', rows: [], columns: COMMON.map((c) => binder.column(c.name, { type: c.type, nullable: true })), origin }
  }
  if (watchlist.fault !== undefined) {
    binder.report(messages.badWatchlist(arg.span, watchlist.path, watchlist.fault))
    return undefined
  }
  const fields = watchlist.columns.map((column): Column => binder.column(column, { type: 'string', nullable: true }))
  const rows: Rel = {
    kind: 'file',
    paths: [watchlist.path],
    format: 'csv',
    header: true,
    positions: fields.map((_, i) => i),
    columns: fields,
  }
  const field = (column: string) => fields.find((f) => f.name === column)
  const definitions = new Map<number, Scalar>()
  const common = COMMON.map((c): Column => {
    const source = field(c.name) ?? (c.name === 'SearchKey' ? fields[0] : undefined)
    const value = source ? promotedTo(env, ref(source), c.type) : literal(c.type, c.type === 'string' ? '' : null)
    const column = binder.column(c.name, value)
    definitions.set(column.id, value)
    return column
  })
  const own = fields.filter((f) => !COMMON.some((c) => c.name === f.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return project(rows, [...common, ...own], definitions, origin)
}

/** `_GetWatchlistAlias`: the names of all watchlists. */
export const getWatchlistAlias: TableForm = (env, e) => {
  const { binder } = env
  const column = binder.column('WatchlistAlias', { type: 'string', nullable: false })
  const names = binder.catalog.watchlistNames?.() ?? []
  return { kind: 'values', rows: names.map((name) => [literal('string', name)]), columns: [column], origin: originOf(binder, e.span) }
}
