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

/** Passes apply to shared relations too, which are reached from the uses. What pruning says of the plan tells which have something to do. */
export const optimise = (root: Rel, options: OptimiseOptions): Pruned => {
  let plan = prune(root, options.nextId())
  // What emission relies on where functions with several outputs are called.
  if (plan.fields) plan = everywhere(plan, (rel) => hoistCalls(rel, options.nextId))
  // What makes queries faster or more readable.
  if (plan.pushable && !options.plain) plan = everywhere(plan, pushFilters)
  return plan
}

const everywhere = (plan: Pruned, pass: (rel: Rel) => Rel): Pruned => ({
  ...plan,
  root: { ...pass(plan.root), ordering: plan.root.ordering },
  shared: new Map([...plan.shared].map(([id, use]) => [id, { ...use, rel: pass(use.rel) }])),
})
