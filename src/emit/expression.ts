/** Scalars → SQL expressions, through the dialect. */
import { assignParameters } from '../bind/index.ts'
import type { Parameter, Signature } from '../functions/index.ts'
import type { CallColumn, CallScalar, Column, ConvertScalar, PathScalar, Rel, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import {
  type Arg,
  type Dialect,
  type LowerContext,
  macrosOf,
  printExpression,
  registeredBy,
  type SqlExpr,
  type SqlOrder,
  type SqlQuery,
} from '../sql/index.ts'
import { type Diagnostic, messages, type Span } from '../text/index.ts'
import { elementOf, type ValueType } from '../types/index.ts'
import type { Delicate } from './delicate.ts'
import { magnitudeOf } from './magnitude.ts'

/** What expressions need of the statement around them. */
export interface Emission {
  readonly dialect: Dialect
  readonly diagnostics: Diagnostic[]
  /** Registered functions that the statement calls. */
  readonly udfs: Set<string>
  usesNow: boolean
  readonly delicate: Delicate
  /** Every operator gets a SELECT of its own. */
  readonly apart: boolean
  /** No function can be registered. */
  readonly portable: boolean
  /** A relation as a query of its own, in which the columns of the rows around it are in reach. */
  subquery(rel: Rel, outer: ColumnLookup): SqlQuery
}

export type ColumnLookup = (c: Column) => SqlExpr

class Refusal extends Error {
  readonly make: (span: Span, name: string, why: string) => Diagnostic

  constructor(why: string, make: Refusal['make'] = messages.unsupportedFunction) {
    super(why)
    this.make = make
  }
}

/** A scalar as it is stored: strings may be null, a dynamic keeps its form. `filter`: only "true" counts. */
export const emit = (e: Emission, s: Scalar, column: ColumnLookup, filter = false): SqlExpr => {
  switch (s.kind) {
    case 'literal':
      return e.dialect.literal(s.type, s.value, s.form)
    case 'column':
      return column(s.column)
    case 'now':
      e.usesNow = true
      return e.dialect.now()
    case 'call':
      return emitCall(e, s, column, filter)
    case 'case':
      return {
        kind: 'case',
        whens: s.whens.map((w) => ({ when: emit(e, w.when, column, true), then: emitAs(e, w.then, s, column) })),
        otherwise: emitAs(e, s.otherwise, s, column),
      }
    case 'convert':
      return e.dialect.once(emitConvert(e, s, column))
    case 'path':
      return e.dialect.once(emitPath(e, s, column))
    case 'field':
      return sql.field(emit(e, s.value, column), s.field)
    case 'subquery':
      e.delicate.add(s)
      return { kind: 'subquery', query: e.subquery(s.rel, column) }
    case 'inQuery':
      return emitInQuery(e, s, column, filter)
    default:
      return never(s)
  }
}

const never = (node: never): never => {
  throw new Error(`no case for ${JSON.stringify(node)}`)
}

/** A branch of a conditional: strings may stay null only if the whole may. */
const emitAs = (e: Emission, s: Scalar, whole: ValueType, column: ColumnLookup): SqlExpr =>
  whole.type === 'string' ? normal(e, s, column) : emit(e, s, column)

/** In the normal form: a string is never null, a dynamic is JSON unless it is a native list. */
export const normal = (e: Emission, s: Scalar, column: ColumnLookup): SqlExpr => normalise(e, s, emit(e, s, column))

const normalise = (e: Emission, s: Scalar, raw: SqlExpr): SqlExpr => {
  if (s.type === 'string' && s.nullable) return sql.coalesce(raw, sql.literal(''))
  if (s.type === 'dynamic' && s.form === 'text') return asJson(e, s, raw)
  return raw
}

const asJson = (e: Emission, s: Scalar, raw: SqlExpr): SqlExpr => {
  const value: Arg = {
    type: s.type,
    form: s.form,
    nullable: s.nullable,
    raw,
    sql: raw,
    constant: undefined,
    clock: false,
    delicate: () => e.delicate.has(s),
  }
  return e.delicate.place([value], ([a]) => e.dialect.convert(a as Arg, { type: 'dynamic', nullable: true }))
}

const asksForList = (signature: Signature, count: number): readonly boolean[] => assignParameters(signature, count)?.map(takesList) ?? []

const takesList = (p: Parameter): boolean => p.types.some((t) => t.endsWith('[]'))

/** A value as an argument. `lists`: the parameter asks for a native list; otherwise one becomes JSON. */
export const argument = (e: Emission, s: Scalar, column: ColumnLookup, lists = false): Arg => {
  const raw = emit(e, s, column)
  return {
    type: s.type,
    form: s.form,
    nullable: s.nullable,
    raw,
    sql: !lists && elementOf(s.form) ? asJson(e, s, raw) : normalise(e, s, raw),
    constant: s.kind === 'literal' ? s.value : undefined,
    clock: isClock(s),
    // Few calls ask for these. Accessors would give every argument a hidden class of its own.
    magnitude: () => magnitudeOf(s),
    delicate: () => e.delicate.has(s),
  }
}

/** A condition of which only "true" counts. */
const condition = (e: Emission, s: Scalar, column: ColumnLookup): Arg => {
  const raw = emit(e, s, column, true)
  return {
    type: s.type,
    form: s.form,
    nullable: s.nullable,
    raw,
    sql: raw,
    constant: s.kind === 'literal' ? s.value : undefined,
    clock: false,
  }
}

const emitConvert = (e: Emission, s: ConvertScalar, column: ColumnLookup): SqlExpr =>
  orRefused(e, `to${s.type}`, s.span, () => e.delicate.place([argument(e, s.value, column)], ([a]) => e.dialect.convert(a as Arg, s)))

/** A property or an element, with the steps that are computed among the arguments. */
const emitPath = (e: Emission, s: PathScalar, column: ColumnLookup): SqlExpr => {
  const computed = s.steps.filter((step) => typeof step === 'object')
  return e.delicate.place(
    [s.object, ...computed].map((a) => argument(e, a, column)),
    ([object, ...rest]) => {
      let at = 0
      return e.dialect.path(
        object as Arg,
        s.steps.map((step) => (typeof step === 'object' ? (rest[at++] as Arg) : step)),
      )
    },
  )
}

const isClock = (s: Scalar): boolean =>
  s.kind === 'now' ||
  (s.kind === 'call' && s.type === 'datetime' && s.args.some(isClock) && s.args.every((a) => a.kind === 'literal' || isClock(a)))

const emitCall = (e: Emission, s: CallScalar, column: ColumnLookup, filter: boolean): SqlExpr => {
  // Conditions inside "and" and "or" count as true or not, just like the whole.
  const logical = filter && (s.fn.name === 'and' || s.fn.name === 'or')
  const args = logical ? s.args.map((a) => condition(e, a, column)) : argumentsOf(e, s, column)
  const context = new Context(e, s, filter)
  const made = orRefused(e, s.fn.name, s.span, () => e.delicate.place(args, (placed) => lower(e, s, placed, context)))
  if (s.fn.volatile || (made.kind === 'call' && e.dialect.isDelicate(made.name))) e.delicate.add(s)
  return e.dialect.once(made)
}

const argumentsOf = (e: Emission, c: Pick<CallScalar, 'signature' | 'args'>, column: ColumnLookup): Arg[] => {
  const lists = c.args.some((a) => elementOf(a.form)) ? asksForList(c.signature, c.args.length) : undefined
  return c.args.map((a, i) => argument(e, a, column, lists?.[i]))
}

/** An aggregate or window call. */
export const emitCallColumn = (
  e: Emission,
  c: CallColumn,
  column: ColumnLookup,
  orderBy: readonly SqlOrder[],
  partitionBy: readonly SqlExpr[] = [],
): SqlExpr => {
  const parameters = assignParameters(c.signature, c.args.length) ?? []
  const args = c.args.map((a, i) => {
    const parameter = parameters[i]
    return parameter?.name === 'predicate' ? condition(e, a, column) : argument(e, a, column, parameter && takesList(parameter))
  })
  const context = new Context(e, c.output, false, orderBy, partitionBy)
  return orRefused(e, c.fn.name, c.args[0]?.span, () => lower(e, c, args, context))
}

const NO_ORDER: readonly SqlOrder[] = []
const NO_PARTITION: readonly SqlExpr[] = []

/** What a lowering may ask of the statement around its call. */
class Context implements LowerContext {
  readonly #emission: Emission
  readonly result: ValueType
  readonly filter: boolean
  readonly orderBy: readonly SqlOrder[]
  readonly partitionBy: readonly SqlExpr[]

  constructor(emission: Emission, result: ValueType, filter: boolean, orderBy = NO_ORDER, partitionBy = NO_PARTITION) {
    this.#emission = emission
    this.result = result
    this.filter = filter
    this.orderBy = orderBy
    this.partitionBy = partitionBy
  }

  udf(name: string, ...args: readonly SqlExpr[]): SqlExpr {
    const { dialect, portable, udfs } = this.#emission
    if (portable) {
      const macro = `kql_${name}`
      if (!dialect.macro(macro)) throw new Refusal(name, messages.notPortable)
      return sql.call(macro, ...args)
    }
    udfs.add(name)
    return sql.call(name, ...args)
  }

  refuse(why: string): never {
    throw new Refusal(why)
  }
}

const lower = (e: Emission, c: Pick<CallScalar, 'fn' | 'signature'>, args: readonly Arg[], context: LowerContext): SqlExpr => {
  const { lower: how } = c.signature
  switch (how.kind) {
    case 'identity':
      return args[0]?.type === 'dynamic' && args[0].form !== context.result.form ? args[0].sql : (args[0] as Arg).raw
    case 'primitive':
      return e.dialect.primitives[how.name](args, context)
    case 'macro':
      return sql.call(how.name, ...args.map((a) => a.sql), ...missing(how.defaults, c.signature.parameters.length - args.length))
    case 'udf': {
      const missing = c.signature.parameters.length - args.length
      return context.udf(how.name, ...args.map((a) => a.sql), ...Array.from({ length: Math.max(0, missing) }, () => sql.NULL))
    }
    case 'special':
      throw new Error(`'${c.fn.name}' was not bound by its own form`)
    case 'unsupported':
      return context.refuse(how.why)
    default:
      return never(how)
  }
}

/** An expression, or null and a diagnostic where it is refused. */
const orRefused = (e: Emission, name: string, span: Span | undefined, make: () => SqlExpr): SqlExpr => {
  try {
    const made = make()
    if (e.portable) {
      const [registered] = registeredBy(macrosOf(printExpression(made), e.dialect))
      if (registered) throw new Refusal(registered, messages.notPortable)
    }
    return made
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    e.diagnostics.push(error.make(span ?? { start: 0, end: 0 }, name, error.message))
    return sql.NULL
  }
}

/** The last `count` of the defaults. */
const missing = (defaults: readonly bigint[], count: number): SqlExpr[] =>
  count > 0 ? defaults.slice(-count).map((value) => sql.literal(value)) : []

/** `x in (T)`: never null; a null on the left is in nothing, and nulls in the table don't count. */
const emitInQuery = (e: Emission, s: Extract<Scalar, { kind: 'inQuery' }>, column: ColumnLookup, filter: boolean): SqlExpr => {
  e.delicate.add(s)
  const inside: SqlExpr = { kind: 'inQuery', value: normal(e, s.value, column), query: e.subquery(s.rel, column), negated: false }
  if (filter && !s.negated) return inside
  const found = sql.coalesce(inside, sql.FALSE)
  return s.negated ? sql.not(found) : found
}
