/** summarize: groups and aggregates. */
import type { Expression } from '../../kql/index.ts'
import type { Aggregate, CallColumn, Column, Origin, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { aggregateCall } from '../call.ts'
import { bindItem, ColumnList, type NamedScalar } from '../columns.ts'
import { type Collector, type Env, rowOf, withRow } from '../env.ts'
import { bindMultiAggregate } from '../multi-aggregate.ts'
import { aggregate, project } from '../rel.ts'
import { isDynamic, isError, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { refersTo } from '../window.ts'
import type { BindOperator } from './index.ts'

export const summarize: BindOperator<'summarize'> = (env, input, op) => {
  const list = new ColumnList(env)
  if (!bindKeys(env, input, op.by, list)) return undefined
  const keyCount = list.items.length
  const { calls, items, faulty } = bindAggregates(env, input, op.aggregates, op.by, list.items)
  if (faulty) return undefined
  for (const item of items) list.add(item)
  const origin = originOf(env.binder, op.span)
  const keys = list.items.slice(0, keyCount).map((i) => groupKey(env, i.name, i.value))
  const { columns, calls: named, definitions } = nameOutputs(env, list.items.slice(keyCount), calls)
  const groups = grouped(env, input, keys, named, origin)
  const outputs = [...keys.map((k) => k.output), ...columns]
  if (definitions.size === 0 && outputs.length === groups.columns.length && outputs.every((c, i) => c === groups.columns[i])) return groups
  return project(groups, outputs, definitions, origin)
}

/** Types whose least and greatest value can't be asked for, or only as something else. */
const UNRANKED: ReadonlySet<KustoType> = new Set(['string', 'guid', 'bool', 'dynamic'])

/**
 * Groups over rows in a known order come in the order of their first rows, as in the engine; the number of the first row is computed only
 * where something asks for that order.
 */
export const grouped = (env: Env, input: Rel, keys: Aggregate['keys'], calls: readonly CallColumn[], origin: Origin): Rel => {
  const groups = aggregate(input, keys, calls, origin)
  const [only] = input.ordering?.total && input.ordering.keys.length === 1 ? input.ordering.keys : []
  if (!only || keys.length === 0 || UNRANKED.has(only.column.type)) return groups
  const { output, ...call } = aggregateCall(env, only.descending ? 'max' : 'min', [ref(only.column)])
  const first = env.binder.renamed(output, '$first')
  const ordering = { keys: [{ ...only, column: first }], explicit: false, total: true, serialized: false }
  return { ...groups, aggregates: [...calls, { ...call, output: first }], ordering }
}

/** A key of a grouping; a group's string is never null. */
export const groupKey = (env: Env, name: string, value: Scalar): Aggregate['keys'][number] => ({
  output: env.binder.column(name, value.type === 'string' ? { type: 'string', nullable: false } : value),
  value,
})

/** The keys of a grouping into the list; false after a fault that leaves nothing to group by. */
export const bindKeys = (env: Env, input: Rel, by: readonly Expression[], list: ColumnList): boolean => {
  const inner = withRow(env, rowOf(input))
  let fine = true
  for (const e of by) {
    for (const item of bindItem(inner, e)) {
      if (isDynamic(item.value)) {
        env.binder.report(messages.mustBe(e.span, 'what is grouped by', 'a scalar type', 'dynamic'))
        fine = false
      } else if (isError(item.value)) fine = false
      else list.add(item)
    }
  }
  return fine
}

/** Binds aggregate expressions: the calls within, and the items that refer to them; `faulty` where an item is missing, which is reported. */
export const bindAggregates = (
  env: Env,
  input: Rel,
  expressions: readonly Expression[],
  by: readonly Expression[],
  keys: readonly { name: string; value: Scalar }[],
): { calls: CallColumn[]; items: NamedScalar[]; faulty: boolean } => {
  const collector: Collector = { kind: 'aggregate', calls: [], input: input.columns }
  const inner = withRow(env, rowOf(input), collector)
  const items: NamedScalar[] = []
  let faulty = false
  for (const e of expressions) {
    const bound = bindMultiAggregate(inner, e, by, keys) ?? bindItem(inner, e)
    for (const item of bound) {
      const bare = !isError(item.value) && refersTo(item.value, input.columns)
      if (bare) env.binder.report(messages.aggregateExpected(e.span))
      if (bare || isError(item.value)) faulty = true
      else items.push(item)
    }
  }
  return { calls: collector.calls, items, faulty }
}

/** Gives calls that are a column as they stand that column's name; everything else is computed from the calls' outputs. */
const nameOutputs = (
  env: Env,
  items: readonly { name: string; value: Scalar }[],
  calls: readonly CallColumn[],
): { columns: Column[]; calls: CallColumn[]; definitions: Map<number, Scalar> } => {
  const named = [...calls]
  const definitions = new Map<number, Scalar>()
  const taken = new Set<number>()
  const columns = items.map(({ name, value }) => {
    const at = value.kind === 'column' ? named.findIndex((c) => c.output.id === value.column.id) : -1
    const call = named[at]
    if (call && !taken.has(call.output.id)) {
      taken.add(call.output.id)
      const output = env.binder.renamed(call.output, name)
      named[at] = { ...call, output }
      return output
    }
    const column = env.binder.column(name, value)
    definitions.set(column.id, value)
    return column
  })
  return { columns, calls: named, definitions }
}
