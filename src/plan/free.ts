/** Which relations depend on a row around them. */
import { inputsOf } from './map.ts'
import type { Project, Rel } from './rel.ts'
import type { Column } from './scalar.ts'
import { scalarsOf, walkScalar } from './walk.ts'

/** The columns of rows around the relation that it, or something that it shares, uses: those that nothing in it makes. */
export const outerColumns = (rel: Rel): Column[] => {
  const made = new Set<number>()
  const used = new Map<number, Column>()
  collect(rel, made, used, new Set())
  return [...used.values()].filter((c) => !made.has(c.id))
}

export const dependsOnRow = (rel: Rel): boolean => outerColumns(rel).length > 0

/** `seen` holds the shared relations that are done: one may be used very often. */
const collect = (rel: Rel, made: Set<number>, used: Map<number, Column>, seen: Set<number>): void => {
  if (rel.kind === 'project') passed(rel, used)
  else for (const c of rel.columns) made.add(c.id)
  for (const id of hidden(rel)) made.add(id)
  for (const s of scalarsOf(rel))
    walkScalar(
      s,
      (c) => used.set(c.id, c),
      (inner) => collect(inner, made, used, seen),
    )
  if (rel.kind === 'ref' && !seen.has(rel.shared.id)) {
    seen.add(rel.shared.id)
    collect(rel.shared.rel, made, used, seen)
  }
  for (const input of inputsOf(rel)) collect(input, made, used, seen)
}

/** A projection may name a column of a row around it, which is then one of its own. */
const passed = (rel: Project, used: Map<number, Column>): void => {
  for (const c of rel.columns) if (!rel.definitions.has(c.id)) used.set(c.id, c)
}

/** The columns that a node makes and may not show. */
const hidden = (rel: Rel): Iterable<number> => {
  switch (rel.kind) {
    case 'values':
      return rel.ordinal ? [rel.ordinal.id] : []
    case 'project':
      return rel.definitions.keys()
    case 'aggregate':
      return [...rel.keys, ...rel.aggregates].map((k) => k.output.id)
    case 'series':
      return rel.calls.map((c) => c.output.id)
    case 'window':
      return rel.functions.map((f) => f.output.id)
    case 'unnest':
      return [rel.index.id, ...rel.items.map((i) => i.output.id)]
    case 'steps':
      return [rel.match, rel.place, ...rel.declared.map((d) => d.output), ...rel.steps.flatMap((s) => s.memory.map((m) => m.column))].map(
        (c) => c.id,
      )
    case 'ref':
      return rel.hidden.map((c) => c.id)
    default:
      return []
  }
}
