/** top-nested: the best values of an expression, and within each of them the best values of the next. */
import type { TopNested } from '../../kql/index.ts'
import type { Column, Join, Rel, Scalar, Shared } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { bindItem, ColumnList } from '../columns.ts'
import { type Env, withRow } from '../env.ts'
import { aggregate, limit, project } from '../rel.ts'
import { isError, ref } from '../scalar.ts'
import { originOf, useShared } from '../table.ts'
import type { BindOperator } from './index.ts'
import { projectList } from './project.ts'
import { bindCount } from './rows.ts'
import { bindAggregates, groupKey } from './summarize.ts'

interface Named {
  readonly name: string
  readonly column: Column
}

/** The levels so far: their columns, a key and a value each, and the relation that has them. */
interface Found {
  readonly rel: Rel
  readonly keys: readonly Named[]
  readonly values: readonly Named[]
}

/** The rows with each level's key computed; every level uses them. */
interface Rows {
  readonly shared: Shared
  readonly input: readonly Column[]
  readonly keys: readonly Named[]
}

export const topNested: BindOperator<'top-nested'> = (env, input, op) => {
  const rows = bindRows(env, input, op)
  if (!rows) return undefined
  let found: Found | undefined
  for (const [at, level] of op.levels.entries()) {
    found = bindLevel(env, rows, level, at, found)
    if (!found) return undefined
  }
  if (!found) return undefined
  const list = new ColumnList(env)
  for (const [i, key] of found.keys.entries()) {
    for (const c of [key, found.values[i]]) {
      if (c) list.add({ name: c.name, value: ref(c.column), declared: false, span: op.span })
    }
  }
  return projectList(env, found.rel, list, originOf(env.binder, op.span))
}

const bindRows = (env: Env, input: Rel, op: TopNested): Rows | undefined => {
  const { binder } = env
  const definitions = new Map<number, Scalar>()
  const keys: Named[] = []
  for (const level of op.levels) {
    if (level.others) {
      const why = 'what stands for the others below the first level is not documented'
      binder.report(messages.unsupportedForm(level.others.span, "'with others'", why))
      return undefined
    }
    const [item] = bindItem(withRow(env, { columns: input.columns }), level.of)
    if (!item || isError(item.value)) return undefined
    if (item.value.type === 'dynamic') {
      binder.report(messages.mustBe(level.of.span, 'what is grouped by', 'a scalar type', 'dynamic'))
      return undefined
    }
    if (item.name === '') {
      binder.report(messages.unsupportedForm(level.of.span, 'a level without a name', 'what the engine calls its column is not documented'))
      return undefined
    }
    const { output } = groupKey(env, item.name, item.value)
    definitions.set(output.id, item.value)
    keys.push({ name: item.name, column: output })
  }
  const rel = project(input, [...input.columns, ...keys.map((k) => k.column)], definitions)
  return { shared: binder.shared('nested', rel), input: input.columns, keys }
}

const bindLevel = (env: Env, rows: Rows, level: TopNested['levels'][number], at: number, above: Found | undefined): Found | undefined => {
  const all = useShared(env.binder, rows.shared)
  const of = (c: Column): Column => all.columns[rows.shared.rel.columns.indexOf(c)] as Column
  const key = rows.keys[at] as Named
  const joined: Rel = above ? within(all, above, (i) => of((rows.keys[i] as Named).column)) : all
  // The aggregate sees the input's columns alone.
  const seen: Rel = { ...joined, columns: rows.input.map(of) }
  const { calls, items } = bindAggregates(env, seen, [level.by.value], [], [])
  const [item] = items
  if (!item) return undefined
  const passed = above ? [...above.keys, ...above.values] : []
  const carried = passed.map((p) => ({ ...p, key: groupKey(env, p.name, ref(p.column)) }))
  const own = groupKey(env, key.name, ref(of(key.column)))
  const groups = aggregate(joined, [...carried.map((c) => c.key), own], calls)
  const value = env.binder.column('$value', item.value)
  const valued = project(groups, [...groups.columns, value], new Map([[value.id, item.value]]))
  const keys = carried.slice(0, at).map((c): Named => ({ name: c.name, column: c.key.output }))
  const values = carried.slice(at).map((c): Named => ({ name: c.name, column: c.key.output }))
  const rel = best(
    env,
    valued,
    level,
    value,
    keys.map((k) => k.column),
  )
  return (
    rel && {
      rel,
      keys: [...keys, { name: key.name, column: own.output }],
      values: [...values, { name: item.declared ? item.name : `aggregated_${key.name}`, column: value }],
    }
  )
}

/** The rows of the groups that were found. */
const within = (rows: Rel, above: Found, key: (level: number) => Column): Join => ({
  kind: 'join',
  join: 'inner',
  left: rows,
  right: above.rel,
  on: above.keys.map((k, i) => ({ left: ref(key(i)), right: ref(k.column) })),
  columns: [...rows.columns, ...above.rel.columns],
})

/** Without a number all values are found. */
const best = (env: Env, rel: Rel, level: TopNested['levels'][number], value: Column, partition: readonly Column[]): Rel | undefined => {
  if (!level.count) return rel
  const count = bindCount(env, level.count)
  if (!count) return undefined
  const descending = level.by.direction !== 'asc'
  const ordering = { keys: [{ column: value, descending, nullsFirst: !descending }], explicit: true, total: false, serialized: false }
  return { ...limit({ ...rel, ordering }, count), partition, ordering: undefined }
}
