/** Moves filters below projections that they don't depend on, so that they stand next to the scan. */
import type { Rel } from '../plan/index.ts'
import { mapInputs, walkScalar } from '../plan/index.ts'
import { projection } from './projection.ts'

export const pushFilters = (rel: Rel): Rel => {
  const mapped = mapInputs(rel, pushFilters)
  if (mapped.kind !== 'filter' || mapped.input.kind !== 'project') return mapped
  const { input: over } = mapped
  let depends = false
  walkScalar(mapped.predicate, (c) => {
    if (over.definitions.has(c.id)) depends = true
  })
  if (depends) return mapped
  const { input } = over
  const { predicate, origin } = mapped
  const below = pushFilters({ kind: 'filter', input, predicate, columns: input.columns, ordering: input.ordering, origin })
  return projection(below, mapped.columns, over.definitions, mapped.ordering, over.origin)
}
