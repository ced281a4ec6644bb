/** pivot: a column for each value of a column, holding an aggregate over the rows with that value. */
import { findAggregate, findFunction, operatorFunction } from '../../functions/index.ts'
import type { Call, Expression } from '../../kql/index.ts'
import type { CallColumn, Column, Rel, Scalar } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import { aggregateCall, aggregateOf, callOf } from '../call.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { aggregate, project } from '../rel.ts'
import { isError, literal, ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { refersTo } from '../window.ts'
import { argumentsOf, columnArgument, haveNames } from './arguments.ts'
import type { Plugin } from './index.ts'

/** The aggregates that pivot takes (its page), and the same over rows that fulfil a condition. */
const CONDITIONAL: Readonly<Record<string, string>> = {
  avg: 'avgif',
  count: 'countif',
  dcount: 'dcountif',
  make_bag: 'make_bag_if',
  make_list: 'make_list_if',
  make_set: 'make_set_if',
  max: 'maxif',
  min: 'minif',
  stdev: 'stdevif',
  sum: 'sumif',
  take_any: 'take_anyif',
  any: 'take_anyif',
  variance: 'varianceif',
}

interface Measure {
  readonly name: string
  readonly args: readonly Scalar[]
}

export const pivot: Plugin = (env, input, op) => {
  const { binder } = env
  const args = argumentsOf(env, op.call, ['pivotColumn', 'aggregateFunction'], 1, true)
  const column = args?.pivotColumn && columnArgument(env, input, args.pivotColumn)
  if (!args || !column) return undefined
  // A column in the place of the aggregate is one of those that stay.
  const measured = args.aggregateFunction?.kind === 'call' ? args.aggregateFunction : undefined
  const listed = args.aggregateFunction && !measured ? [args.aggregateFunction, ...args.rest] : args.rest
  const measure = measured ? bindMeasure(env, input, measured) : { name: 'countif', args: [] }
  const keys = keysOf(env, input, listed, column, measure?.args ?? [])
  if (!measure || !keys) return undefined
  const name = textOf(env, ref(column), op.span)
  const schema = op.schema?.columns
  const names = schema ? schema.map((c) => c.name.name).filter((n) => !keys.some((k) => k.name === n)) : namesOf(env, input, name, op.call)
  if (!names) return undefined
  const calls = names.map((value): CallColumn => {
    const condition = callOf(env, operatorFunction('=='), [name, literal('string', value)], op.span)
    const [first, ...more] = measure.args
    const call = aggregateCall(env, measure.name, first ? [first, condition, ...more] : [condition])
    return { ...call, output: binder.renamed(call.output, value) }
  })
  const origin = originOf(binder, op.span)
  const groups = aggregate(
    input,
    keys.map((k) => ({ output: binder.column(k.name, k), value: ref(k) })),
    calls,
    origin,
  )
  if (!schema) return names.length === 0 ? { ...groups, open: true } : groups
  const definitions = new Map<number, Scalar>()
  const columns = schema.flatMap(({ name: declared, type }) => {
    const found = groups.columns.find((c) => c.name === declared.name)
    if (!found || found.type === type) return found ?? []
    const value = promotedTo(env, ref(found), type)
    const converted = binder.column(declared.name, value)
    definitions.set(converted.id, value)
    return converted
  })
  return project(groups, columns, definitions, origin)
}

const bindMeasure = (env: Env, input: Rel, call: Call): Measure | undefined => {
  const name = Object.hasOwn(CONDITIONAL, call.name.name) ? CONDITIONAL[call.name.name] : undefined
  if (name === undefined) {
    env.binder.report(messages.unknownKind(call.name.span, call.name.name, Object.keys(CONDITIONAL)))
    return undefined
  }
  const args = call.args.map((a) => bindScalar(withRow(env, rowOf(input)), a))
  const fn = findAggregate(call.name.name)
  return fn && !args.some(isError) && aggregateOf(env, fn, args, call.span, name) ? { name, args } : undefined
}

/** The columns that stay: those that are listed, else all that the pivot doesn't use. */
const keysOf = (env: Env, input: Rel, listed: readonly Expression[], column: Column, used: readonly Scalar[]): Column[] | undefined => {
  if (listed.length === 0) return input.columns.filter((c) => c !== column && !used.some((s) => refersTo(s, [c])))
  const keys = listed.map((e) => columnArgument(env, input, e))
  return keys.includes(undefined) ? undefined : (keys as Column[])
}

const textOf = (env: Env, value: Scalar, span: Span): Scalar => {
  const fn = findFunction('tostring')
  return fn && value.type !== 'string' ? callOf(env, fn, [value], span) : value
}

/** The values of the pivoted column, sorted; undefined where they can't be known, which is reported. */
const namesOf = (env: Env, input: Rel, name: Scalar, call: Call): string[] | undefined => {
  const { binder } = env
  const output = binder.column('name', name)
  const answer = binder.ask(aggregate(input, [{ output, value: name }], []))
  if (answer === 'pending') return undefined
  if (!answer) {
    binder.report(
      messages.unsupportedForm(call.span, 'pivot without a schema', 'its columns depend on data; write `: (name:type, …)` behind it'),
    )
    return undefined
  }
  const names = answer.map((row) => String(row[0])).sort()
  return haveNames(env, call, names) ? names : undefined
}
