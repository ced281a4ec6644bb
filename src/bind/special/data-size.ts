/** estimate_data_size(a, b) or (*): the bytes of a row's columns, where the documentation says how many they are. */
import { findFunction, operatorFunction } from '../../functions/index.ts'
import type { Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { bindScalar } from '../expression.ts'
import { ERROR, isError, long, ref } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const dataSize: SpecialForm = (env, e) => {
  if (e.args.length === 0) {
    env.binder.report(messages.wrongCount(e.name.span, e.name.name, 0, 1, Number.POSITIVE_INFINITY))
    return ERROR
  }
  for (const a of e.args) {
    if (a.kind === 'name' || (a.kind === 'star' && e.args.length === 1)) continue
    env.binder.report(messages.expected(a.span, 'a column', a.kind === 'star' ? "'*'" : 'an expression'))
    return ERROR
  }
  const columns = e.args.flatMap((a) => (a.kind === 'star' ? (env.row?.columns ?? []).map((c) => ref(c, a.span)) : [bindScalar(env, a)]))
  const text = findFunction('string_size')
  let total: Scalar = long(0)
  for (const c of columns) {
    if (isError(c) || !text) return ERROR
    if (c.type !== 'string' && c.type !== 'long') {
      env.binder.report(
        messages.unsupportedForm(e.span, `'${e.name.name}' of a ${c.type}`, 'its size is documented for long and string alone'),
      )
      return ERROR
    }
    const size = c.type === 'long' ? long(8) : callOf(env, text, [c], e.span)
    total = callOf(env, operatorFunction('+'), [total, size], e.span)
  }
  return total
}
