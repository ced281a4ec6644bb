/** The arguments of a plugin's call. */
import type { Call, Expression } from '../../kql/index.ts'
import type { Column, Rel, Scalar } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import type { LiteralValue } from '../../types/index.ts'
import { isConstant } from '../call.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { suggestName } from '../name.ts'
import { isError } from '../scalar.ts'

export type Arguments<Name extends string> = Readonly<Partial<Record<Name, Expression>>> & { readonly rest: readonly Expression[] }

/**
 * The arguments by the names of the parameters, in order or named; what is left of the positional ones is in `rest`. Undefined after a
 * fault, which is reported: fewer than `least`, or more than there are names where `more` isn't set.
 */
export const argumentsOf = <Name extends string>(
  env: Env,
  call: Call,
  names: readonly Name[],
  least: number,
  more = false,
): Arguments<Name> | undefined => {
  const found: Partial<Record<Name, Expression>> = {}
  const positional: Expression[] = []
  for (const arg of call.args) {
    const name = arg.kind === 'named' && !arg.tuple ? names.find((n) => n === arg.names[0]?.name) : undefined
    if (name && arg.kind === 'named') found[name] = arg.value
    else positional.push(arg)
  }
  const open = names.filter((n) => found[n] === undefined)
  for (const [i, name] of open.entries()) {
    const arg = positional[i]
    if (arg) found[name] = arg
  }
  const rest = positional.slice(open.length)
  if (names.slice(0, least).some((n) => found[n] === undefined) || (rest.length > 0 && !more)) {
    env.binder.report(messages.wrongCount(call.name.span, call.name.name, call.args.length, least, more ? Infinity : names.length))
    return undefined
  }
  return { rest, ...found } as Arguments<Name>
}

/** The input's column that an argument names; undefined after a fault, which is reported. */
export const columnArgument = (env: Env, input: Rel, e: Expression): Column | undefined => {
  if (e.kind !== 'name') {
    env.binder.report(messages.expected(e.span, 'a column', 'an expression'))
    return undefined
  }
  const column = env.binder.find(input.columns, e.name)
  if (!column) env.binder.report(messages.unknownColumn(e.span, e.name, suggestName(withRow(env, rowOf(input)), e.name)))
  return column
}

/** A constant argument; undefined after a fault, which is reported. */
export const constantArgument = (env: Env, e: Expression, what: string): Scalar | undefined => {
  const value = bindScalar(withRow(env, undefined), e)
  if (isError(value)) return undefined
  if (isConstant(value)) return value
  env.binder.report(messages.mustBeConstant(e.span, what))
  return undefined
}

/** The value of a literal argument; undefined after a fault, which is reported. */
export const literalArgument = (env: Env, e: Expression, what: string): LiteralValue | undefined => {
  const value = constantArgument(env, e, what)
  if (!value) return undefined
  if (value.kind === 'literal') return value.value
  env.binder.report(messages.mustBeConstant(e.span, what))
  return undefined
}

/** Whether columns can have these names, which come from data; that one is empty is reported. */
export const haveNames = (env: Env, call: Call, names: readonly string[]): boolean => {
  if (!names.includes('')) return true
  const why = 'a value is empty, and what the engine calls its column is not documented'
  env.binder.report(messages.unsupportedForm(call.name.span, `a column without a name in ${call.name.name}`, why))
  return false
}
