/** Syntax → plan: names, types, schemas. */
export { bindCatalog, type Surroundings } from './catalog.ts'
export { type BindCatalog, Binder } from './env.ts'
export { assignParameters } from './overload.ts'
export { bindQuery } from './query.ts'
export { type Entry, type EntryKind, reference } from './reference.ts'
export { Scope, type UserFunction } from './scope.ts'
export { type BoundView, seriesViews } from './series-view.ts'
