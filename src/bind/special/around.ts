/** around(value, center, delta): between center − delta and center + delta, so that a constant range can skip data. */
import { operatorFunction } from '../../functions/index.ts'
import { messages } from '../../text/index.ts'
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
  const [low, high] = [infix(env, '-', center, delta, e.span), infix(env, '+', center, delta, e.span)]
  return isError(low) || isError(high) ? ERROR : callOf(env, operatorFunction('between'), [value, low, high], e.span)
}
