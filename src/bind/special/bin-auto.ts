/** bin_auto(value): a bin of the size, and from the point, that the query's options say. */
import { findFunction } from '../../functions/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { ERROR } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const binAuto: SpecialForm = (env, e) => {
  const { binder } = env
  const [value] = e.args
  if (!value || e.args.length !== 1) {
    binder.report(messages.wrongCount(e.name.span, 'bin_auto', e.args.length, 1, 1))
    return ERROR
  }
  const [size, at] = ['query_bin_auto_size', 'query_bin_auto_at'].map((name) => binder.options.get(name))
  const fn = findFunction(at ? 'bin_at' : 'bin')
  if (!size || !fn) {
    binder.report(messages.lacksOption(e.span, 'bin_auto', 'query_bin_auto_size'))
    return ERROR
  }
  const constants = [size, ...(at ? [at] : [])].map((option) => bindScalar(withRow(env, undefined), option))
  return callOf(env, fn, [bindScalar(env, value), ...constants], e.span, e.name.span)
}
