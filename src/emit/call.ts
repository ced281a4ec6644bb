/** Calls → SQL, as the signature's lowering says. */
import { assignParameters } from '../bind/index.ts'
import type { Parameter, Signature } from '../functions/index.ts'
import type { CallColumn, CallScalar, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import { type Arg, macrosOf, printExpression, registeredBy, type SqlExpr, type SqlOrder } from '../sql/index.ts'
import { messages, type Span } from '../text/index.ts'
import { elementOf } from '../types/index.ts'
import { place } from './delicate.ts'
import { type ColumnLookup, type Emission, Refusal } from './emission.ts'
import { argument, condition, emit } from './expression.ts'

export const emitCall = (e: Emission, s: CallScalar, column: ColumnLookup, filter: boolean): SqlExpr => {
  const { fn, args: given } = s
  // Conditions inside "and" and "or" count as true or not, just like the whole.
  if (filter && (fn.name === 'and' || fn.name === 'or')) {
    const [left, right] = given as [Scalar, Scalar]
    return sql.binary(fn.name === 'and' ? 'AND' : 'OR', emit(e, left, column, true), emit(e, right, column, true))
  }
  const before = e.delicate
  const args: Arg[] = []
  for (const a of given) args.push(argument(e, a, column, a.form !== undefined && asksForList(s, a, args.length)))
  e.result = s
  e.filter = filter
  let made: SqlExpr
  try {
    made = e.delicate === before ? lower(e, s, args) : place(e, args, (placed) => lower(e, s, placed))
    if (e.portable) made = checked(e, made)
  } catch (error) {
    made = refused(e, error, fn.name, s.span)
  }
  if (fn.volatile) e.delicate++
  if (made.kind !== 'call') return made
  if (e.dialect.isDelicate(made.name)) e.delicate++
  return e.dialect.once(made)
}

const asksForList = (c: Pick<CallScalar, 'signature' | 'args'>, a: Scalar, at: number): boolean => {
  const parameter = elementOf(a.form) && assignParameters(c.signature, c.args.length)?.[at]
  return parameter ? takesList(parameter) : false
}

const takesList = (p: Parameter): boolean => p.types.some((t) => t.endsWith('[]'))

const NONE: readonly Parameter[] = []

/** An aggregate or window call. */
export const emitCallColumn = (
  e: Emission,
  c: CallColumn,
  column: ColumnLookup,
  orderBy: readonly SqlOrder[],
  partitionBy?: readonly SqlExpr[],
): SqlExpr => {
  const parameters = assignParameters(c.signature, c.args.length) ?? NONE
  const args: Arg[] = []
  for (const a of c.args) {
    const parameter = parameters[args.length]
    if (parameter?.name === 'predicate') args.push(condition(e, a, column))
    else args.push(argument(e, a, column, parameter !== undefined && a.form !== undefined && takesList(parameter)))
  }
  e.result = c.output
  e.filter = false
  e.over(orderBy, partitionBy)
  try {
    return checked(e, lower(e, c, args))
  } catch (error) {
    return refused(e, error, c.fn.name, c.args[0]?.span)
  } finally {
    e.over()
  }
}

const lower = (e: Emission, c: Pick<CallScalar, 'fn' | 'signature'>, args: readonly Arg[]): SqlExpr => {
  const { signature } = c
  const how = signature.lower
  switch (how.kind) {
    case 'primitive':
      return e.dialect.primitives[how.name](args, e)
    case 'macro':
      return { kind: 'call', name: how.name, args: filled(args, signature, how.defaults) }
    case 'identity':
      return args[0]?.type === 'dynamic' && args[0].form !== e.result.form ? args[0].sql : (args[0] as Arg).raw
    case 'udf':
      return e.udf(how.name, ...filled(args, signature, undefined))
    case 'special':
      throw new Error(`'${c.fn.name}' was not bound by its own form`)
    case 'unsupported':
      return e.refuse(how.why)
    default:
      return never(how)
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** The arguments, and what stands for parameters that the call leaves out: the last of the defaults, or without any null. */
const filled = (args: readonly Arg[], { parameters }: Signature, defaults: readonly bigint[] | undefined): SqlExpr[] => {
  const all: SqlExpr[] = []
  for (const a of args) all.push(a.sql)
  const missing = parameters.length - args.length
  if (missing <= 0) return all
  if (defaults === undefined) for (let i = 0; i < missing; i++) all.push(sql.NULL)
  else for (const value of defaults.slice(-missing)) all.push(sql.literal(value))
  return all
}

/** What was made; refused where it needs a registered function and none can be. */
export const checked = (e: Emission, made: SqlExpr): SqlExpr => {
  if (!e.portable) return made
  const [registered] = registeredBy(macrosOf(printExpression(made), e.dialect))
  if (registered) throw new Refusal(registered, messages.notPortable)
  return made
}

/** Null and a diagnostic for what is refused; throws every other error again. */
export const refused = (e: Emission, error: unknown, name: string, span: Span | undefined): SqlExpr => {
  if (!(error instanceof Refusal)) throw error
  e.diagnostics.push(error.make(span ?? { start: 0, end: 0 }, name, error.message))
  return sql.NULL
}
