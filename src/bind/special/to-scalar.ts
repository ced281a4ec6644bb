/** toscalar(T): the first column of the first row. A scalar argument is that scalar. */
import { isVolatile, isVolatileRel, type Rel, type Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type Env, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { limit } from '../rel.ts'
import { ERROR, long } from '../scalar.ts'
import { bindTable, isTabular, useShared } from '../table.ts'
import type { SpecialForm } from './index.ts'

/** What changes each time it is computed is computed once, however often a variable for it is used. */
const shared = (env: Env, rel: Rel): Rel => (isVolatileRel(rel) ? useShared(env.binder, env.binder.shared('scalar', rel, true)) : rel)

const once = (env: Env, value: Scalar): Scalar => {
  if (!isVolatile(value)) return value
  const column = env.binder.column('value', value)
  const rel = shared(env, { kind: 'values', rows: [[value]], columns: [column] })
  return { kind: 'subquery', rel, type: value.type, form: value.form, nullable: value.nullable, span: value.span }
}

export const toScalar: SpecialForm = (env, e) => {
  const [arg] = e.args
  if (!arg || e.args.length !== 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'toscalar', e.args.length, 1, 1))
    return ERROR
  }
  // Its query is computed once, so it can't see the columns around it.
  const inner = withRow(env, undefined)
  if (!isTabular(inner, arg)) return once(env, bindScalar(inner, arg))
  const rel = bindTable(inner, arg)
  const column = rel?.columns[0]
  if (!rel || !column) return ERROR
  return { kind: 'subquery', rel: shared(env, limit(rel, long(1))), type: column.type, form: column.form, nullable: true, span: e.span }
}
