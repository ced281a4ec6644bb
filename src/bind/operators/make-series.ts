/** make-series: gapless series of aggregates over an axis. */
import { type FunctionDef, findFunction } from '../../functions/index.ts'
import type { MakeSeries } from '../../kql/index.ts'
import type { CallColumn, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type KustoType, promotes } from '../../types/index.ts'
import { callOf } from '../call.ts'
import { bindItem, ColumnList } from '../columns.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { isError, isOpen, literal } from '../scalar.ts'
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
  if (!boundsFit(env, op, bounds, type)) return undefined
  const [start, to] = bounds.slice(0, 2).map((b) => b && promotedTo(env, b, type))
  const width = bounds[2]
  if (!width || !op.step) {
    binder.report(messages.unsupportedForm(op.span, 'make-series without a step', 'the width of a bin is not defined then'))
    return undefined
  }
  const step = type === 'datetime' ? width : promotedTo(env, width, type)
  // In a range the bins are those of bin(), so that the first one may begin before the range.
  const from = op.inRange && start ? callOf(env, findFunction('bin') as FunctionDef, [start, step], op.span) : start
  const checked = checkBins(env, op, from, to, step)
  if (checked === undefined) return undefined
  const missing = [...(from ? [] : ['from']), ...(to ? [] : ['to'])]
  if (missing.length > 0) binder.report(messages.openAxis(op.keyword, missing))
  const keyCount = list.items.length
  const aggregates = bindSeriesAggregates(env, input, op, list)
  if (!aggregates) return undefined
  list.add(axis)
  const keys = list.items.slice(0, keyCount).map((i) => ({ output: binder.column(i.name, i.value), value: i.value }))
  const names = list.items.slice(keyCount)
  const values = aggregates.values.map(({ value, filler }, i) => ({
    output: binder.column(names[i]?.name ?? '', { type: 'dynamic', form: `${value.type}[]`, nullable: false }),
    value,
    default: filler,
  }))
  const axisColumn = binder.column(names.at(-1)?.name ?? axis.name, { type: 'dynamic', form: `${type}[]`, nullable: false })
  return {
    kind: 'series',
    input,
    keys,
    calls: aggregates.calls,
    aggregates: values,
    axis: {
      output: axisColumn,
      value: promotedTo(env, axis.value, type),
      from,
      to,
      step,
      inclusive: op.inRange,
      least: from === start ? undefined : start,
      checked,
    },
    nonEmpty: wordOf(op.parameters, 'kind')?.word === 'nonempty',
    columns: [...keys.map((k) => k.output), ...values.map((v) => v.output), axisColumn],
    origin: originOf(binder, op.span),
  }
}

/** Whether the ends and the step are of the axis's type, or convert to it; another is reported. */
const boundsFit = (env: Env, op: MakeSeries, bounds: readonly (Scalar | undefined)[], axis: KustoType): boolean => {
  const places = [op.from, op.to, op.step]
  const wrong = bounds.findIndex((b, i) => {
    const wanted = i === 2 && axis === 'datetime' ? 'timespan' : axis
    return b && b.type !== wanted && !isOpen(b) && !promotes(b.type, wanted)
  })
  const [place, bound] = [places[wrong], bounds[wrong]]
  if (!place || !bound) return true
  const what = `the ${['beginning', 'end', 'step'][wrong]} of a series`
  env.binder.report(messages.mustBe(place.span, what, wrong === 2 && axis === 'datetime' ? 'timespan' : axis, bound.type))
  return false
}

/** What a series may hold, 2^20 values. */
const LIMIT = 1n << 20n

/** Whether the number of bins is known, and within the limit; undefined after a fault. */
const checkBins = (env: Env, op: MakeSeries, from: Scalar | undefined, to: Scalar | undefined, step: Scalar): boolean | undefined => {
  const [f, t, width] = [from, to, step].map((s) => (s?.kind === 'literal' ? s.value : undefined))
  if (width === null || (width !== undefined && Number(width) <= 0)) {
    env.binder.report(messages.badStep(op.step?.span ?? op.span))
    return undefined
  }
  if (typeof f !== 'bigint' || typeof t !== 'bigint' || typeof width !== 'bigint') return false
  const bins = op.inRange ? (t - f) / width + 1n : (t - f + width - 1n) / width
  if (bins <= LIMIT) return true
  env.binder.report(messages.seriesTooLong(op.span, bins, LIMIT))
  return undefined
}

interface SeriesAggregates {
  readonly calls: readonly CallColumn[]
  /** Each with the value for empty bins: the declared default, else 0 of its type. */
  readonly values: readonly { readonly value: Scalar; readonly filler: Scalar }[]
}

const bindSeriesAggregates = (env: Env, input: Rel, op: MakeSeries, list: ColumnList): SeriesAggregates | undefined => {
  const calls: CallColumn[] = []
  const values: { value: Scalar; filler: Scalar }[] = []
  for (const a of op.aggregates) {
    const bound = bindAggregates(env, input, [a.value], op.by, list.items)
    const [item] = bound.items
    if (!item) return undefined
    if (bound.items.length > 1) {
      env.binder.report(messages.unsupportedForm(a.span, 'this aggregate in make-series', 'each must give one column'))
      return undefined
    }
    const given = a.default && bindScalar(withRow(env, undefined), a.default)
    if (isError(item.value) || (given && isError(given))) return undefined
    if (NOT_NUMERIC.includes(item.value.type)) {
      env.binder.report(messages.mustBe(a.span, 'an aggregate of make-series', 'a number', item.value.type))
      return undefined
    }
    list.add(item)
    calls.push(...bound.calls)
    // A real default among whole numbers makes all of them reals.
    const real = given?.type === 'real' && !(given.kind === 'literal' && given.value === null) && INTEGERS.includes(item.value.type)
    const value = real ? promotedTo(env, item.value, 'real') : item.value
    values.push({ value, filler: given ? promotedTo(env, given, value.type) : zero(value.type) })
  }
  return { calls, values }
}

const NOT_NUMERIC: readonly KustoType[] = ['dynamic', 'string', 'guid', 'bool']
const INTEGERS: readonly KustoType[] = ['int', 'long']

const zero = (type: KustoType): Scalar => {
  if (type === 'real') return literal('real', 0)
  if (type === 'int' || type === 'long' || type === 'timespan') return literal(type, 0n)
  if (type === 'decimal') return literal('decimal', '0')
  return literal(type, null)
}
