/** Functions of the query and saved ones: inlined where they are called, each call with its own scope. */

import { findTableFunction, functionNames } from '../functions/index.ts'
import type { Body, Call, Expression, Parameter } from '../kql/index.ts'
import type { Rel, Scalar } from '../plan/index.ts'
import { messages, nearest } from '../text/index.ts'
import type { Env } from './env.ts'
import { bindScalar } from './expression.ts'
import { promotedTo } from './implicit.ts'
import { bindStatements } from './query.ts'
import { ERROR } from './scalar.ts'
import { Scope, type UserFunction } from './scope.ts'
import { isTableForm } from './special/tables.ts'
import { bindTable } from './table.ts'

/** The function of this name: one of the query, else a saved one. A built-in of the same name gives way to the query's own. */
export const findUserFunction = (env: Env, name: string): UserFunction | undefined => {
  const found = env.scope.find(name)
  if (found) return found.kind === 'function' ? found : undefined
  return env.binder.catalog.savedFunction(name)
}

/** Whether the function's body yields a table, judged by its form. */
export const isTabularFunction = (env: Env, fn: UserFunction): boolean => isTabularBody(env, fn, new Set())

/** `within` holds the functions that are being judged: one that calls itself has no form of its own. */
const isTabularBody = (env: Env, fn: UserFunction, within: ReadonlySet<UserFunction>): boolean => {
  const { result } = fn.declaration.body
  return result !== undefined && !within.has(fn) && isTabularIn(env, fn, result, new Set([...within, fn]))
}

const isTabularIn = (env: Env, fn: UserFunction, e: Expression, within: ReadonlySet<UserFunction>): boolean => {
  if (e.kind === 'pipeline') return e.operators.length > 0 || isTabularIn(env, fn, e.source, within)
  if (e.kind === 'operator') return true
  if (e.kind === 'call' && isTableForm(e.name.name)) return true
  if (e.kind !== 'name' && e.kind !== 'call') return false
  const name = e.kind === 'name' ? e.name : e.name.name
  const parameter = fn.declaration.parameters.find((p) => p.name.name === name)
  if (parameter) return typeof parameter.type === 'object'
  for (const s of fn.declaration.body.statements) {
    if (s.kind !== 'let' || s.name.name !== name) continue
    if (s.value.kind !== 'function') return isTabularIn(env, fn, s.value, within)
    return s.value.body.result !== undefined && isTabularIn(env, fn, s.value.body.result, within)
  }
  const found = fn.scope.find(name) ?? env.binder.catalog.savedFunction(name)
  if (found) return found.kind === 'table' || (found.kind === 'function' && isTabularBody(env, found, within))
  return e.kind === 'name' // a table of the store
}

/** Calls a function whose body is a scalar. */
export const callScalarFunction = (env: Env, fn: UserFunction, e: Call): Scalar => {
  const known = env.binder.computedOnce.get(fn)
  if (known) return known
  const scope = bindParameters(env, fn, e)
  if (!scope) return ERROR
  const value = inBody(env, fn, e, scope, (inner, result) => bindScalar({ ...inner, row: undefined }, result)) ?? ERROR
  // What toscalar computes once it computes once for all calls, where they can't differ.
  if (fn.declaration.parameters.length === 0 && value.kind === 'subquery' && value.rel.kind === 'ref')
    env.binder.computedOnce.set(fn, value)
  return value
}

/** Calls a function whose body is a table. Unknown functions are reported here. */
export const callTableFunction = (env: Env, e: Call): Rel | undefined => {
  const fn = findUserFunction(env, e.name.name)
  const known = fn ? undefined : findTableFunction(e.name.name)?.signatures[0]?.lower
  if (known) {
    const why = known.kind === 'unsupported' ? known.why : undefined
    env.binder.report(
      why ? messages.unsupportedFunction(e.name.span, e.name.name, why) : messages.expected(e.span, 'a table', `a ${e.name.name}`),
    )
    return undefined
  }
  if (!fn) {
    const names = [...env.scope.names(), ...env.binder.catalog.savedFunctionNames(), ...functionNames()]
    env.binder.report(messages.unknownFunction(e.name.span, e.name.name, nearest(e.name.name, names)))
    return undefined
  }
  const scope = bindParameters(env, fn, e)
  return scope && inBody(env, fn, e, scope, (inner, result) => bindTable(inner, result))
}

const inBody = <T>(
  env: Env,
  fn: UserFunction,
  e: Call,
  scope: Scope,
  bind: (env: Env, result: Expression) => T | undefined,
): T | undefined => {
  const { binder } = env
  const { body } = fn.declaration
  let recursive = true
  const value = binder.inCall(fn, e.span, () => {
    recursive = false
    for (const mistake of fn.mistakes ?? []) binder.report(mistake)
    if (fn.mistakes?.some((m) => m.severity === 'error')) return undefined
    return bindBody({ binder, scope, row: undefined }, body, bind)
  })
  if (recursive) binder.report(messages.recursiveFunction(e.name.span, fn.name))
  return value
}

/** Binds the statements of a body, then its result. */
export const bindBody = <T>(env: Env, body: Body, bind: (env: Env, result: Expression) => T | undefined): T | undefined => {
  bindStatements(env, body.statements)
  return body.result && bind(env, body.result)
}

/** A scope with the arguments; undefined after a fault. Arguments are bound where the call stands. */
const bindParameters = (env: Env, fn: UserFunction, e: Call): Scope | undefined => {
  const scope = new Scope(fn.scope)
  const { parameters } = fn.declaration
  const named = new Map<string, Expression>()
  const positional: Expression[] = []
  for (const arg of e.args) {
    const name = arg.kind === 'named' && !arg.tuple ? arg.names[0] : undefined
    if (arg.kind !== 'named' || !name) positional.push(arg)
    else if (parameters.some((p) => p.name.name === name.name)) named.set(name.name, arg.value)
    else {
      const known = parameters.map((p) => p.name.name)
      env.binder.report(messages.unknownArgument(name.span, name.name, fn.name, nearest(name.name, known)))
      return undefined
    }
  }
  const least = parameters.filter((p) => p.default === undefined && !named.has(p.name.name)).length
  if (positional.length + named.size > parameters.length || positional.length < least) {
    env.binder.report(messages.wrongCount(e.span, fn.name, e.args.length, least + named.size, parameters.length))
    return undefined
  }
  let next = 0
  for (const p of parameters) {
    const arg = named.get(p.name.name) ?? positional[next++]
    if (!bindParameter(env, fn, scope, p, arg)) return undefined
  }
  return scope
}

const bindParameter = (env: Env, fn: UserFunction, scope: Scope, p: Parameter, arg: Expression | undefined): boolean => {
  const { binder } = env
  const name = p.name.name
  if (typeof p.type === 'object') {
    const rel = arg && bindTable(env, arg)
    if (!rel) return false
    const lacking = p.type.columns.filter((c) => !rel.columns.some((r) => r.name === c.name.name && r.type === c.type))
    if (lacking.length > 0) {
      const columns = lacking.map((c) => `${c.name.name}: ${c.type}`)
      binder.report(messages.lacksColumns(arg.span, name, columns))
      return false
    }
    scope.set(name, { kind: 'table', shared: binder.shared(name, rel, false) })
    return true
  }
  const value = arg ? bindScalar(env, arg) : p.default ? bindScalar({ binder, scope: fn.scope, row: undefined }, p.default) : ERROR
  scope.set(name, { kind: 'scalar', value: promotedTo(env, value, p.type) })
  return true
}
