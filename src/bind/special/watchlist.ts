/** Watchlists of Sentinel: CSV files that the user names. */
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest, type Span } from '../../text/index.ts'
import { type Env, type Watchlist, withRow } from '../env.ts'
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
 * that has one of its name; SearchKey is the column that the user names, else the file's first, of which a warning tells.
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
    // Which columns it has depends on the file.
    const columns = COMMON.map((c) => binder.column(c.name, { type: c.type, nullable: true }))
    return { kind: 'values', rows: [], columns, open: true, origin }
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
  const key = keyOf(env, watchlist, arg.span)
  if (key === undefined) return undefined
  const definitions = new Map<number, Scalar>()
  const common = COMMON.map((c): Column => {
    const source = field(c.name === 'SearchKey' ? key : c.name)
    const value = source ? promotedTo(env, ref(source), c.type) : literal(c.type, c.type === 'string' ? '' : null)
    const column = binder.column(c.name, value)
    definitions.set(column.id, value)
    return column
  })
  const own = fields.filter((f) => !COMMON.some((c) => c.name === f.name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return project(rows, [...common, ...own], definitions, origin)
}

/** The column that fills SearchKey; undefined where there is none of the name that the user gives, which is reported. */
const keyOf = ({ binder }: Env, { name, columns, key }: Watchlist, span: Span): string | undefined => {
  if (key !== undefined && !columns.includes(key)) {
    binder.report(messages.noSuchKey(span, name, key, nearest(key, columns)))
    return undefined
  }
  const found = key ?? (columns.includes('SearchKey') ? 'SearchKey' : undefined)
  const [first = ''] = columns
  if (found === undefined && binder.source.text.includes('SearchKey')) binder.reportOnce(messages.keyNotNamed(span, name, first))
  return found ?? first
}

/** `_GetWatchlistAlias`: the names of all watchlists. */
export const getWatchlistAlias: TableForm = (env, e) => {
  const { binder } = env
  const column = binder.column('WatchlistAlias', { type: 'string', nullable: false })
  const names = binder.catalog.watchlistNames?.() ?? []
  return { kind: 'values', rows: names.map((name) => [literal('string', name)]), columns: [column], origin: originOf(binder, e.span) }
}
