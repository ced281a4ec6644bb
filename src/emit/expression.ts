/** Scalars → SQL expressions, through the dialect. */
import type { CaseScalar, ConvertScalar, PathScalar, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { Arg, SqlExpr, SqlWhen } from '../sql/index.ts'
import { elementOf, type LiteralValue, type ValueType } from '../types/index.ts'
import { checked, emitCall, refused } from './call.ts'
import { place } from './delicate.ts'
import type { ColumnLookup, Emission } from './emission.ts'
import { magnitudeOf } from './magnitude.ts'

/** A scalar as it is stored: strings may be null, a dynamic keeps its form. `filter`: only "true" counts. */
export const emit = (e: Emission, s: Scalar, column: ColumnLookup, filter = false): SqlExpr => {
  switch (s.kind) {
    case 'column':
      if (e.delicateColumns?.has(s.column.id)) e.delicate++
      return column(s.column)
    case 'literal':
      return e.dialect.literal(s.type, s.value, s.form)
    case 'call':
      return emitCall(e, s, column, filter)
    case 'case':
      return emitCase(e, s, column)
    case 'convert':
      return e.dialect.once(emitConvert(e, s, column))
    case 'path':
      return e.dialect.once(emitPath(e, s, column))
    case 'field':
      return sql.field(emit(e, s.value, column), s.field)
    case 'now':
      e.usesNow = true
      return e.dialect.now()
    case 'subquery':
      e.delicate++
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

const emitCase = (e: Emission, s: CaseScalar, column: ColumnLookup): SqlExpr => {
  const whens: SqlWhen[] = []
  for (const w of s.whens) whens.push({ when: emit(e, w.when, column, true), then: emitAs(e, w.then, s, column) })
  return { kind: 'case', whens, otherwise: emitAs(e, s.otherwise, s, column) }
}

/** A branch of a conditional: strings may stay null only if the whole may. */
const emitAs = (e: Emission, s: Scalar, whole: ValueType, column: ColumnLookup): SqlExpr =>
  whole.type === 'string' ? normal(e, s, column) : emit(e, s, column)

/** In the normal form: a string is never null, a dynamic is JSON unless it is a native list. */
export const normal = (e: Emission, s: Scalar, column: ColumnLookup): SqlExpr => {
  const before = e.delicate
  const raw = emit(e, s, column)
  if (s.type === 'string') return s.nullable ? sql.orEmpty(raw) : raw
  return s.form === 'text' ? asJson(e, s, raw, e.delicate !== before) : raw
}

const asJson = (e: Emission, s: Scalar, raw: SqlExpr, delicate: boolean): SqlExpr => {
  const value = argOf(s, raw, raw, undefined, delicate)
  return delicate ? place(e, [value], ([a]) => e.dialect.convert(a as Arg, JSON_TYPE)) : e.dialect.convert(value, JSON_TYPE)
}

const JSON_TYPE: ValueType = { type: 'dynamic', nullable: true }

/** Most arguments are texts: they have nothing that says `undefined`, and what they have is spelled out where it is the same for all. */
const textArg = (nullable: boolean, raw: SqlExpr, constant: LiteralValue | undefined, delicate: boolean): Arg => ({
  type: 'string',
  clock: false,
  nullable,
  raw,
  sql: nullable ? sql.orEmpty(raw) : raw,
  constant,
  delicate,
})

const argOf = (
  { type, form, nullable }: ValueType,
  raw: SqlExpr,
  normal: SqlExpr,
  constant: LiteralValue | undefined,
  delicate: boolean,
  clock = false,
  magnitude: bigint | undefined = undefined,
): Arg => ({ type, form, nullable, raw, sql: normal, constant, clock, delicate, magnitude })

/** A value as an argument. `lists`: the parameter asks for a native list; otherwise one becomes JSON. */
export const argument = (e: Emission, s: Scalar, column: ColumnLookup, lists = false): Arg => {
  if (s.kind === 'literal' && s.type === 'string') return textArg(s.nullable, e.dialect.literal('string', s.value), s.value, false)
  const before = e.delicate
  const raw = emit(e, s, column)
  const delicate = e.delicate !== before
  switch (s.type) {
    case 'string':
      return textArg(s.nullable, raw, undefined, delicate)
    case 'dynamic': {
      const json = s.form === 'text' || (!lists && elementOf(s.form)) ? asJson(e, s, raw, delicate) : raw
      return argOf(s, raw, json, s.kind === 'literal' ? s.value : undefined, delicate)
    }
    default:
      return argOf(s, raw, raw, s.kind === 'literal' ? s.value : undefined, delicate, s.type === 'datetime' && isClock(s), magnitudeOf(s))
  }
}

/** A condition of which only "true" counts. */
export const condition = (e: Emission, s: Scalar, column: ColumnLookup): Arg => {
  const raw = emit(e, s, column, true)
  return argOf(s, raw, raw, s.kind === 'literal' ? s.value : undefined, false)
}

const emitConvert = (e: Emission, s: ConvertScalar, column: ColumnLookup): SqlExpr => {
  const arg = argument(e, s.value, column)
  try {
    return checked(e, arg.delicate ? place(e, [arg], ([a]) => e.dialect.convert(a as Arg, s)) : e.dialect.convert(arg, s))
  } catch (error) {
    return refused(e, error, `to${s.type}`, s.span)
  }
}

/** A property or an element, with the steps that are computed among the arguments. */
const emitPath = (e: Emission, s: PathScalar, column: ColumnLookup): SqlExpr => {
  const object = argument(e, s.object, column)
  let delicate = object.delicate
  let computed = false
  const steps: (string | bigint | Arg)[] = []
  for (const step of s.steps) {
    if (typeof step !== 'object') {
      steps.push(step)
      continue
    }
    const arg = argument(e, step, column)
    computed = true
    delicate ||= arg.delicate
    steps.push(arg)
  }
  if (!delicate) return e.dialect.path(object, steps)
  const args = computed ? [object, ...steps.filter((step) => typeof step === 'object')] : [object]
  return place(e, args, ([first, ...rest]) => {
    let at = 0
    return e.dialect.path(
      first as Arg,
      steps.map((step) => (typeof step === 'object' ? (rest[at++] as Arg) : step)),
    )
  })
}

/** Built from the query's time and constants alone. */
const isClock = (s: Scalar): boolean =>
  s.kind === 'now' ||
  (s.kind === 'call' && s.type === 'datetime' && s.args.some(isClock) && s.args.every((a) => a.kind === 'literal' || isClock(a)))

/** `x in (T)`: never null; a null on the left is in nothing, and nulls in the table don't count. */
const emitInQuery = (e: Emission, s: Extract<Scalar, { kind: 'inQuery' }>, column: ColumnLookup, filter: boolean): SqlExpr => {
  const value = normal(e, s.value, column)
  const inside: SqlExpr = { kind: 'inQuery', value, query: e.subquery(s.rel, column), negated: false }
  e.delicate++
  if (filter && !s.negated) return inside
  const found = sql.coalesce(inside, sql.FALSE)
  return s.negated ? sql.not(found) : found
}
