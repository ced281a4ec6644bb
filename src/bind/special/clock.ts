/** now() and ago(): one point in time for the whole query. */
import type { Expression } from '../../kql/index.ts'
import type { NowScalar, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { infix } from '../call.ts'
import type { Env } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { ERROR, isError, literal, settled } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

/** A constant where the time of the run is known, else the query's one open point in time. */
export const moment = (env: Env): Scalar => (env.binder.now === undefined ? OPEN : literal('datetime', env.binder.now))
const OPEN: NowScalar = { kind: 'now', type: 'datetime', nullable: false }

export const now: SpecialForm = (env, e) => {
  if (e.args.length > 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'now', e.args.length, 0, 1))
    return ERROR
  }
  const [offset] = e.args
  if (!offset) return moment(env)
  const value = spanOf(env, 'now', offset)
  return value === ERROR ? ERROR : infix(env, '+', moment(env), value, e.span)
}

export const ago: SpecialForm = (env, e): Scalar => {
  const [span] = e.args
  if (e.args.length !== 1 || !span) {
    env.binder.report(messages.wrongCount(e.name.span, 'ago', e.args.length, 1, 1))
    return ERROR
  }
  const value = spanOf(env, 'ago', span)
  return value === ERROR ? ERROR : infix(env, '-', moment(env), value, e.span)
}

const spanOf = (env: Env, fn: string, e: Expression): Scalar => {
  const value = settled(bindScalar(env, e), 'timespan')
  if (value.type === 'timespan' || isError(value)) return value
  env.binder.report(messages.mustBe(e.span, `the argument of '${fn}'`, 'timespan', value.type))
  return ERROR
}
