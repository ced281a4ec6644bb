/** Operators that keep the columns: where, sort, top, take, distinct, count, serialize, as, render. */
import { rowCount } from '../../functions/index.ts'
import { CHARTS, type SortKey as SortSyntax } from '../../kql/index.ts'
import type { Column, Rel, Scalar, SortKey } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { aggregateCall, callOf, isConstant } from '../call.ts'
import { bindItem, ColumnList } from '../columns.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { withoutNulls } from '../not-null.ts'
import { aggregate, filter, limit, project, serialized, sorted as sortedBy } from '../rel.ts'
import { moveToLeft } from '../representative.ts'
import { convert, isDynamic, isError, ref, settled } from '../scalar.ts'
import { originOf, useShared } from '../table.ts'
import { overRows } from '../window.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { extendWith } from './project.ts'
import { grouped, groupKey } from './summarize.ts'

export const where: BindOperator<'where'> = (env, input, op) => {
  const { rel, result } = overRows(env, input, (inner) => settled(bindScalar(inner, op.predicate), 'bool'))
  if (!isError(result) && result.type !== 'bool') {
    const note = op.predicate.kind === 'named' ? "'=' gives a name; values are compared with '=='" : undefined
    env.binder.report(messages.mustBe(op.predicate.span, 'the condition of where', 'bool', result.type, note))
    return input
  }
  if (isError(result)) return input
  const moved = moveToLeft(env, rel, result)
  const filtered = moved.rest ? filter(moved.rel, moved.rest, originOf(env.binder, op.span)) : moved.rel
  return withoutNulls(env.binder.names, rel === input ? filtered : { ...filtered, columns: input.columns }, result)
}

/** Keys as columns: what is not a column already is computed first, unseen. */
export const sortKeys = (env: Env, input: Rel, keys: readonly SortSyntax[]): Rel => {
  const definitions = new Map<number, Scalar>()
  const sorted: SortKey[] = []
  for (const key of keys) {
    const value = bindScalar(withRow(env, rowOf(input)), key.value)
    if (isError(value)) continue
    if (isDynamic(value)) {
      env.binder.report(messages.mustBe(key.value.span, 'what is sorted by', 'a scalar type', 'dynamic'))
      continue
    }
    // A value of a row around this relation is the same for all of its rows.
    if (isConstant(value) || (value.kind === 'column' && !input.columns.some((c) => c.id === value.column.id))) continue
    const column: Column = value.kind === 'column' ? value.column : env.binder.column('$key', value)
    if (value.kind !== 'column') definitions.set(column.id, value)
    const descending = key.direction !== 'asc'
    sorted.push({ column, descending, nullsFirst: key.nulls ? key.nulls === 'first' : !descending })
  }
  const computed =
    definitions.size > 0
      ? {
          ...project(input, [...input.columns, ...sorted.map((k) => k.column).filter((c) => definitions.has(c.id))], definitions),
          columns: input.columns,
        }
      : input
  return sortedBy(computed, sorted)
}

export const sort: BindOperator<'sort'> = (env, input, op) => sortKeys(env, input, op.keys)

/** How many rows an operator takes; undefined after a fault. */
export const bindCount = (env: Env, e: Parameters<typeof bindScalar>[1]): Scalar | undefined => {
  const value = bindScalar(withRow(env, undefined), e)
  if (isError(value)) return undefined
  if (value.kind === 'literal' && typeof value.value === 'bigint' && value.value < 0n) {
    env.binder.report(messages.unsupportedForm(e.span, 'a negative number of rows', 'what the engine makes of it is not documented'))
    return undefined
  }
  if (value.type === 'int' || value.type === 'long') {
    const count = value.type === 'int' ? convert(value, { type: 'long', nullable: value.nullable }) : value
    return value.kind === 'literal' ? count : callOf(env, rowCount, [count], e.span)
  }
  env.binder.report(messages.mustBe(e.span, 'the number of rows', 'long', value.type))
  return undefined
}

