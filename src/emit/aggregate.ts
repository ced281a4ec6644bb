/** GROUP BY: keys and aggregates are all that is left. */
import type { Aggregate, CallColumn, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlOrder } from '../sql/index.ts'
import { settled, sortedBy } from './around.ts'
import { emitCallColumn } from './call.ts'
import { markColumn } from './delicate.ts'
import { normal } from './expression.ts'
import { canFilter, define, forget, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

type Key = Aggregate['keys'][number]

export const aggregateOpen = (shaper: Shaper, rel: Aggregate): Open => {
  const { emission } = shaper
  const input = shaper.open(rel.input)
  const fits = canFilter(input) && !(input.computed && shaper.repeats(input, usedBy(rel)))
  const open = fits ? input : shaper.seal(input, rel.input.columns)
  const ordered = rel.aggregates.some((a) => a.fn.ordered)
  const o = shaper.outer ? settled(shaper, open, rel.input.columns, [...usedBy(rel), ...(ordered ? sortedBy(rel.input) : [])]) : open
  const column = shaper.lookup(o)
  const orderBy = ordered ? shaper.order(o, rel.input.ordering) : NO_ORDER
  const keys: SqlExpr[] = []
  for (const k of rel.keys) keys.push(normal(emission, k.value, column))
  const calls: SqlExpr[] = []
  for (const a of rel.aggregates) {
    const before = emission.delicate
    calls.push(emitCallColumn(emission, a, column, orderBy))
    markColumn(emission, a.output.id, emission.delicate !== before)
  }
  forget(o)
  for (let i = 0; i < keys.length; i++) define(o, (rel.keys[i] as Key).output.id, keys[i] as SqlExpr, false)
  for (let i = 0; i < calls.length; i++) define(o, (rel.aggregates[i] as CallColumn).output.id, calls[i] as SqlExpr, false)
  // A constant is no key: GROUP BY 1 would name the first column.
  o.groupBy = keys.filter((s) => s.kind !== 'literal')
  if (keys.length > 0 && o.groupBy.length === 0) o.groupBy = [sql.call('coalesce', sql.NULL, sql.literal(0n))]
  return o
}

const NO_ORDER: readonly SqlOrder[] = []

/** The scalars of an aggregation. */
const usedBy = (rel: Aggregate): Scalar[] => [...rel.keys.map((k) => k.value), ...rel.aggregates.flatMap((a) => a.args)]
