/** Operators that begin a pipeline with rows of their own: print, range, datatable. */
import type { Column, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { commonType } from '../../types/index.ts'
import { bindItem, ColumnList, splitNamed } from '../columns.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { project, SINGLE } from '../rel.ts'
import { convert, ERROR, isError, literal } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindSource } from './index.ts'

/** One row; a value without a name is print_0, print_1 … by its place. */
export const print: BindSource<'print'> = (env, _input, op) => {
  const { binder } = env
  const inner = withRow(env, undefined)
  const list = new ColumnList(env)
  for (const [at, e] of op.columns.entries()) {
    const named = splitNamed(e).names.length > 0
    const items = bindItem(inner, e, false)
    const several = items.length > 1 || items[0]?.value.kind === 'field'
    for (const item of items) list.add(named || several ? item : { ...item, name: `print_${at}`, declared: false })
  }
  const origin = originOf(binder, op.span)
  const columns = list.items.map((i) => binder.column(i.name, i.value))
  const definitions = new Map(list.items.map((item, i) => [columns[i]?.id ?? 0, item.value]))
  return project({ kind: 'values', rows: [[]], columns: [], ordering: SINGLE }, columns, definitions, origin)
}

export const range: BindSource<'range'> = (env, _input, op) => {
  const { binder } = env
  const inner = withRow(env, undefined)
  const [from, to, step] = [op.from, op.to, op.step].map((e) => bindScalar(inner, e)) as [Scalar, Scalar, Scalar]
  if ([from, to, step].some(isError)) return undefined
  const numbers = commonType([from.type, to.type, step.type])
  const isTime = from.type === 'datetime' || from.type === 'timespan'
  const type = isTime ? (to.type === from.type && step.type === 'timespan' ? from.type : undefined) : numbers
  if (!type || (!isTime && !['int', 'long', 'real'].includes(type))) {
    binder.report(
      messages.noOverload(
        op.span,
        'range',
        [from.type, to.type, step.type],
        ['from, to and step of one number type', 'two datetimes or timespans and a timespan'],
      ),
    )
    return undefined
  }
  if (step.kind === 'literal' && (step.value === 0n || step.value === 0)) {
    binder.report(messages.unsupportedForm(op.step.span, 'a step of 0', 'what range makes of it is not documented'))
    return undefined
  }
  const adapt = (s: Scalar, t = type) => (s.type === t ? s : convert(s, { type: t, nullable: s.nullable }))
  const column = binder.column(op.column.name, { type, nullable: false })
  const descending = step.kind === 'literal' && (typeof step.value === 'bigint' || typeof step.value === 'number') && step.value < 0
  return {
    kind: 'range',
    from: adapt(from),
    to: adapt(to),
    step: isTime ? step : adapt(step),
    columns: [column],
    ordering: { keys: [{ column, descending, nullsFirst: true }], explicit: false, total: true, serialized: true },
    origin: originOf(binder, op.span),
  }
}

export const datatable: BindSource<'datatable'> = (env, _input, op) => {
  const { binder } = env
  const inner = withRow(env, undefined)
  const width = op.columns.length
  if (width === 0 || op.values.length % width !== 0) {
    binder.report(messages.unevenDatatable(op.span, op.values.length, width))
    return undefined
  }
  const rows: Scalar[][] = []
  for (const [i, e] of op.values.entries()) {
    const declared = op.columns[i % width]
    if (i % width === 0) rows.push([])
    const value = bindScalar(inner, e)
    const type = declared?.type ?? 'dynamic'
    rows.at(-1)?.push(isError(value) ? literal(type, type === 'string' ? '' : null) : asCell(env, value, type))
  }
  const columns = op.columns.map(
    (c, i): Column => binder.column(c.name.name, { type: c.type, nullable: c.type !== 'string' && rows.some((r) => r[i]?.nullable) }),
  )
  const seen = new Set<string>()
  for (const c of op.columns) {
    if (seen.has(c.name.name)) binder.report(messages.duplicateColumn(c.name.span, c.name.name))
    seen.add(c.name.name)
  }
  const ordinal = binder.column('$ordinal', { type: 'long', nullable: false })
  return {
    kind: 'values',
    rows,
    columns,
    ordinal,
    ordering: { keys: [{ column: ordinal, descending: false, nullsFirst: true }], explicit: false, total: true, serialized: false },
    origin: originOf(binder, op.span),
  }
}

/** A cell in its column's type; `dynamic(null)` and the like are null of any type. */
const asCell = (env: Parameters<typeof promotedTo>[0], value: Scalar, type: Column['type']): Scalar => {
  if (value.type === type) return value
  if (value.kind === 'literal' && value.value === null) return literal(type, type === 'string' ? '' : null)
  if (type === 'dynamic') return convert(value, { type, nullable: value.nullable })
  return promotedTo(env, value, type) ?? ERROR
}
