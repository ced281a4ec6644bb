/** Window functions within extend, project and where: they become window nodes below. */
import { findFunction } from '../functions/index.ts'
import type { CallColumn, Column, Rel, Scalar } from '../plan/index.ts'
import type { Env } from './env.ts'
import { rowOf, withRow } from './env.ts'
import { window } from './rel.ts'
import { madeCall, withSession } from './session.ts'

/** The input with the collected calls in window nodes; one that uses another's output stands above it. */
export const withWindows = (env: Env, input: Rel, calls: readonly CallColumn[]): Rel => {
  if (calls.length === 0) return input
  let rel = numbered(env, input)
  let pending: CallColumn[] = []
  const settle = () => {
    if (pending.length > 0) rel = window(rel, pending)
    pending = []
  }
  for (const call of calls) {
    const outputs = pending.map((p) => p.output)
    if (call.args.some((a) => refersTo(a, outputs))) settle()
    if (call.fn.name === 'row_window_session') {
      settle()
      rel = withSession(env, rel, call)
    } else pending.push(call)
  }
  settle()
  // The rows come out in the order in which they went in, whatever the engine does to number them.
  const { ordering } = rel
  return ordering && ordering.keys.length > 0 ? { ...rel, ordering: { ...ordering, explicit: true } } : rel
}

/** Rows with equal keys must have one order for all functions, so rows are numbered first unless their order is total. */
const numbered = (env: Env, input: Rel): Rel => {
  if (!input.ordering || input.ordering.total) return input
  const number = madeCall(env, findFunction('row_number'), '$row', [])
  const keys = [{ column: number.output, descending: false, nullsFirst: true }]
  const ordering = { keys, explicit: input.ordering.explicit, total: true, serialized: true }
  return { ...window(input, [number]), columns: input.columns, ordering }
}

/** Whether a value refers to one of the columns. */
export const refersTo = (s: Scalar, columns: readonly Column[]): boolean => {
  switch (s.kind) {
    case 'column':
      return columns.some((c) => c.id === s.column.id)
    case 'call':
      return s.args.some((a) => refersTo(a, columns))
    case 'case':
      return refersTo(s.otherwise, columns) || s.whens.some((w) => refersTo(w.when, columns) || refersTo(w.then, columns))
    case 'convert':
    case 'field':
      return refersTo(s.value, columns)
    case 'inQuery':
      return refersTo(s.value, columns)
    case 'path':
      return refersTo(s.object, columns) || s.steps.some((step) => typeof step === 'object' && refersTo(step, columns))
    case 'literal':
    case 'now':
    case 'subquery':
      return false
  }
}

/** Runs `bind` with an environment over the input's columns in which window functions may stand, if rows are in order. */
export const overRows = <T>(env: Env, input: Rel, bind: (env: Env) => T): { rel: Rel; result: T } => {
  if (!input.ordering?.serialized) return { rel: input, result: bind(withRow(env, rowOf(input))) }
  const calls: CallColumn[] = []
  const result = bind(withRow(env, rowOf(input), { kind: 'window', calls, input: input.columns }))
  return { rel: withWindows(env, input, calls), result }
}
