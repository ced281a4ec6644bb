/** What gives another value each time it is computed. */
import { inputsOf } from './map.ts'
import type { Rel, Shared } from './rel.ts'
import type { Scalar } from './scalar.ts'
import { scalarChildren, scalarsOf } from './walk.ts'

/** Whether a scalar calls a function such as rand(), itself or in a relation inside it. */
export const isVolatile = (s: Scalar): boolean => {
  if (s.kind === 'call' && s.fn.volatile) return true
  if ((s.kind === 'subquery' || s.kind === 'inQuery') && isVolatileRel(s.rel)) return true
  return scalarChildren(s).some(isVolatile)
}

/** Whether a relation does so, or takes rows at random. What is computed once for all its uses is not volatile. */
export const isVolatileRel = (rel: Rel): boolean => {
  if (rel.kind === 'ref') return !rel.shared.materialized && isVolatileShared(rel.shared)
  return (rel.kind === 'limit' && rel.random === true) || scalarsOf(rel).some(isVolatile) || inputsOf(rel).some(isVolatileRel)
}

const known = new WeakMap<Shared, boolean>()

/** Looked at once, however often the relation is used. */
const isVolatileShared = (shared: Shared): boolean => {
  let volatile = known.get(shared)
  if (volatile === undefined) {
    volatile = isVolatileRel(shared.rel)
    known.set(shared, volatile)
  }
  return volatile
}
