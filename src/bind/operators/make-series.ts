/** make-series: gapless series of aggregates over an axis. */
import type { CallColumn, Column, Rel, Scalar, Series } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { bindItem, ColumnList } from '../columns.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { isError, literal } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { bindAggregates, bindKeys } from './summarize.ts'

const AXIS_TYPES: readonly KustoType[] = ['datetime', 'timespan', 'int', 'long', 'real']

export const makeSeries: BindOperator<'make-series'> = (env, input, op) => {
  const { binder } = env
  const inner = withRow(env, rowOf(input))
  const constant = withRow(env, undefined)
  const [axis] = bindItem(inner, op.on)
  const bounds = [op.from, op.to, op.step].map((e) => e && bindScalar(constant, e))
  const list = new ColumnList(env)
  if (!axis || isError(axis.value) || !bindKeys(env, input, op.by, list) || bounds.some((b) => b && isError(b))) return undefined
  if (!AXIS_TYPES.includes(axis.value.type)) {
    binder.report(messages.mustBe(op.on.span, 'the axis of make-series', 'a number, datetime or timespan', axis.value.type))
    return undefined
  }
  const type = axis.value.type === 'int' ? 'long' : axis.value.type
  const [from, to] = bounds.slice(0, 2).map((b) => b && promotedTo(env, b, type))
  const step = bounds[2]
  if (!step) {
    binder.report(messages.unsupportedForm(op.span, 'make-series without a step', 'the width of a bin is not defined then'))
    return undefined
  }
  const keyCount = list.items.length
  const bound = bindSeriesAggregates(env, input, op, list)
  if (!bound) return undefined
  list.add(axis)
  const keys = list.items.slice(0, keyCount).map((i) => ({ output: binder.column(i.name, i.value), value: i.value }))
  const names = list.items.slice(keyCount)
  const series = bound.aggregates.map((a, i) => ({ ...a, output: { ...a.output, name: names[i]?.name ?? a.output.name } }))
  const axisColumn = binder.column(names.at(-1)?.name ?? axis.name, { type: 'dynamic', form: `${type}[]`, nullable: false })
  return {
    kind: 'series',
    input,
    keys,
    calls: bound.calls,
    aggregates: series,
    axis: {
      output: axisColumn,
      value: promotedTo(env, axis.value, type),
      from,
      to,
      step: type === 'datetime' ? step : promotedTo(env, step, type),
      inclusive: op.inRange,
    },
    nonEmpty: wordOf(op.parameters, 'kind')?.word === 'nonempty',
    columns: [...keys.map((k) => k.output), ...series.map((s) => s.output), axisColumn],
    origin: originOf(binder, op.span),
  }
}

/** The arrays with their elements, and with the values for empty bins: the declared default, else 0 of the elements' type. */
const bindSeriesAggregates = (
  env: Env,
  input: Rel,
  op: Parameters<typeof makeSeries>[2],
  list: ColumnList,
): Pick<Series, 'calls' | 'aggregates'> | undefined => {
  const all: CallColumn[] = []
  const aggregates: Series['aggregates'][number][] = []
  for (const a of op.aggregates) {
    const { calls, items } = bindAggregates(env, input, [a.value], op.by, list.items)
    const [item] = items
    if (!item || items.length !== 1) {
      if (item) env.binder.report(messages.unsupportedForm(a.span, 'this aggregate in make-series', 'it has several columns'))
      return undefined
    }
    const { value } = item
    list.add(item)
    all.push(...calls)
    const filler = a.default && bindScalar(withRow(env, undefined), a.default)
    const otherwise = filler ? promotedTo(env, filler, value.type) : zero(value.type)
    const output = env.binder.column(item.name, { type: 'dynamic', form: `${value.type}[]`, nullable: false })
    aggregates.push({ output, value, default: otherwise })
  }
  return { calls: all, aggregates }
}

const zero = (type: Column['type']): Scalar => {
  if (type === 'real') return literal('real', 0)
  if (type === 'int' || type === 'long' || type === 'timespan') return literal(type, 0n)
  if (type === 'decimal') return literal('decimal', '0')
  return literal(type, type === 'string' ? '' : null)
}
