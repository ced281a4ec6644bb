/** Operators that pick rows or values: sample, sample-distinct, top-hitters. */
import type { SampleDistinct, TopHitters } from '../../kql/index.ts'
import type { Rel, SortKey } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { aggregateCall } from '../call.ts'
import { bareColumn, bindItem } from '../columns.ts'
import { type Env, withRow } from '../env.ts'
import { limit } from '../rel.ts'
import { isError } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindOperator } from './index.ts'
import { bindCount } from './rows.ts'
import { grouped, groupKey } from './summarize.ts'

/** Any rows: taken at random. */
export const sample: BindOperator<'sample'> = (env, input, op) => {
  const n = bindCount(env, op.count)
  return n && { ...limit(input, n, originOf(env.binder, op.span), true), ordering: undefined }
}

/** Distinct values of a column: the first ones, where rows have an order. */
export const sampleDistinct: BindOperator<'sample-distinct'> = (env, input, op) => {
  const n = bindCount(env, op.count)
  const item = bindKey(env, input, op)
  if (!n || !item) return undefined
  const origin = originOf(env.binder, op.span)
  return limit(grouped(env, input, [groupKey(env, item.name, item.value)], [], origin), n, origin)
}

/** The column that the values are of. */
const bindKey = (env: Env, input: Rel, op: SampleDistinct | TopHitters) => {
  const inner = withRow(env, { columns: input.columns })
  const [item] = bindItem(inner, op.of)
  if (!item || isError(item.value)) return undefined
  if (!bareColumn(inner, op.of, item.value)) {
    env.binder.report(messages.mustBe(op.of.span, `what '${op.kind}' takes`, 'a column', 'an expression'))
    return undefined
  }
  if (item.value.type !== 'dynamic') return item
  env.binder.report(messages.mustBe(op.of.span, 'what is grouped by', 'a scalar type', 'dynamic'))
  return undefined
}

/**
 * The most frequent values, or those with the greatest sums. The service estimates; this is exact. Of values with the same
 * count the ones that appear last come first, as recorded.
 */
export const topHitters: BindOperator<'top-hitters'> = (env, input, op) => {
  const n = bindCount(env, op.count)
  const key = bindKey(env, input, op)
  const [by] = op.by ? bindItem(withRow(env, { columns: input.columns }), op.by) : []
  if (!n || !key || (op.by && (!by || isError(by.value)))) return undefined
  if (by && !['int', 'long', 'real', 'decimal', 'timespan'].includes(by.value.type)) {
    env.binder.report(messages.mustBe(op.by?.span ?? op.span, 'what is summed up', 'a number', by.value.type))
    return undefined
  }
  const call = by ? aggregateCall(env, 'sum', [by.value]) : aggregateCall(env, 'count', [])
  const output = env.binder.renamed(call.output, by ? `approximate_sum_${by.name}` : `approximate_count_${key.name}`)
  const groups = grouped(env, input, [groupKey(env, key.name, key.value)], [{ ...call, output }], originOf(env.binder, op.span))
  const greatest: SortKey = { column: output, descending: true, nullsFirst: false }
  const last = (groups.ordering?.keys ?? []).map((k): SortKey => ({ ...k, descending: !k.descending }))
  const ordering = { keys: [greatest, ...last], explicit: true, total: last.length > 0, serialized: true }
  return limit({ ...groups, ordering }, n, originOf(env.binder, op.span))
}
