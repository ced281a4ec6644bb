/** Calls of registry entries, special forms and user functions. */
import {
  type Finding,
  type FunctionDef,
  findAggregate,
  findFunction,
  functionNames,
  operatorFunction,
  type Parameter,
} from '../functions/index.ts'
import type { Call, Expression, TypeOf } from '../kql/index.ts'
import type { CallColumn, Scalar } from '../plan/index.ts'
import { messages, nearest, type Span } from '../text/index.ts'
import { type Env, withRow } from './env.ts'
import { bindScalar } from './expression.ts'
import { assignParameters, known, resolve } from './overload.ts'
import { nameOfCall } from './result-name.ts'
import { ERROR, isError, literal, ref } from './scalar.ts'
import { isSpecial, SPECIAL_FORMS } from './special/index.ts'
import { callScalarFunction, findUserFunction } from './user-function.ts'
import { bindWindow } from './window-call.ts'

/** Binds `f(…)` where a scalar is expected. */
export const bindCall = (env: Env, e: Call): Scalar => {
  const name = e.name.name
  const { binder } = env
  const user = findUserFunction(env, name)
  if (user) return callScalarFunction(env, user, e)
  if (isSpecial(name)) return SPECIAL_FORMS[name]?.(env, e) ?? ERROR
  const aggregate = findAggregate(name)
  if (aggregate && (env.collector?.kind === 'aggregate' || !findFunction(name))) {
    if (env.collector?.kind !== 'aggregate') {
      binder.report(messages.aggregateOutside(e.name.span, name))
      return ERROR
    }
    const call = bindAggregate(env, e, aggregate)
    if (!call) return ERROR
    env.collector.calls.push(call)
    return ref(call.output, e.span)
  }
  const fn = findFunction(name)
  if (!fn) {
    const names = [...functionNames(), ...env.scope.names(), ...binder.catalog.savedFunctionNames()]
    binder.report(messages.unknownFunction(e.name.span, name, nearest(name, names)))
    for (const arg of e.args) if (arg.kind !== 'star') bindScalar(env, arg)
    return ERROR
  }
  if (fn.kind === 'window') return bindWindow(env, e, fn)
  return callOf(env, fn, bindArguments(env, e.args), e.span, e.name.span)
}

const bindArguments = (env: Env, args: readonly Expression[]): Scalar[] =>
  args.map((a) => (a.kind === 'typeof' ? typeArgument(a) : bindScalar(env, a)))

/** `typeof(long)` as an argument: the type's name. */
const typeArgument = (e: TypeOf): Scalar => literal('string', e.types[0] ?? '*', e.span)

const typeText = (s: Scalar): string => s.type

/** A call with bound arguments: picks the overload, converts the arguments; what doesn't fit is reported at `at`. */
export const callOf = (env: Env, fn: FunctionDef, args: readonly Scalar[], span: Span, at: Span = span): Scalar => {
  const { binder } = env
  if (args.some(isError)) return ERROR
  const resolved = resolve(fn, args)
  if (!resolved) {
    reportMismatch(env, fn, args, at)
    return ERROR
  }
  const { signature, result } = resolved
  if (signature.lower.kind === 'unsupported') {
    binder.report(messages.unsupportedFunction(at, fn.name, signature.lower.why))
    return ERROR
  }
  const { parameters } = resolved
  for (let i = 0; i < parameters.length; i++) {
    const p = parameters[i] as Parameter
    const arg = resolved.args[i]
    if (p.constant && arg && !isConstant(arg)) {
      binder.report(messages.mustBeConstant(arg.span ?? at, `the argument '${p.name}' of '${fn.name}'`))
      return ERROR
    }
  }
  const findings = fn.review?.(resolved.args.map(known))
  for (const finding of findings ?? NONE) {
    const span = (finding.argument === undefined ? undefined : resolved.args[finding.argument]?.span) ?? at
    if (finding.severity === 'warning') binder.report(messages.caveat(span, fn.name, finding.text))
    else {
      binder.report(messages.badArgument(span, fn.name, finding.text))
      return ERROR
    }
  }
  const folded = fn.fold && foldCall(fn, resolved.args)
  if (folded !== undefined) return literal(result.type, folded, span)
  return {
    kind: 'call',
    fn,
    signature,
    args: resolved.args,
    type: result.type,
    form: result.form,
    nullable: result.nullable,
    span: binder.placed(span),
  }
}

