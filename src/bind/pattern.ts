/** declare pattern: tables that a query lists by constant values, and a path behind them. */
import type { Call, DeclarePattern, Expression } from '../kql/index.ts'
import type { Rel } from '../plan/index.ts'
import { messages } from '../text/index.ts'
import { isConstant } from './call.ts'
import { type Env, withRow } from './env.ts'
import { bindScalar } from './expression.ts'
import { promotedTo } from './implicit.ts'
import { bindStatements } from './query.ts'
import { isError } from './scalar.ts'
import { type PatternBinding, Scope } from './scope.ts'
import { bindTable } from './table.ts'

interface Use {
  readonly pattern: PatternBinding
  readonly call: Call
  /** The path, as a constant expression or a bare name. */
  readonly path: Expression | undefined
}

/** `p('a')`, `p('a').path` or `p('a').['path']` where p is a pattern; undefined for anything else. */
export const patternUse = (env: Env, e: Expression): Use | undefined => {
  const call = e.kind === 'member' || e.kind === 'index' ? e.object : e
  if (call.kind !== 'call') return undefined
  const pattern = env.scope.find(call.name.name)
  if (pattern?.kind !== 'pattern') return undefined
  return { pattern, call, path: e.kind === 'member' ? e.name : e.kind === 'index' ? e.index : undefined }
}

const constantOf = (env: Env, e: Expression) => {
  const value = bindScalar(withRow(env, undefined), e)
  if (isError(value)) return undefined
  if (value.kind === 'literal') return value.value
  env.binder.report(messages.mustBeConstant(e.span, isConstant(value) ? 'a literal value of a pattern' : 'a value of a pattern'))
  return undefined
}

/** The table of the case that fits; undefined after a fault, which is reported. */
export const bindPattern = (env: Env, { pattern, call, path }: Use): Rel | undefined => {
  const { binder } = env
  const { declaration } = pattern
  const name = declaration.name.name
  const given = call.args.map((a) => constantOf(env, a))
  if (given.includes(undefined)) return undefined
  const step = path?.kind === 'name' ? path.name : path && constantOf(env, path)
  if (path && step === undefined) return undefined
  const outer: Env = { binder, scope: pattern.scope, row: undefined }
  const found = declaration.cases.find(
    (c) =>
      c.values.length === given.length &&
      c.values.every((v, i) => constantOf(outer, v) === given[i]) &&
      (c.path ? constantOf(outer, c.path) : undefined) === step,
  )
  if (!found) {
    binder.report(messages.noPatternCase(call.span, name))
    return undefined
  }
  const scope = new Scope(pattern.scope)
  const parameters = [...declaration.parameters, ...(declaration.path ? [declaration.path] : [])]
  const values = [...found.values, ...(found.path ? [found.path] : [])]
  for (const [i, p] of parameters.entries()) {
    const value = values[i]
    if (value && typeof p.type !== 'object')
      scope.set(p.name.name, { kind: 'scalar', value: promotedTo(env, bindScalar(outer, value), p.type) })
  }
  let recursive = true
  const rel = binder.inCall({ declaration: found, source: pattern.source }, call.span, () => {
    recursive = false
    const inner: Env = { binder, scope, row: undefined }
    bindStatements(inner, found.body.statements)
    return found.body.result && bindTable(inner, found.body.result)
  })
  if (recursive) binder.report(messages.recursiveFunction(call.name.span, name))
  return rel
}

/** A pattern without cases is resolved by the service. */
export const declarePattern = (env: Env, s: DeclarePattern): void => {
  if (s.cases.length === 0)
    env.binder.report(messages.unsupportedForm(s.span, 'a pattern without cases', 'such patterns are resolved by the service'))
  else env.scope.set(s.name.name, { kind: 'pattern', declaration: s, scope: env.scope, source: env.binder.source })
}
