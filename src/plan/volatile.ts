/** What gives another value each time it is computed. */
import { mapInputs } from './map.ts'
import type { Rel } from './rel.ts'
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
  if (rel.kind === 'ref') return !rel.shared.materialized && isVolatileRel(rel.shared.rel)
  if ((rel.kind === 'limit' && rel.random) || scalarsOf(rel).some(isVolatile)) return true
  let found = false
  mapInputs(rel, (input) => {
    found ||= isVolatileRel(input)
    return input
  })
  return found
}
