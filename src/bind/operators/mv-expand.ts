/** mv-expand: a row for each element of arrays, side by side. */
import type { MvExpandItem } from '../../kql/index.ts'
import type { Column, Ordering, Rel, Scalar, Unnest } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import type { ValueType } from '../../types/index.ts'
import { bareColumn, ColumnList, splitNamed } from '../columns.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { project } from '../rel.ts'
import { nameOf } from '../result-name.ts'
import { isError, long, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { bindCount } from './rows.ts'

export interface ExpandedItem {
  readonly item: Unnest['items'][number]
  /** The input column whose place the output takes. */
  readonly replaces: Column | undefined
  /** A column under its own name: `mv-expand d`. */
  readonly bare: boolean
}

const SECOND = ['a second column of the same name', 'which of the two the result has is not documented'] as const

/** The items of mv-expand and mv-apply; undefined after a fault. */
export const bindExpandItems = (env: Env, input: Rel, items: readonly MvExpandItem[]): ExpandedItem[] | undefined => {
  const inner = withRow(env, rowOf(input))
  const bound: ExpandedItem[] = []
  const list = new ColumnList(env, input.columns)
  for (const i of items) {
    const { names, value: e } = splitNamed(i.value)
    const value = bindScalar(inner, e)
    if (isError(value)) return undefined
    if (value.type !== 'dynamic') {
      env.binder.report(messages.mustBe(e.span, 'what is expanded', 'dynamic', value.type))
      return undefined
    }
    const column = names.length === 0 ? bareColumn(inner, e, value) : undefined
    const name = names[0]?.name ?? column?.name ?? (nameOf(inner, e) || list.nameless())
    if (bound.some((b) => b.item.output.name === name)) {
      const { span } = i.value
      const declared = names.length > 0 || column !== undefined
      env.binder.report(declared ? messages.duplicateColumn(span, name) : messages.unsupportedForm(span, ...SECOND))
      return undefined
    }
    const type: ValueType = i.toType && i.toType !== 'dynamic' ? { type: i.toType, nullable: true } : { type: 'dynamic', nullable: true }
    const output = env.binder.column(name, type)
    bound.push({
      item: { output, value, toType: i.toType },
      replaces: input.columns.find((c) => c.name === name),
      bare: names.length === 0 && e.kind === 'name',
    })
  }
  return bound
}

/** The old spelling `mvexpand` stops after 128 elements. */
const oldLimit = (env: Env, keyword: Span): Scalar | undefined =>
  env.binder.source.text.slice(keyword.start, keyword.end) === 'mvexpand' ? long(128) : undefined

export const mvExpand: BindOperator<'mv-expand'> = (env, input, op) => {
  const items = bindExpandItems(env, input, op.items)
  if (!items) return undefined
  const limit = op.limit ? bindCount(env, op.limit) : oldLimit(env, op.keyword)
  const kind = wordOf(op.parameters, 'kind')?.word ?? wordOf(op.parameters, 'bagexpansion')?.word
  const itemIndex = wordOf(op.parameters, 'with_itemindex')
  const origin = originOf(env.binder, op.span)
  const rel = unnest(env, input, items, { bags: kind === 'array' ? 'array' : 'bag', limit, keepEmpty: true, origin })
  if (!itemIndex) return rel
  const list = new ColumnList(env)
  for (const c of rel.columns) list.add({ name: c.name, value: ref(c), declared: true, span: op.span })
  const column = env.binder.column(list.unique(itemIndex.word), { type: 'long', nullable: false })
  return project(rel, [...rel.columns, column], new Map([[column.id, ref(rel.index)]]), origin)
}

interface UnnestOptions {
  readonly bags: 'bag' | 'array'
  readonly limit: Unnest['limit']
  readonly keepEmpty: boolean
  readonly origin: ReturnType<typeof originOf>
}

/** The node; outputs stand in the place of the columns they replace, else behind. */
export const unnest = (env: Env, input: Rel, items: readonly ExpandedItem[], options: UnnestOptions): Unnest => {
  const columns = [...input.columns]
  for (const { item, replaces } of items) {
    const at = replaces ? columns.indexOf(replaces) : -1
    if (at >= 0) columns[at] = item.output
    else columns.push(item.output)
  }
  const index = env.binder.column('$index', { type: 'long', nullable: false })
  const { ordering } = input
  // The elements of a row stay together and in order.
  const expanded: Ordering | undefined = ordering && {
    keys: [...ordering.keys, { column: index, descending: false, nullsFirst: true }],
    explicit: ordering.explicit,
    total: ordering.total,
    serialized: ordering.serialized,
  }
  return { kind: 'unnest', input, items: items.map((i) => i.item), index, columns, ordering: expanded, ...options }
}
