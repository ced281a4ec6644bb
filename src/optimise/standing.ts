/**
 * What a query reads of its tables at any time: for each table the rows that fulfil the conditions right over its scans, as far as these
 * don't depend on the time of the run or on other rows. Runs at many times can share them.
 */
import { operatorFunction } from '../functions/index.ts'
import { type Column, inputsOf, mapScalarChildren, type Rel, type Scalar, type Scan, scalarsOf, walkScalar } from '../plan/index.ts'
import type { Pruned } from './prune.ts'

/** A scan with the conditions that its rows meet. */
interface Met {
  readonly scan: Scan
  readonly conditions: readonly Scalar[]
}

const collect = (rel: Rel, above: readonly Scalar[], found: Met[]): void => {
  for (const s of scalarsOf(rel))
    walkScalar(
      s,
      () => undefined,
      (inner) => collect(inner, [], found),
    )
  if (rel.kind === 'scan') {
    found.push({ scan: rel, conditions: above.flatMap(conjuncts).filter((s) => stands(s, rel.columns)) })
    return
  }
  const next = rel.kind === 'filter' ? [...above, rel.predicate] : rel.kind === 'project' ? above : []
  for (const input of inputsOf(rel)) collect(input, next, found)
}

const conjuncts = (s: Scalar): readonly Scalar[] => (s.kind === 'call' && s.fn.name === 'and' ? s.args.flatMap(conjuncts) : [s])

/** Whether a condition is decided by a row of the scan alone. */
const stands = (s: Scalar, columns: readonly Column[]): boolean => {
  switch (s.kind) {
    case 'literal':
      return true
    case 'column':
      return columns.some((c) => c.id === s.column.id)
    case 'call':
      return !s.fn.volatile && s.args.every((a) => stands(a, columns))
    case 'case':
      return s.whens.every((w) => stands(w.when, columns) && stands(w.then, columns)) && stands(s.otherwise, columns)
    case 'convert':
    case 'field':
      return stands(s.value, columns)
    case 'path':
      return stands(s.object, columns) && s.steps.every((step) => typeof step !== 'object' || stands(step, columns))
    case 'now':
    case 'subquery':
    case 'inQuery':
      return false
  }
}

/** Conditions joined by an operator; undefined for none. */
const joined = (op: 'and' | 'or', conditions: readonly Scalar[]): Scalar | undefined => {
  const fn = operatorFunction(op)
  const [signature] = fn.signatures
  const [first, ...rest] = conditions
  if (!first || !signature) return undefined
  return rest.reduce((a, b): Scalar => ({ kind: 'call', fn, signature, args: [a, b], type: 'bool', nullable: true }), first)
}

const renamed = (s: Scalar, columns: ReadonlyMap<number, Column>): Scalar => {
  if (s.kind === 'column') return { ...s, column: columns.get(s.column.id) ?? s.column }
  return mapScalarChildren(s, (child) => renamed(child, columns))
}

/** For each table that a query scans: a relation with the rows and columns that its scans need, whenever it is run. */
export const standingRows = (plan: Pruned): ReadonlyMap<string, Scan | Extract<Rel, { kind: 'filter' }>> => {
  const found: Met[] = []
  for (const rel of [...[...plan.shared.values()].map((s) => s.rel), plan.root]) collect(rel, [], found)
  const tables = [...new Set(found.map(({ scan }) => scan.table))]
  return new Map(
    tables.map((table) => [
      table,
      together(
        table,
        found.filter(({ scan }) => scan.table === table),
      ),
    ]),
  )
}

const together = (table: string, scans: readonly Met[]): Scan | Extract<Rel, { kind: 'filter' }> => {
  const bySource = new Map<string, Column>()
  const columns = new Map<number, Column>()
  for (const { scan } of scans) {
    for (const [i, source] of scan.sources.entries()) {
      const column = scan.columns[i] as Column
      if (!bySource.has(source)) bySource.set(source, column)
      columns.set(column.id, bySource.get(source) ?? column)
    }
  }
  const input: Scan = { kind: 'scan', table, columns: [...bySource.values()], sources: [...bySource.keys()] }
  const each = scans.map(({ conditions }) =>
    joined(
      'and',
      conditions.map((s) => renamed(s, columns)),
    ),
  )
  const some = each.filter((s) => s !== undefined)
  // A scan without conditions needs all rows.
  const predicate = some.length < each.length ? undefined : joined('or', some)
  return predicate ? { kind: 'filter', input, predicate, columns: input.columns } : input
}
