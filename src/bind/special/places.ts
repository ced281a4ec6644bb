/** `database('d').T`, `workspace('w').T` and the like: there is one store, which stands for all of them. */
import type { Call, Expression } from '../../kql/index.ts'
import { messages } from '../../text/index.ts'
import type { Env } from '../env.ts'

/** What each names, for the warning that the store stands for it; a database of one's own cluster goes without saying. */
const PLACES: Readonly<Record<string, string | undefined>> = {
  app: 'another application',
  cluster: 'another cluster',
  database: undefined,
  resource: 'another resource',
  workspace: 'another workspace',
}

/** Sources that hold other tables than a workspace, which no store stands for. */
const OUTSIDE: Readonly<Record<string, string>> = {
  adx: 'it reads a database outside of the workspace',
  arg: "it reads Azure's resource graph",
}

const has = (record: Readonly<Record<string, unknown>>, name: string): boolean => Object.hasOwn(record, name)

/** Whether an expression names where a table is kept. */
export const isPlace = (e: Expression): e is Call => e.kind === 'call' && (has(PLACES, e.name.name) || has(OUTSIDE, e.name.name))

/** Reports what taking the store for this place may mean; false where it can't be taken for it. */
export const takePlace = (env: Env, place: Call): boolean => {
  const { name, span } = place.name
  const why = has(OUTSIDE, name) ? OUTSIDE[name] : undefined
  if (why !== undefined) {
    env.binder.report(messages.unsupportedFunction(span, name, why))
    return false
  }
  const what = PLACES[name]
  if (what !== undefined) env.binder.report(messages.storeStandsFor(span, what))
  return place.object && isPlace(place.object) ? takePlace(env, place.object) : true
}
