/** column_ifexists(name, default) and iscolumnexists(name): decided when compiling, from the columns in reach. */
import type { Expression } from '../../kql/index.ts'
import { messages } from '../../text/index.ts'
import { promotes } from '../../types/index.ts'
import type { Env } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { ERROR, isError, literal, ref } from '../scalar.ts'
import type { SpecialForm } from './index.ts'

/** The name that a constant argument holds; undefined after a fault, which is reported. */
const constantName = (env: Env, fn: string, name: Expression): string | undefined => {
  const value = bindScalar({ ...env, row: undefined }, name)
  if (isError(value)) return undefined
  if (value.kind === 'literal' && typeof value.value === 'string' && (value.type === 'string' || value.type === 'dynamic'))
    return value.value
  env.binder.report(messages.mustBeConstant(name.span, `the name in '${fn}'`))
  return undefined
}

export const isColumnExists: SpecialForm = (env, e) => {
  const [name] = e.args
  if (!name || e.args.length !== 1) {
    env.binder.report(messages.wrongCount(e.name.span, e.name.name, e.args.length, 1, 1))
    return ERROR
  }
  const text = constantName(env, e.name.name, name)
  return text === undefined ? ERROR : literal('bool', (env.row && env.binder.find(env.row.columns, text)) !== undefined, e.span)
}

export const columnIfExists: SpecialForm = (env, e) => {
  const [name, otherwise] = e.args
  if (!name || !otherwise || e.args.length !== 2) {
    env.binder.report(messages.wrongCount(e.name.span, e.name.name, e.args.length, 2, 2))
    return ERROR
  }
  const text = constantName(env, e.name.name, name)
  if (text === undefined) return ERROR
  const column = env.row && env.binder.find(env.row.columns, text)
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
