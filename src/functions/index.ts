/** The registry: every function, operator, aggregate and window function by name. */
import { aggregates } from './aggregates.ts'
import { collections } from './aggregates-collections.ts'
import { rowAggregates } from './aggregates-rows.ts'
import { statistics } from './aggregates-statistics.ts'
import { arrays } from './arrays.ts'
import { conversions } from './conversions.ts'
import type { FunctionDef } from './define.ts'
import { dynamics } from './dynamic.ts'
import { encodings } from './encoding.ts'
import { geoFunctions } from './geo.ts'
import { mathematics } from './math.ts'
import { network } from './network.ts'
import { numbers } from './numbers.ts'
import { operators } from './operators.ts'
import { parsing } from './parsing.ts'
import { plugins } from './plugins.ts'
import { seriesFunctions } from './series.ts'
import { sketches } from './sketches.ts'
import { specialFunctions } from './special.ts'
import { strings } from './strings.ts'
import { regexFunctions } from './strings-regex.ts'
import { tableFunctions } from './tables.ts'
import { times } from './time.ts'
import { windows } from './windows.ts'
import { workspaceFunctions } from './workspace.ts'

export * from './define.ts'
export * from './internal.ts'
export { convertUnit, QUANTITIES, type Quantity } from './units.ts'
export { countSoFar, runStart, sessionBreak, sessionStarts } from './windows.ts'

const FAMILIES: readonly (readonly FunctionDef[])[] = [
  operators,
  specialFunctions,
  strings,
  regexFunctions,
  encodings,
  parsing,
  conversions,
  numbers,
  mathematics,
  times,
  dynamics,
  arrays,
  network,
  seriesFunctions,
  geoFunctions,
  aggregates,
  collections,
  rowAggregates,
  statistics,
  sketches,
  windows,
  plugins,
  tableFunctions,
  workspaceFunctions,
]

/** One name may be a scalar function and an aggregate (`any`), never two of a kind. */
const index = (family: (f: FunctionDef) => boolean): ReadonlyMap<string, FunctionDef> => {
  const map = new Map<string, FunctionDef>()
  for (const f of FAMILIES.flat()) {
    if (!family(f)) continue
    for (const name of [f.name, ...f.aliases]) {
      if (map.has(name)) throw new Error(`the function '${name}' is declared twice`)
      map.set(name, f)
    }
  }
  return map
}

const scalars = index((f) => f.kind === 'scalar' || f.kind === 'window')
const aggregations = index((f) => f.kind === 'aggregate')
const evaluated = index((f) => f.kind === 'plugin')
const tables = index((f) => f.kind === 'table')
const infix = index((f) => f.kind === 'operator')

/** The scalar or window function of this name. */
export const findFunction = (name: string): FunctionDef | undefined => scalars.get(name)
/** The aggregate of this name. */
export const findAggregate = (name: string): FunctionDef | undefined => aggregations.get(name)
/** The plugin of this name. */
export const findPlugin = (name: string): FunctionDef | undefined => evaluated.get(name)
export const pluginNames = (): string[] => [...evaluated.keys()]
/** The function of this name that yields a table. */
export const findTableFunction = (name: string): FunctionDef | undefined => tables.get(name)
/** The entry of an operator under its canonical spelling; the syntax tree knows no others. */
export const operatorFunction = (op: string): FunctionDef => {
  const found = infix.get(op)
  if (!found) throw new Error(`the operator '${op}' is not in the registry`)
  return found
}
export const functionNames = (): string[] => [...scalars.keys(), ...aggregations.keys()]
/** All entries, for the docs and tests. */
export const allFunctions = (): readonly FunctionDef[] => FAMILIES.flat()