export const top: BindOperator<'top'> = (env, input, op) => {
  const n = bindCount(env, op.count)
  const sorted = sortKeys(env, input, op.keys)
  return n ? limit(sorted, n, originOf(env.binder, op.span)) : sorted
}

export const take: BindOperator<'take'> = (env, input, op) => {
  const n = bindCount(env, op.count)
  return n ? limit(input, n, originOf(env.binder, op.span)) : input
}

export const distinct: BindOperator<'distinct'> = (env, input, op) => {
  const inner = withRow(env, rowOf(input))
  const list = new ColumnList(env)
  for (const e of op.columns) {
    if (e.kind === 'star') {
      for (const c of input.columns) list.add({ name: c.name, value: ref(c), declared: true, span: e.span })
      continue
    }
    for (const item of bindItem(inner, e)) list.add(item)
  }
  for (const [i, item] of list.items.entries()) {
    if (!isDynamic(item.value)) continue
    env.binder.report(messages.mustBe((op.columns[i] ?? op).span, `'${item.name}' in distinct`, 'a scalar type', 'dynamic'))
    return undefined
  }
  const keys = list.items.map((i) => groupKey(env, i.name, i.value))
  return grouped(env, input, keys, [], originOf(env.binder, op.span))
}

export const count: BindOperator<'count'> = (env, input, op) => {
  const call = aggregateCall(env, 'count', [])
  const output = env.binder.column(op.as?.name ?? 'Count', { type: 'long', nullable: false })
  return aggregate(input, [], [{ ...call, output }], originOf(env.binder, op.span))
}

/** Rows get a fixed order; the columns of `serialize x = …` are added behind. */
export const serialize: BindOperator<'serialize'> = (env, input, op) => {
  const rel = serialized(input)
  return op.columns.length > 0 ? extendWith(env, rel, op.columns, originOf(env.binder, op.span), false) : rel
}

/** Names the rows so far, for what follows. */
export const as: BindOperator<'as'> = (env, input, op) => {
  const { binder, scope } = env
  const shared = binder.shared(op.name.name, input, wordOf(op.parameters, 'hint.materialized')?.word === 'true')
  if (!scope.has(op.name.name)) scope.set(op.name.name, { kind: 'table', shared })
  return { ...useShared(binder, shared), label: op.name.name }
}

const PROPERTY_VALUES: Readonly<Record<string, readonly string[]>> = {
  kind: ['default', 'unstacked', 'stacked', 'stacked100', 'map'],
  xaxis: ['linear', 'log'],
  yaxis: ['linear', 'log'],
  legend: ['visible', 'hidden'],
  ysplit: ['none', 'axes', 'panels'],
}
const NAMES_COLUMNS: ReadonlySet<string> = new Set(['xcolumn', 'series', 'ycolumns', 'anomalycolumns'])

/** A hint for who shows the result; the rows stay as they are. */
export const render: BindOperator<'render'> = (env, input, op) => {
  const text = (e: (typeof op.properties)[number]) =>
    [e.value, ...(e.rest ?? [])].map((v) => env.binder.source.text.slice(v.span.start, v.span.end)).join(', ')
  if (op.chart !== '' && !CHARTS.has(op.chart)) env.binder.report(messages.unknownKind(op.keyword, op.chart, [...CHARTS]))
  for (const p of op.properties) {
    const allowed = PROPERTY_VALUES[p.name]
    if (allowed && p.value.kind === 'name' && !allowed.includes(p.value.name))
      env.binder.report(messages.unknownKind(p.value.span, p.value.name, allowed))
    if (NAMES_COLUMNS.has(p.name))
      for (const e of [p.value, ...(p.rest ?? [])]) if (e.kind === 'name') bindScalar(withRow(env, rowOf(input)), e)
  }
  env.binder.render = { kind: op.chart, properties: Object.fromEntries(op.properties.map((p) => [p.name, text(p)])) }
  return input
}
