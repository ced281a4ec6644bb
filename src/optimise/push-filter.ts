/** Moves filters below projections that they don't depend on, so that they stand next to the scan. */
import type { Rel } from '../plan/index.ts'
import { mapInputs, walkScalar } from '../plan/index.ts'

export const pushFilters = (rel: Rel): Rel => {
  const mapped = mapInputs(rel, pushFilters)
  if (mapped.kind !== 'filter' || mapped.input.kind !== 'project') return mapped
  const { input: projection } = mapped
  let depends = false
  walkScalar(mapped.predicate, (c) => {
    if (projection.definitions.has(c.id)) depends = true
  })
  if (depends) return mapped
  const below = pushFilters({ ...mapped, input: projection.input, columns: projection.input.columns, ordering: projection.input.ordering })
  return { ...projection, input: below, columns: mapped.columns, ordering: mapped.ordering }
}
