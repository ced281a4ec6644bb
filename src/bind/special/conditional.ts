/** iff(), iif() and case(): the first condition that is true decides; null counts as not true. */
import type { Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { commonType, type KustoType } from '../../types/index.ts'
import { bindScalar } from '../expression.ts'
import { convert, ERROR, isError, settled } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const conditional: SpecialForm = (env, e) => {
  const { binder } = env
  const name = e.name.name
  const fits = name === 'case' ? e.args.length >= 3 && e.args.length % 2 === 1 : e.args.length === 3
  if (!fits) {
    binder.report(messages.wrongCount(e.name.span, name, e.args.length, 3, name === 'case' ? Number.POSITIVE_INFINITY : 3))
    return ERROR
  }
  const bound = e.args.map((a) => bindScalar(env, a))
  const args = bound.map((a, i) => (i % 2 === 0 && i < bound.length - 1 ? settled(a, 'bool') : a))
  if (args.some(isError)) return ERROR
  const conditions = args.filter((_, i) => i % 2 === 0 && i < args.length - 1)
  const values = args.filter((_, i) => i % 2 === 1 || i === args.length - 1)
  for (const [i, c] of conditions.entries()) {
    if (c.type === 'bool') continue
    binder.report(messages.mustBe(e.args[2 * i]?.span ?? e.span, `a condition of '${name}'`, 'bool', c.type))
    return ERROR
  }
  const type = resultType(values)
  const form = type === 'dynamic' && values.every((v) => v.form === values[0]?.form) ? values[0]?.form : undefined
  const nullable = type !== 'string' && values.some((v) => v.nullable || v.type !== type)
  const fitted = values.map((v) => (v.type === type && v.form === form ? v : convert(v, { type, form, nullable: v.nullable })))
  const otherwise = fitted.at(-1) ?? ERROR
  const whens = conditions.map((when, i) => ({ when, then: fitted[i] ?? ERROR }))
  return { kind: 'case', whens, otherwise, type, form, nullable, span: e.span }
}

/** Dynamic values give way to the type of the others; any mixture without a common type is dynamic. */
const resultType = (values: readonly Scalar[]): KustoType => {
  const solid = values.filter((v) => v.type !== 'dynamic').map((v) => v.type)
  return commonType(solid) ?? 'dynamic'
}
