/** Syntax → plan: names, types, schemas. */
export { bindCatalog, type Surroundings } from './catalog.ts'
export { type BindCatalog, Binder, type Period } from './env.ts'
export { assignParameters } from './overload.ts'
export { bindQuery } from './query.ts'
export { type Entry, type EntryKind, reference } from './reference.ts'
export { settledOrder } from './rel.ts'
export { Scope, type UserFunction } from './scope.ts'
export { type BoundView, seriesViews } from './series-view.ts'
