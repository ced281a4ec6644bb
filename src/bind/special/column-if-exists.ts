/** column_ifexists(name, default): decided when compiling, from the columns in reach. */
import { messages } from '../../text/index.ts'
import { bindScalar, findColumn } from '../expression.ts'
import { ERROR, isError, ref } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

export const columnIfExists: SpecialForm = (env, e) => {
  const [name, otherwise] = e.args
  if (!name || !otherwise || e.args.length !== 2) {
    env.binder.report(messages.wrongCount(e.name.span, e.name.name, e.args.length, 2, 2))
    return ERROR
  }
  const value = bindScalar({ ...env, row: undefined }, name)
  if (isError(value)) return ERROR
  if (value.kind !== 'literal' || typeof value.value !== 'string') {
    env.binder.report(messages.mustBeConstant(name.span, `the name in '${e.name.name}'`))
    return ERROR
  }
  const column = findColumn(env.row?.columns ?? [], value.value)
  return column ? ref(column, e.span) : bindScalar(env, otherwise)
}
