/** column_ifexists(name, default): decided when compiling, from the columns in reach. */
import { messages } from '../../text/index.ts'
import { promotes } from '../../types/index.ts'
import { bindScalar, findColumn } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
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
  const fallback = bindScalar(env, otherwise)
  if (!column || isError(fallback)) return fallback
  const found = ref(column, e.span)
  if (column.type === fallback.type || promotes(fallback.type, column.type)) return found
  // Microsoft's parser gives the result the type of the default; whether the engine converts is not recorded.
  env.binder.report(
    messages.caveat(
      e.span,
      e.name.name,
      `the column is ${column.type}, the default ${fallback.type}: the column is converted to ${fallback.type}`,
    ),
  )
  return promotedTo(env, found, fallback.type)
}
