/** Plan → plan: small passes, in order. Each keeps the rows and the columns of the result. */
import type { Rel } from '../plan/index.ts'
import { hoistCalls } from './hoist.ts'
import { type Pruned, prune } from './prune.ts'
import { pushFilters } from './push-filter.ts'

export { type Bound, type ScanBounds, scanBounds } from './bounds.ts'
export type { Pruned, SharedUse } from './prune.ts'
export { standingRows } from './standing.ts'

export interface OptimiseOptions {
  /** Gives ids that the plan doesn't use yet. */
  readonly nextId: () => number
  /** Leaves out the passes that only make the query faster (for tests that compare rows). */
  readonly plain?: boolean | undefined
}

type Pass = (rel: Rel, options: OptimiseOptions) => Rel

/** What emission relies on where functions with several outputs are called. */
const hoist: Pass = (rel, o) => hoistCalls(rel, o.nextId)
/** What makes queries faster or more readable. */
const FASTER: readonly Pass[] = [pushFilters]

/** Passes apply to shared relations too, which are reached from the uses. */
export const optimise = (root: Rel, options: OptimiseOptions): Pruned => {
  const pruned = prune(root, options.nextId())
  const passes = [...(pruned.fields ? [hoist] : []), ...(options.plain ? [] : FASTER)]
  const apply = (rel: Rel) => passes.reduce((r, pass) => pass(r, options), rel)
  return {
    ...pruned,
    root: { ...apply(pruned.root), ordering: pruned.root.ordering },
    shared: new Map([...pruned.shared].map(([id, use]) => [id, { ...use, rel: apply(use.rel) }])),
  }
}
