import { nearest } from '../text/index.ts'
import type { Env } from './env.ts'

/** The nearest name that can be used in this place, if one is near. */
export const suggestName = (env: Env, name: string): string | undefined =>
  nearest(name, [...(env.row?.columns.map((c) => c.name) ?? []), ...env.scope.names()])

/** The nearest table or tabular variable, if one is near. */
export const suggestTable = (env: Env, name: string): string | undefined =>
  nearest(name, [...env.scope.names(), ...env.binder.catalog.tableNames(), ...env.binder.catalog.savedFunctionNames()])
