/** Calls of registry entries, special forms and user functions. */
import {
  documented,
  type FunctionDef,
  findAggregate,
  findFunction,
  functionNames,
  type KnownArgument,
  operatorFunction,
  type Parameter,
} from '../functions/index.ts'
import type { Call, Expression, TypeOf } from '../kql/index.ts'
import type { CallColumn, LiteralScalar, Scalar } from '../plan/index.ts'
import { messages, nearest, type Span } from '../text/index.ts'
import type { LiteralValue } from '../types/index.ts'
import { decided, FAULTY, keyOf, OPEN, withAdopted } from './decisions.ts'
import { type Env, withRow } from './env.ts'
import { bindScalar } from './expression.ts'
import { assignParameters, converted, type Decision } from './overload.ts'
import { nameOfCall } from './result-name.ts'
import { ERROR, literal, ref } from './scalar.ts'
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
export const callOf = (env: Env, fn: FunctionDef, given: readonly Scalar[], span: Span, at: Span = span): Scalar => {
  const { binder } = env
  let args = given
  let key = keyOf(args)
  if (key === FAULTY) return ERROR
  if (key === OPEN) {
    args = withAdopted(fn, args)
    key = keyOf(args)
  }
  const decision = decided(fn, args, key)
  if (!decision) {
    reportMismatch(env, fn, given, at)
    return ERROR
  }
  const { signature, targets, constants } = decision
  const { nulls, resultForm } = fn
  if (signature.lower.kind === 'unsupported') {
    binder.report(messages.unsupportedFunction(at, fn.name, signature.lower.why))
    return ERROR
  }
  if (targets) args = converted(targets, args)
  if (constants && !areConstant(env, fn, decision, args, at)) return ERROR
  if (fn.review && !passes(env, fn, args, at)) return ERROR
  const special = fn.typeFor?.(args.map((a) => (a.kind === 'literal' ? a : { type: a.type })))
  const type = special ?? decision.type
  const folded = fn.fold && foldCall(fn, args)
  if (folded !== undefined) return literal(type, folded, span)
  return {
    kind: 'call',
    fn,
    signature,
    args,
    type,
    form: decision.form ?? (typeof resultForm === 'function' ? resultForm(args.map(known)) : undefined),
    nullable: type !== 'string' && (nulls === 'maybe' || (nulls === 'strict' && mayBeNull(args))),
    span: binder.placed(span),
  }
}

/** Whether the arguments that must be constants are; one that isn't is reported. */
const areConstant = (env: Env, fn: FunctionDef, { parameters, constants = [] }: Decision, args: readonly Scalar[], at: Span): boolean => {
  for (const i of constants) {
    const arg = args[i]
    if (!arg || isConstant(arg)) continue
    const { name, constant } = parameters[i] as Parameter
    const span = arg.span ?? at
    if (constant === 'asked') env.binder.report(messages.mustBeConstant(span, `the argument '${name}' of '${fn.name}'`))
    else env.binder.report(messages.unsupportedFunction(span, fn.name, `its argument '${name}' is not constant`))
    return false
  }
  return true
}

/** Reports what the entry finds in its arguments; false where that is an error. */
const passes = (env: Env, fn: FunctionDef, args: readonly Scalar[], at: Span): boolean => {
  for (const finding of fn.review?.(args.map(known)) ?? []) {
    const span = (finding.argument === undefined ? undefined : args[finding.argument]?.span) ?? at
    if (finding.severity === 'warning') env.binder.report(messages.caveat(span, fn.name, finding.text))
    else {
      env.binder.report(messages.badArgument(span, fn.name, finding.text))
      return false
    }
  }
  return true
}

/** What is known of an argument, for the rules of an entry. */
const known = (arg: Scalar): KnownArgument => ({
  type: arg.type,
  form: arg.form,
  nullable: arg.nullable,
  value: arg.kind === 'literal' ? arg.value : undefined,
})

/** Whether one of the values can be null; strings never are. */
const mayBeNull = (args: readonly Scalar[]): boolean => {
  for (const a of args) if (a.nullable && a.type !== 'string') return true
  return false
}

/** The value of a call of constants; undefined where an argument is none, or the engine has to compute it. */
const foldCall = (fn: FunctionDef, args: readonly Scalar[]): LiteralValue | undefined => {
  for (const a of args) if (a.kind !== 'literal') return undefined
  return fn.fold?.(args as readonly LiteralScalar[])
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
      documented(fn).map((s) => s.text),
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
