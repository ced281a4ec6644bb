/**
 * The series that a query decomposes, as queries of their own. A rule's result seldom has them any more: it expands the arrays, keeps the anomalous
 * bins and joins events to them. What was decomposed is read off the plan: the node that holds the call, cut off above it.
 */
import { findFunction } from '../functions/index.ts'
import { type CallScalar, type Column, columnRef, inputsOf, type Rel, type Scalar, scalarsOf, walkScalar } from '../plan/index.ts'
import { callOf } from './call.ts'
import { type Binder, rootEnv } from './env.ts'
import { limit, pick, project, sorted } from './rel.ts'
import { long } from './scalar.ts'

/** Which output of a decomposition is what in a picture of it. */
const DECOMPOSITIONS: Readonly<Record<string, Roles<string>>> = {
  series_decompose_anomalies: { baseline: 'baseline', anomalies: 'ad_flag', score: 'ad_score' },
  series_decompose: { baseline: 'baseline' },
  series_decompose_forecast: { baseline: 'baseline' },
}

interface Roles<T> {
  readonly baseline: T
  readonly anomalies?: T
  readonly score?: T
}

/** A relation of one row a group: the columns of `keys` in front, then those of the roles at their places. */
export interface BoundView {
  readonly rel: Rel
  readonly function: string
  readonly keys: readonly Column[]
  /** What the query calls the series; undefined where it is computed in the call. */
  readonly name: string | undefined
  readonly axis: (Column & { readonly at: number }) | undefined
  readonly at: Roles<number> & { readonly series: number }
}

/** The decompositions of a plan in the order of the query; of each at most `rows` groups, those with the most anomalies first. */
export const seriesViews = (binder: Binder, plan: Rel, rows: number): BoundView[] => {
  const found = new Map<Scalar, () => BoundView>()
  const seen = new Set<Rel>()
  const visit = (rel: Rel): void => {
    if (seen.has(rel)) return
    seen.add(rel)
    if (rel.kind === 'ref') visit(rel.shared.rel)
    // The right side of an apply depends on rows of the left one and is no query of its own.
    else if (rel.kind === 'apply') visit(rel.input)
    else {
      for (const input of inputsOf(rel)) visit(input)
      for (const s of scalarsOf(rel)) {
        walkScalar(s, () => undefined, visit)
        if (!('input' in rel)) continue
        for (const call of decompositionsIn(s)) if (!found.has(call)) found.set(call, () => viewOf(binder, rel.input, call, rows))
      }
    }
  }
  visit(plan)
  return [...found.values()].map((view) => view())
}

const decompositionsIn = (s: Scalar): CallScalar[] => {
  if (s.kind === 'call') return s.fn.name in DECOMPOSITIONS ? [s] : s.args.flatMap(decompositionsIn)
  return s.kind === 'field' || s.kind === 'convert' ? decompositionsIn(s.value) : s.kind === 'path' ? decompositionsIn(s.object) : []
}

const viewOf = (binder: Binder, input: Rel, call: CallScalar, rows: number): BoundView => {
  const [value] = call.args as [Scalar]
  const inner = value.kind === 'convert' ? value.value : value
  const definitions = new Map<number, Scalar>()
  const define = (name: string, scalar: Scalar): Column => {
    const column = binder.column(name, scalar)
    definitions.set(column.id, scalar)
    return column
  }
  const field = (name: string): Column => {
    const output = call.fn.outputs?.find((o) => o.name === name)
    if (!output) throw new Error(`${call.fn.name} has no output '${name}'`)
    return define(name, { kind: 'field', value: call, field: name, ...output.type })
  }
  const names = DECOMPOSITIONS[call.fn.name] as Roles<string>
  const keys = input.columns.filter((c) => c.type !== 'dynamic')
  const axis = input.columns.find((c) => isAxis(input, c)) ?? input.columns.find((c) => c.form === 'datetime[]')
  const made = { series: define('series', value), baseline: field(names.baseline) }
  const flags = names.anomalies === undefined ? {} : { anomalies: field(names.anomalies) }
  const scores = names.score === undefined ? {} : { score: field(names.score) }
  const roles = { ...made, ...flags, ...scores }
  const columns = [...keys, ...(axis ? [axis] : []), ...Object.values(roles)]
  const all = project(input, columns, definitions)
  const top = limit(flags.anomalies ? byAnomalies(binder, all, flags.anomalies, keys) : all, long(rows))
  const place = (c: Column): number => columns.indexOf(c)
  const at = Object.fromEntries(Object.entries(roles).map(([role, c]) => [role, place(c)])) as unknown as BoundView['at']
  return {
    rel: pick(top, columns),
    function: call.fn.name,
    keys,
    name: inner.kind === 'column' ? inner.column.name : undefined,
    axis: axis && { ...axis, at: place(axis) },
    at,
  }
}

const byAnomalies = (binder: Binder, rel: Rel, flags: Column, keys: readonly Column[]): Rel => {
  const env = rootEnv(binder)
  const apply = (name: string, arg: Scalar): Scalar => {
    const fn = findFunction(name)
    if (!fn) throw new Error(`there is no ${name}`)
    return callOf(env, fn, [arg], { start: 0, end: 0 })
  }
  const count = apply('series_sum', apply('series_abs', columnRef(flags)))
  const column = binder.column('$anomalies', count)
  const counted = project(rel, [...rel.columns, column], new Map([[column.id, count]]))
  const ties = keys.map((key) => ({ column: key, descending: false, nullsFirst: true }))
  return sorted(counted, [{ column, descending: true, nullsFirst: false }, ...ties])
}

/** Whether a column of a relation is the axis of a make-series below it, passed on as it is. */
const isAxis = (rel: Rel, column: Column): boolean => {
  switch (rel.kind) {
    case 'series':
      return rel.axis.output.id === column.id
    case 'ref': {
      const source = rel.sources[rel.columns.findIndex((c) => c.id === column.id)]
      return source !== undefined && isAxis(rel.shared.rel, source)
    }
    case 'project': {
      const definition = rel.definitions.get(column.id)
      if (!definition) return isAxis(rel.input, column)
      return definition.kind === 'column' && isAxis(rel.input, definition.column)
    }
    case 'filter':
    case 'limit':
    case 'window':
    case 'unnest':
      return isAxis(rel.input, column)
    case 'join':
      return isAxis(rel.left, column) || isAxis(rel.right, column)
    case 'union': {
      const source = rel.sources[0]?.get(column.id)
      return source?.kind === 'column' && isAxis(rel.inputs[0] as Rel, source.column)
    }
    default:
      return false
  }
}
