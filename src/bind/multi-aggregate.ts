/** Aggregates that fill several columns: arg_max, arg_min, take_any, percentiles. They stand at the top of an aggregate expression. */
import { type FunctionDef, findAggregate } from '../functions/index.ts'
import type { Call, Expression } from '../kql/index.ts'
import type { Column, Scalar } from '../plan/index.ts'
import { messages } from '../text/index.ts'
import { aggregateOf } from './call.ts'
import { bareColumn, type NamedScalar, splitNamed } from './columns.ts'
import { type Env, withRow } from './env.ts'
import { bindScalar } from './expression.ts'
import { nameOf } from './result-name.ts'
import { ERROR, isError, ref } from './scalar.ts'

interface Part {
  readonly name: string
  readonly value: Scalar
}

type Keys = readonly { name: string; value: Scalar }[]
type Multi = (env: Env, call: Call, fn: FunctionDef, keys: Keys) => readonly Part[]

/** The columns of such an aggregate; undefined where the expression is none. */
export const bindMultiAggregate = (env: Env, e: Expression, _by: readonly Expression[], keys: Keys): NamedScalar[] | undefined => {
  const { names, value } = splitNamed(e)
  if (value.kind !== 'call' || env.scope.find(value.name.name)) return undefined
  const multi = Object.hasOwn(MULTI, value.name.name) ? MULTI[value.name.name] : undefined
  const fn = findAggregate(value.name.name)
  if (!multi || !fn) return undefined
  const parts = multi(env, value, fn, keys)
  if (names.length > parts.length && parts.length > 0) env.binder.report(messages.tooManyNames(e.span, names.length, parts.length))
  return parts.map((p, i) => ({
    name: names[i]?.name ?? p.name,
    value: p.value,
    declared: names[i] !== undefined,
    span: names[i]?.span ?? value.span,
  }))
}

/** The input's columns that `*` stands for: all but the ones listed and the plain columns that are grouped by. */
const star = (env: Env, keys: Keys, listed: readonly (Column | undefined)[]): Column[] => {
  const grouped = keys.map((k) =>
    k.value.kind === 'column' ? k.value.column : k.value.kind === 'call' ? conversionOf(k.value.args[0], k.value) : undefined,
  )
  return (env.collector?.input ?? []).filter((c) => !listed.includes(c) && !grouped.includes(c))
}

/** What an aggregate returns of its row; a bare column behind a star is among the star's already. */
const returned = (env: Env, inner: Env, args: readonly Expression[], keys: Keys, first: readonly (Column | undefined)[]): Returned[] => {
  const parts: Returned[] = []
  const listed = [...first]
  let starred = false
  for (const [place, e] of args.entries()) {
    if (e.kind === 'star') {
      for (const c of starred ? [] : star(env, keys, listed)) parts.push({ value: ref(c), name: c.name, place })
      starred = true
      continue
    }
    const value = bindScalar(inner, e)
    const bare = bareColumn(inner, e, value)
    if (starred && bare) continue
    listed.push(bare)
    parts.push({ value, name: nameOf(inner, e), place })
  }
  return parts
}

interface Returned extends Part {
  /** The place of its argument. */
  readonly place: number
}

const conversionOf = (arg: Scalar | undefined, call: Scalar): Column | undefined =>
  arg?.kind === 'column' && arg.type === call.type && call.kind === 'call' && call.fn.name.startsWith('to') ? arg.column : undefined

/** One aggregate over a struct of the values; each part is a field of it. */
const structOf = (env: Env, fn: FunctionDef, values: readonly Scalar[], call: Call, names: readonly string[]): readonly Part[] => {
  if (values.some(isError)) return [{ name: '', value: ERROR }]
  const aggregate = aggregateOf(env, fn, values, call.span, fn.name)
  if (!aggregate) return [{ name: '', value: ERROR }]
  env.collector?.calls.push(aggregate)
  // Of a single value the aggregate is that value itself.
  if (values.length === 1) return [{ name: names[0] ?? '', value: ref(aggregate.output, call.span) }]
  return values.map((v, i) => ({
    name: names[i] ?? '',
    value: { kind: 'field', value: ref(aggregate.output), field: `f${i}`, type: v.type, form: v.form, nullable: true, span: call.span },
  }))
}

const extreme =
  (prefix: string, always: boolean): Multi =>
  (env, call, fn, keys) => {
    const inner = withRow(env, env.row)
    const [first, ...rest] = call.args
    if (!first) {
      env.binder.report(messages.wrongCount(call.span, call.name.name, 0, 1, Number.POSITIVE_INFINITY))
      return []
    }
    const value = bindScalar(inner, first)
    const base = nameOf(inner, first)
    const values: Scalar[] = [value]
    const names = [always || base === '' ? `${prefix}_${base}` : base]
    for (const { value: v, name, place } of returned(env, inner, rest, keys, [bareColumn(inner, first, value)])) {
      values.push(v)
      names.push(always || name === '' ? `${prefix}_${base}_${name || `arg${place + 1}`}` : name)
    }
    return structOf(env, fn, values, call, names)
  }

const anyOf =
  (prefix: string): Multi =>
  (env, call, fn, keys) => {
    const inner = withRow(env, env.row)
    const values: Scalar[] = []
    const names: string[] = []
    const star = call.args.find((e) => e.kind === 'star')
    if (star && prefix !== '' && call.args.length > 1) env.binder.report(messages.unexpected(star.span, "'*'"))
    for (const { value, name, place } of returned(env, inner, call.args, keys, [])) {
      values.push(value)
      names.push(name === '' ? `any_arg${place}` : `${prefix}${name}`)
    }
    return structOf(env, fn, values, call, names)
  }

/** `percentiles(x, 5, 50)`, and with weights: a column for each percentile. */
const percentiles =
  (single: string, fixed: number): Multi =>
  (env, call) => {
    const fn = findAggregate(single)
    const inner = withRow(env, env.row)
    const values = call.args.slice(0, fixed).map((a) => bindScalar(inner, a))
    if (!fn || call.args.length <= fixed) {
      env.binder.report(messages.wrongCount(call.span, call.name.name, call.args.length, fixed + 1, Number.POSITIVE_INFINITY))
      return []
    }
    const base = call.args[0] ? nameOf(inner, call.args[0]) : ''
    return call.args.slice(fixed).map((e): Part => {
      const p = bindScalar(inner, e)
      const text = p.kind === 'literal' && p.value !== null ? String(p.value).replaceAll(/[^\p{L}\p{N}]/gu, '_') : ''
      if (values.some(isError) || isError(p)) return { name: '', value: ERROR }
      const aggregate = aggregateOf(env, fn, [...values, p], call.span, single)
      if (!aggregate) return { name: '', value: ERROR }
      env.collector?.calls.push(aggregate)
      return { name: `percentile_${base}_${text}`, value: ref(aggregate.output, e.span) }
    })
  }

const MULTI: Readonly<Record<string, Multi>> = {
  arg_max: extreme('max', false),
  arg_min: extreme('min', false),
  argmax: extreme('max', true),
  argmin: extreme('min', true),
  take_any: anyOf(''),
  any: anyOf('any_'),
  percentile: percentiles('percentile', 1),
  percentiles: percentiles('percentile', 1),
  percentilew: percentiles('percentilew', 2),
  percentilesw: percentiles('percentilew', 2),
}
