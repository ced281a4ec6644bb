import { nearest } from '../text/index.ts'
import type { Env } from './env.ts'

/** The nearest name that can be used in this place, if one is near. */
export const suggestName = (env: Env, name: string): string | undefined =>
  nearest(name, [...(env.row?.columns.map((c) => c.name) ?? []), ...env.scope.names()])

/** Looks for the nearest table or tabular variable, if one is near: there are very many. */
export const suggestTable = (env: Env, name: string): (() => string | undefined) => {
  const variables = env.scope.names()
  const { catalog } = env.binder
  return () => nearest(name, [...variables, ...catalog.tableNames(), ...catalog.savedFunctionNames()])
}
