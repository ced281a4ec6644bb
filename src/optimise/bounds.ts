/** What filters directly over a scan say about its datetime columns, so that a store can skip files and row groups. */
import { type Column, inputsOf, type Rel, type Scalar, scalarsOf, walkScalar } from '../plan/index.ts'
import type { Pruned } from './prune.ts'

export interface Bound {
  /** The table's name for the column. */
  readonly column: string
  readonly op: '<' | '<=' | '=' | '>=' | '>'
  /** Ticks since 0001-01-01. */
  readonly ticks: bigint
}

/** One scan of a table; a table that is scanned twice has two entries. */
export interface ScanBounds {
  readonly table: string
  readonly bounds: readonly Bound[]
}

export const scanBounds = (plan: Pruned): ScanBounds[] => {
  const found: ScanBounds[] = []
  for (const rel of [...[...plan.shared.values()].map((s) => s.rel), plan.root]) collect(rel, [], found)
  return found
}

const collect = (rel: Rel, above: readonly Scalar[], found: ScanBounds[]): void => {
  for (const s of scalarsOf(rel))
    walkScalar(
      s,
      () => undefined,
      (inner) => collect(inner, [], found),
    )
  if (rel.kind === 'scan') {
    const name = (c: Column) => rel.sources[rel.columns.findIndex((r) => r.id === c.id)]
    found.push({ table: rel.table, bounds: above.flatMap((s) => boundsOf(s, name)) })
    return
  }
  // Conditions reach the scan through filters and columns that pass; anything else ends them.
  const next = rel.kind === 'filter' ? [...above, rel.predicate] : rel.kind === 'project' ? above : []
  for (const input of inputsOf(rel)) collect(input, next, found)
}

const FLIPPED: Readonly<Record<string, Bound['op']>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '=' }
const OPS: Readonly<Record<string, Bound['op']>> = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '=' }

const boundsOf = (s: Scalar, name: (c: Column) => string | undefined): Bound[] => {
  if (s.kind !== 'call') return []
  if (s.fn.name === 'and') return s.args.flatMap((a) => boundsOf(a, name))
  const [a, b, c] = s.args
  if (s.fn.name === 'between' && a?.kind === 'column') return [...bound(a.column, '>=', b, name), ...bound(a.column, '<=', c, name)]
  if (a?.kind === 'column') return bound(a.column, OPS[s.fn.name], b, name)
  return b?.kind === 'column' ? bound(b.column, FLIPPED[s.fn.name], a, name) : []
}

const bound = (
  column: Column,
  op: Bound['op'] | undefined,
  value: Scalar | undefined,
  name: (c: Column) => string | undefined,
): Bound[] => {
  const source = name(column)
  if (!op || source === undefined || value?.kind !== 'literal' || value.type !== 'datetime' || typeof value.value !== 'bigint') return []
  return [{ column: source, op, ticks: value.value }]
}
