/** extract() and extract_json() with a type: their text is then converted as `to<type>()` does it. */
import { findFunction } from '../../functions/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { ERROR } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const typedExtract: SpecialForm = (env, e) => {
  const fn = findFunction(e.name.name)
  if (!fn) return ERROR
  const last = e.args.at(-1)
  const given = last?.kind === 'typeof' ? e.args.slice(0, -1) : e.args
  const text = callOf(
    env,
    fn,
    given.map((a) => bindScalar(env, a)),
    e.span,
    e.name.span,
  )
  if (last?.kind !== 'typeof') return text
  const type = last.types[0] ?? '*'
  if (type !== '*') return promotedTo(env, text, type)
  env.binder.report(messages.mustBe(last.span, `the type of '${e.name.name}'`, 'a scalar type', type))
  return ERROR
}
