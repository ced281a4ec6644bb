/** ingestion_time(): files keep none, so the record's own times stand for it, with a warning. */
import { findFunction } from '../../functions/index.ts'
import type { Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { ERROR, literal, ref } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

/** From the best on: when the service got the record, when it was made. */
const STANDINS = ['_TimeReceived', 'TimeGenerated', 'Timestamp']

export const ingestionTime: SpecialForm = (env, e) => {
  if (e.args.length > 0) {
    env.binder.report(messages.wrongCount(e.name.span, e.name.name, e.args.length, 0, 0))
    return ERROR
  }
  const columns = STANDINS.map((name) => env.row && env.binder.find(env.row.columns, name)).filter((c) => c?.type === 'datetime')
  env.binder.report(
    messages.ingestionTimeFromColumns(
      e.span,
      columns.map((c) => c?.name ?? ''),
    ),
  )
  const values = columns.flatMap((c): Scalar[] => (c ? [ref(c, e.span)] : []))
  const [only] = values
  if (!only) return literal('datetime', null, e.span)
  const coalesce = findFunction('coalesce')
  return values.length > 1 && coalesce ? callOf(env, coalesce, values, e.span) : only
}