const NONE: readonly Finding[] = []

const foldCall = (fn: FunctionDef, args: readonly Scalar[]) => {
  const values = args.map((a) => (a.kind === 'literal' ? a : undefined))
  if (values.some((v) => v === undefined)) return undefined
  return fn.fold?.(values.map((v) => ({ type: v?.type ?? 'dynamic', value: v?.value ?? null })))
}

const reportMismatch = (env: Env, fn: FunctionDef, args: readonly Scalar[], at: Span): void => {
  const { binder } = env
  if (fn.kind === 'operator') {
    binder.report(messages.cannotCompare(at, fn.name, typeText(args[0] as Scalar), args[1] ? typeText(args[1]) : ''))
    return
  }
  if (fn.signatures.every((s) => !assignParameters(s, args.length))) {
    const counts = fn.signatures.map((s) => ({
      min: s.parameters.reduce((n, p) => n + p.min, 0),
      max: s.parameters.reduce((n, p) => n + p.max, 0),
    }))
    binder.report(
      messages.wrongCount(at, fn.name, args.length, Math.min(...counts.map((c) => c.min)), Math.max(...counts.map((c) => c.max))),
    )
    return
  }
  binder.report(
    messages.noOverload(
      at,
      fn.name,
      args.map(typeText),
      fn.signatures.map((s) => s.text),
    ),
  )
}

/** Whether a value is the same for all rows: it refers to no column. */
export const isConstant = (s: Scalar): boolean => {
  switch (s.kind) {
    case 'literal':
    case 'now':
      return true
    case 'column':
    case 'inQuery':
      return false
    case 'subquery':
      return true
    case 'call':
      return !s.fn.volatile && s.args.every(isConstant)
    case 'case':
      return s.whens.every((w) => isConstant(w.when) && isConstant(w.then)) && isConstant(s.otherwise)
    case 'convert':
    case 'field':
      return isConstant(s.value)
    case 'path':
      return isConstant(s.object) && s.steps.every((step) => typeof step !== 'object' || isConstant(step))
  }
}

/** An aggregate with its arguments bound over the rows (no aggregate within an aggregate). */
export const bindAggregate = (env: Env, e: Call, fn: FunctionDef): CallColumn | undefined => {
  const inner = withRow(env, env.row)
  const args = bindArguments(inner, e.args)
  if (fn.columnsFrom !== undefined && args.length > fn.columnsFrom + 1) {
    env.binder.report(messages.severalColumns(e.span, fn.name))
    return undefined
  }
  return aggregateOf(env, fn, args, e.span, nameOfCall(fn, e.args, args, env))
}

/** An aggregate over bound arguments, for what other constructs stand for. */
export const aggregateCall = (env: Env, name: string, args: readonly Scalar[]): CallColumn => {
  const fn = findAggregate(name)
  const call = fn && aggregateOf(env, fn, args, args[0]?.span ?? { start: 0, end: 0 }, name)
  if (!call) throw new Error(`no aggregate '${name}' for these arguments`)
  return call
}

export const aggregateOf = (env: Env, fn: FunctionDef, args: readonly Scalar[], span: Span, name: string): CallColumn | undefined => {
  const call = callOf(env, fn, args, span)
  if (call.kind !== 'call') return undefined
  return { output: env.binder.column(name, call), fn, signature: call.signature, args: call.args }
}

/** The difference of two values, and the like, for special forms. */
export const infix = (env: Env, op: string, left: Scalar, right: Scalar, span: Span): Scalar =>
  callOf(env, operatorFunction(op), [left, right], span)
