/**
 * row_window_session. A session ends where a row is too far from its neighbour, which windows can tell, or too far from the session's first
 * row, which depends on where that session began. So rows form islands by their neighbours; each island is walked once, as a list;
 * and the rows that begin a session are joined back. Source: the model in the reference's page of the function.
 */
import { countSoFar, type FunctionDef, findFunction, sessionBreak, sessionStarts } from '../functions/index.ts'
import type { CallColumn, Column, Rel, Scalar } from '../plan/index.ts'
import { callOf } from './call.ts'
import type { Env } from './env.ts'
import { aggregate, project, window } from './rel.ts'
import { ref } from './scalar.ts'
import { useShared } from './table.ts'

/** A call that the compiler makes itself. */
export const madeCall = (env: Env, fn: FunctionDef | undefined, name: string, args: readonly Scalar[]): CallColumn => {
  const call = fn && callOf(env, fn, args, args[0]?.span ?? { start: 0, end: 0 })
  if (call?.kind !== 'call') throw new Error(`${name} can't be called so`)
  return { output: env.binder.column(name, call), fn: call.fn, signature: call.signature, args: call.args }
}

/** The input, whose order is total, with the beginning of each row's session as a further column: the output of `call`. */
export const withSession = (env: Env, input: Rel, call: CallColumn): Rel => {
  const { binder } = env
  const [time, fromFirst, fromNeighbour, restart] = call.args as [Scalar, Scalar, Scalar, Scalar?]
  const at = binder.column('$time', time)
  const number = madeCall(env, findFunction('row_number'), '$row', [])
  const breaks = madeCall(env, sessionBreak, '$break', [time, fromNeighbour, ...(restart ? [restart] : [])])
  const island = madeCall(env, countSoFar, '$island', [ref(breaks.output)])
  const timed = project(input, [...input.columns, at], new Map([[at.id, time]]))
  const rows = window(window(timed, [number, breaks]), [island])
  const shared = binder.shared('session_rows', rows)

  // Each island's list, and in it the numbers of the rows that begin a session.
  const all = use(env, shared)
  const starts = madeCall(env, sessionStarts, '$starts', [all.of(at), all.of(number.output), fromFirst])
  const lists = aggregate(all.rel, [{ output: binder.column('$island', island.output), value: all.of(island.output) }], [starts])
  const start = binder.column('$start', { type: 'long', nullable: true })
  const index = binder.column('$index', { type: 'long', nullable: false })
  const begun: Rel = {
    kind: 'unnest',
    input: lists,
    items: [{ output: start, value: ref(starts.output), toType: 'long' }],
    index,
    columns: [start],
    bags: 'bag',
    keepEmpty: false,
  }

  // Back to the rows, which get their own identities again.
  const left = use(env, shared)
  const joined: Rel = {
    kind: 'join',
    join: 'left',
    left: left.rel,
    right: begun,
    on: [{ left: left.of(number.output), right: ref(start) }],
    columns: [...left.rel.columns, start],
  }
  const own = project(joined, [...rows.columns, start], new Map(rows.columns.map((c) => [c.id, left.of(c)])))
  const ordering = { keys: [{ column: number.output, descending: false, nullsFirst: true }], explicit: true, total: true, serialized: true }
  const value = { ...call, args: [ref(at), ref(start), ref(island.output)] }
  return { ...window({ ...own, ordering }, [value]), columns: [...input.columns, call.output] }
}

const use = (env: Env, shared: Parameters<typeof useShared>[1]): { rel: Rel; of: (c: Column) => Scalar } => {
  const rel = useShared(env.binder, shared)
  return { rel, of: (c) => ref(rel.columns[shared.rel.columns.findIndex((s) => s.id === c.id)] as Column) }
}
