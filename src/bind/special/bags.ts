/** Bags and arrays that take the names of columns from the query. */
import { bagPackFilled, findFunction } from '../../functions/index.ts'
import type { Call } from '../../kql/index.ts'
import type { Column, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import type { Env } from '../env.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { ERROR, isError, literal, ref } from '../scalar.ts'
import { bindTable } from '../table.ts'
import type { SpecialForm } from './index.ts'

const registered = (env: Env, name: string, args: readonly Scalar[], e: Call): Scalar => {
  const fn = findFunction(name)
  if (!fn) throw new Error(`'${name}' is not in the registry`)
  return callOf(env, fn, args, e.span, e.name.span)
}

const namesAndValues = (columns: readonly Column[]): Scalar[] => columns.flatMap((c) => [literal('string', c.name), ref(c)])

/** `pack_all([ignore_null_empty])`: all columns of the row. */
export const packAll: SpecialForm = (env, e) => {
  const [flag] = e.args
  if (e.args.length > 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'pack_all', e.args.length, 0, 1))
    return ERROR
  }
  const ignore = flag && bindScalar(withRow(env, undefined), flag)
  if (ignore && isError(ignore)) return ERROR
  if (ignore && (ignore.kind !== 'literal' || ignore.type !== 'bool')) {
    env.binder.report(messages.mustBeConstant(flag.span, "the argument of 'pack_all'"))
    return ERROR
  }
  const columns = env.row?.columns ?? []
  if (columns.length === 0) return literal('dynamic', '{}', e.span)
  const args = namesAndValues(columns)
  return ignore?.value === true ? callOf(env, bagPackFilled, args, e.span, e.name.span) : registered(env, 'bag_pack', args, e)
}

/** `bag_pack_columns(a, b)`: the columns with their names. */
export const bagPackColumns: SpecialForm = (env, e) => {
  if (e.args.length === 0) {
    env.binder.report(messages.wrongCount(e.name.span, 'bag_pack_columns', 0, 1, Number.POSITIVE_INFINITY))
    return ERROR
  }
  const values = e.args.map((a) => bindScalar(env, a))
  if (values.some(isError)) return ERROR
  const columns: Column[] = []
  for (const [i, v] of values.entries()) {
    if (v.kind === 'column') columns.push(v.column)
    else env.binder.report(messages.expected(e.args[i]?.span ?? e.span, 'a column', 'an expression'))
  }
  return columns.length === values.length ? registered(env, 'bag_pack', namesAndValues(columns), e) : ERROR
}

/** `pack_array(…)`, in which `*` stands for all columns. */
export const packArray: SpecialForm = (env, e) => {
  const args = e.args.flatMap((a) => (a.kind === 'star' ? (env.row?.columns ?? []).map((c) => ref(c, a.span)) : [bindScalar(env, a)]))
  return registered(env, 'pack_array', args, e)
}

/** `column_names_of(T)`: known when compiling. */
export const columnNamesOf: SpecialForm = (env, e) => {
  const [table] = e.args
  if (!table || e.args.length !== 1) {
    env.binder.report(messages.wrongCount(e.name.span, 'column_names_of', e.args.length, 1, 1))
    return ERROR
  }
  const rel = bindTable(withRow(env, undefined), table)
  return rel ? literal('dynamic', JSON.stringify(rel.columns.map((c) => c.name)), e.span) : ERROR
}
