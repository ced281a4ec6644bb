/**
 * mv-apply: a sub-query for the elements of each row. One that looks at rows one at a time is mv-expand with operators behind it; any
 * other becomes a relation that is computed anew for each row.
 */
import { hasElements } from '../../functions/index.ts'
import type { Operator } from '../../kql/index.ts'
import { type Column, inputsOf, mapScalarChildren, type Rel, type Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { ColumnList } from '../columns.ts'
import type { Env } from '../env.ts'
import { filter, project, SINGLE } from '../rel.ts'
import { ref } from '../scalar.ts'
import { Scope } from '../scope.ts'
import { originOf } from '../table.ts'
import { type BindOperator, bindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { bindExpandItems, type ExpandedItem, unnest } from './mv-expand.ts'
import { bindCount } from './rows.ts'

export const mvApply: BindOperator<'mv-apply'> = (env, input, op) => {
  const refused = op.id ?? op.subquery.source
  if (refused) {
    env.binder.report(messages.unsupportedForm(refused.span, 'the id of a sub-query', 'it is internal to the service'))
    return undefined
  }
  const limit = op.limit && bindCount(env, op.limit)
  const itemIndex = wordOf(op.parameters, 'with_itemindex')?.word
  const origin = originOf(env.binder, op.span)
  const options = { bags: 'bag', limit, keepEmpty: true, origin } as const
  /** The sub-query's input: the rows of `rel` with their elements. */
  const expand = (rel: Rel): { rel: Rel; items: ExpandedItem[] } | undefined => {
    const items = bindExpandItems(env, rel, op.items)
    if (!items) return undefined
    const expanded = unnest(env, rel, items, options)
    return { rel: itemIndex === undefined ? expanded : withIndex(env, expanded, itemIndex), items }
  }
  const sub = (rel: Rel): Rel | undefined => bindAll(env, rel, op.subquery.operators)
  return inPlace(env, input, op.subquery.operators, expand, sub) ?? forEachRow(env, input, expand, sub)
}

/** The operators of a sub-query, one behind the other; undefined after a fault. What they name (`as`) is known among them alone: it may depend on a row. */
export const bindAll = (env: Env, input: Rel, operators: readonly Operator[]): Rel | undefined => {
  const inner = { ...env, scope: new Scope(env.scope) }
  let rel: Rel | undefined = input
  for (const o of operators) rel = rel && bindOperator(inner, rel, o)
  return rel
}

/** The position of each element as a column of the given name, or of that name with a number where it is taken. */
const withIndex = (env: Env, rel: ReturnType<typeof unnest>, name: string): Rel => {
  const list = new ColumnList(env)
  for (const c of rel.columns) list.add({ name: c.name, value: ref(c), declared: true, span: { start: 0, end: 0 } })
  const column = env.binder.column(list.unique(name), { type: 'long', nullable: false })
  return project(rel, [...rel.columns, column], new Map([[column.id, ref(rel.index)]]))
}

type Expand = (rel: Rel) => { readonly rel: Rel; readonly items: readonly ExpandedItem[] } | undefined
type Bind = (rel: Rel) => Rel | undefined

/** Operators that make of each row what they would make of it alone. */
export const ROW_BY_ROW: ReadonlySet<Operator['kind']> = new Set([
  'where',
  'extend',
  'project',
  'project-away',
  'project-keep',
  'project-rename',
  'project-reorder',
  'parse',
  'parse-where',
  'parse-kv',
  'mv-expand',
  'mv-apply',
])

/** The sub-query behind the expansion of all rows; undefined where it does more than look at rows one at a time. */
const inPlace = (env: Env, input: Rel, operators: readonly Operator[], expand: Expand, sub: Bind): Rel | undefined => {
  if (!operators.every((o) => ROW_BY_ROW.has(o.kind))) return undefined
  const said = env.binder.diagnostics.length
  const expanded = expand(input)
  const result = expanded && sub(expanded.rel)
  if (!expanded || !result) {
    env.binder.diagnostics.length = said
    return undefined
  }
  const columns = resultColumns(input, expanded.items, result.columns)
  const carried = carry(result, input, columns)
  // Window functions look at other rows.
  if (!carried) env.binder.diagnostics.length = said
  return carried && project(carried, columns, new Map())
}

/** Lets the columns pass from `base` up to `rel`; undefined where something other than row by row stands between. */
const carry = (rel: Rel, base: Rel, columns: readonly Column[]): Rel | undefined => {
  if (rel === base) return rel
  if (rel.kind !== 'filter' && rel.kind !== 'project' && rel.kind !== 'unnest') return undefined
  const input = carry(rel.input, base, columns)
  if (!input) return undefined
  const passing = columns.filter((c) => input.columns.includes(c) && !rel.columns.includes(c))
  return { ...rel, input, columns: [...rel.columns, ...passing] }
}

/** The sub-query as a relation over the row around it. */
const forEachRow = (env: Env, input: Rel, expand: Expand, sub: Bind): Rel | undefined => {
  // The row's columns with identities of their own, so that the sub-query may use them like any others.
  const copies = input.columns.map((c) => env.binder.column(c.name, c))
  const one: Rel = { kind: 'values', rows: [[]], columns: [], ordering: SINGLE }
  const row = project(one, copies, new Map(copies.map((copy, i) => [copy.id, ref(input.columns[i] as Column)])))
  const expanded = expand(row)
  const right = expanded && sub(expanded.rel)
  if (!right) return undefined
  // What the sub-query passes through is the row's own column, unless a join adds rows without it.
  const outer = (c: Column): Column => input.columns[copies.indexOf(c)] ?? c
  const passed = addsRows(right) ? right.columns : right.columns.map(outer)
  const items = expanded.items.map((i) => ({ ...i, replaces: i.replaces && outer(i.replaces) }))
  const columns = resultColumns(input, items, passed)
  return { kind: 'apply', input: withElements(env, input, expanded.items, outer), right, columns, ordering: input.ordering }
}

/** Whether a join within gives rows that no row of its left side matches, in which the left side's columns are null. */
const addsRows = (rel: Rel): boolean =>
  (rel.kind === 'join' && (rel.join === 'right' || rel.join === 'full')) || inputsOf(rel).some(addsRows)

/** Rows with something to expand; the others have no sub-query. */
const withElements = (env: Env, input: Rel, items: readonly ExpandedItem[], outer: (c: Column) => Column): Rel => {
  const values = items.map((i) => withColumns(i.item.value, outer))
  return filter(input, callOf(env, hasElements, values, values[0]?.span ?? { start: 0, end: 0 }))
}

/** The row's columns but for those that are expanded, with the sub-query's values where it has some of the same name; then its others. */
const resultColumns = (input: Rel, items: readonly ExpandedItem[], made: readonly Column[]): Column[] => {
  const kept = input.columns.filter((c) => !items.some((i) => i.bare && i.replaces === c))
  const columns = kept.map((c) => made.find((m) => m.name === c.name) ?? c)
  return [...columns, ...made.filter((m) => !columns.includes(m))]
}

const withColumns = (s: Scalar, f: (c: Column) => Column): Scalar =>
  s.kind === 'column' ? ref(f(s.column), s.span) : mapScalarChildren(s, (child) => withColumns(child, f))
