/**
 * Conditions behind a join that keeps one left row a key. Which one is the engine's choice, and it chooses among the rows that pass the
 * conditions on the left side's columns: it moves these to that side first. Source: the reference's page on innerunique joins.
 */
import { operatorFunction } from '../functions/index.ts'
import { type Column, type Rel, type Scalar, walkScalar } from '../plan/index.ts'
import { callOf } from './call.ts'
import type { Env } from './env.ts'
import { filter } from './rel.ts'
import { long } from './scalar.ts'

/** One row of each group, whichever fits. */
export const oneOfEach = (env: Env, input: Rel, partition: readonly Column[], columns: readonly Column[]): Rel => {
  env.binder.chooses = true
  return { kind: 'limit', input, count: long(1), partition, representative: true, columns }
}

/** The input with the parts of the predicate moved that can be, and what is left of the predicate. */
export const moveToLeft = (env: Env, input: Rel, predicate: Scalar): { rel: Rel; rest: Scalar | undefined } => {
  if (!env.binder.chooses) return { rel: input, rest: predicate }
  let rel = input
  const rest: Scalar[] = []
  for (const part of conjuncts(predicate)) {
    const moved = isFixed(part) ? below(rel, part, columnsOf(part)) : undefined
    if (moved) rel = moved
    else rest.push(part)
  }
  if (rel === input) return { rel, rest: predicate }
  const and = (a: Scalar, b: Scalar) => callOf(env, operatorFunction('and'), [a, b], a.span ?? { start: 0, end: 0 })
  return { rel, rest: rest.length > 0 ? rest.reduce(and) : undefined }
}

const conjuncts = (s: Scalar): readonly Scalar[] => (s.kind === 'call' && s.fn.name === 'and' ? s.args.flatMap(conjuncts) : [s])

const columnsOf = (s: Scalar): readonly Column[] => {
  const columns: Column[] = []
  walkScalar(s, (c) => columns.push(c))
  return columns
}

const isFixed = (s: Scalar): boolean => (s.kind === 'call' ? !s.fn.volatile && s.args.every(isFixed) : s.kind !== 'inQuery')

/** The relation with the condition below a choice of rows; undefined where there is none that it concerns. */
const below = (rel: Rel, condition: Scalar, columns: readonly Column[]): Rel | undefined => {
  switch (rel.kind) {
    case 'filter': {
      const input = below(rel.input, condition, columns)
      return input && { ...rel, input }
    }
    case 'project': {
      if (columns.some((c) => rel.definitions.has(c.id))) return undefined
      const input = below(rel.input, condition, columns)
      return input && { ...rel, input }
    }
    case 'join': {
      const has = (side: Rel) => columns.length > 0 && columns.every((c) => side.columns.some((o) => o.id === c.id))
      const left = rel.join === 'inner' || rel.join === 'left' ? has(rel.left) && below(rel.left, condition, columns) : undefined
      if (left) return { ...rel, left }
      const right = rel.join === 'inner' ? has(rel.right) && below(rel.right, condition, columns) : undefined
      return right ? { ...rel, right } : undefined
    }
    case 'limit': {
      if (!rel.representative) return undefined
      return { ...rel, input: below(rel.input, condition, columns) ?? { ...filter(rel.input, condition), columns: rel.input.columns } }
    }
    default:
      return undefined
  }
}
