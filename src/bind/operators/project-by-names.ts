/** project-by-names: columns by texts that name them, with `*` for any characters. */
import type { Column } from '../../plan/index.ts'
import { messages, wildcardRegex } from '../../text/index.ts'
import { withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { pick } from '../rel.ts'
import { isError } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindOperator } from './index.ts'

/** The columns in the order in which they are named; names that no column has are passed over. */
export const projectByNames: BindOperator<'project-by-names'> = (env, input, op) => {
  const columns: Column[] = []
  for (const e of op.columns) {
    const value = bindScalar(withRow(env, undefined), e)
    if (isError(value)) return undefined
    const names = value.kind === 'literal' ? namesIn(value.type, value.value) : undefined
    if (!names) {
      env.binder.report(messages.mustBeConstant(e.span, 'a name, or an array of names, in project-by-names'))
      return undefined
    }
    for (const name of names) {
      const named = wildcardRegex(name)
      columns.push(...input.columns.filter((c) => named.test(c.name) && !columns.includes(c)))
    }
  }
  return pick(input, columns, originOf(env.binder, op.span))
}

const namesIn = (type: string, value: unknown): readonly string[] | undefined => {
  if (typeof value !== 'string') return undefined
  if (type === 'string') return [value]
  const list: unknown = type === 'dynamic' ? JSON.parse(value) : undefined
  if (typeof list === 'string') return [list]
  return Array.isArray(list) && list.every((n): n is string => typeof n === 'string') ? list : undefined
}
