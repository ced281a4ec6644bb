/** around(value, center, delta): between center − delta and center + delta, so that a constant range can skip data. */
import { operatorFunction } from '../../functions/index.ts'
import type { Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { isNumber } from '../../types/index.ts'
import { callOf, infix } from '../call.ts'
import { bindScalar } from '../expression.ts'
import { ERROR, isError } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const around: SpecialForm = (env, e) => {
  const [value, center, delta] = e.args.map((a) => bindScalar(env, a))
  if (!value || !center || !delta || e.args.length !== 3) {
    env.binder.report(messages.wrongCount(e.name.span, 'around', e.args.length, 3, 3))
    return ERROR
  }
  if ([value, center, delta].some(isError)) return ERROR
  if (!fits(value, center, delta)) {
    env.binder.report(messages.unsupportedFunction(e.name.span, 'around', 'what is around a value of such a type is not documented'))
    return ERROR
  }
  const [low, high] = [infix(env, '-', center, delta, e.span), infix(env, '+', center, delta, e.span)]
  return callOf(env, operatorFunction('between'), [value, low, high], e.span)
}

/** Numbers around numbers, times around times. */
const fits = (value: Scalar, center: Scalar, delta: Scalar): boolean => {
  if (isNumber(center.type)) return isNumber(delta.type) && (isNumber(value.type) || value.type === 'dynamic')
  return delta.type === 'timespan' && value.type === center.type && (center.type === 'datetime' || center.type === 'timespan')
}
