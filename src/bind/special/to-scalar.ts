/** toscalar(T): the first column of the first row. A scalar argument is that scalar. */
import { messages } from '../../text/index.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { limit } from '../rel.ts'
import { ERROR, long } from '../scalar.ts'
import { bindTable, isTabular } from '../table.ts'
import type { SpecialForm } from './index.ts'

export const toScalar: SpecialForm = (env, e) => {
  const [arg] = e.args
  if (!arg || e.args.length !== 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'toscalar', e.args.length, 1, 1))
    return ERROR
  }
  // Its query is computed once, so it can't see the columns around it.
  const inner = withRow(env, undefined)
  if (!isTabular(inner, arg)) return bindScalar(inner, arg)
  const rel = bindTable(inner, arg)
  const column = rel?.columns[0]
  if (!rel || !column) return ERROR
  return { kind: 'subquery', rel: limit(rel, long(1)), type: column.type, form: column.form, nullable: true, span: e.span }
}
