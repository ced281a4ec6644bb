/** now() and ago(): one point in time for the whole query. */
import type { NowScalar, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { infix } from '../call.ts'
import type { Env } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { ERROR, literal, settled } from '../scalar.ts'
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
  return offset ? infix(env, '+', moment(env), bindScalar(env, offset), e.span) : moment(env)
}

export const ago: SpecialForm = (env, e): Scalar => {
  const [span] = e.args
  if (e.args.length !== 1 || !span) {
    env.binder.report(messages.wrongCount(e.name.span, 'ago', e.args.length, 1, 1))
    return ERROR
  }
  const value = settled(bindScalar(env, span), 'timespan')
  if (value.type !== 'timespan' && value !== ERROR) {
    env.binder.report(messages.mustBe(span.span, "the argument of 'ago'", 'timespan', value.type))
    return ERROR
  }
  return infix(env, '-', moment(env), value, e.span)
}
