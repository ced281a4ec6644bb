/** Computes a call with several outputs once, in a projection of its own, where a projection takes fields of it. */
import type { Column, FieldScalar, Rel, Scalar } from '../plan/index.ts'
import { columnRef, mapInputs, mapScalarChildren } from '../plan/index.ts'

/** `nextId` gives ids that the plan doesn't use yet. */
export const hoistCalls = (rel: Rel, nextId: () => number): Rel => {
  const mapped = mapInputs(rel, (input) => hoistCalls(input, nextId))
  if (mapped.kind !== 'project') return mapped
  const hoisted = new Map<Scalar, Column>()
  const replace = (s: Scalar): Scalar =>
    s.kind === 'field' && s.value.kind === 'call' ? { ...s, value: columnRef(columnFor(s)) } : mapScalarChildren(s, replace)
  const columnFor = (s: FieldScalar): Column => {
    const known = hoisted.get(s.value)
    if (known) return known
    const name = s.value.kind === 'call' ? s.value.fn.name : '$value'
    const column: Column = { id: nextId(), name, type: 'dynamic', nullable: true }
    hoisted.set(s.value, column)
    return column
  }
  const definitions = new Map([...mapped.definitions].map(([id, s]) => [id, replace(s)]))
  if (hoisted.size === 0) return mapped
  const inner: Rel = {
    kind: 'project',
    input: mapped.input,
    columns: [...mapped.input.columns, ...hoisted.values()],
    definitions: new Map([...hoisted].map(([call, column]) => [column.id, call])),
    ordering: mapped.input.ordering,
    origin: mapped.origin,
  }
  return { ...mapped, input: inner, definitions }
}
