/** partition: a sub-query over the rows of each value of a column. It becomes a relation that is computed for each of these values. */
import { isSame } from '../../functions/index.ts'
import type { Expression, Operator, Partition, Subquery } from '../../kql/index.ts'
import { type Column, inputsOf, type Rel } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { callOf } from '../call.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { aggregate, filter } from '../rel.ts'
import { isDynamic, isError, ref } from '../scalar.ts'
import { Scope } from '../scope.ts'
import { bindTable, originOf, useShared } from '../table.ts'
import type { BindOperator } from './index.ts'
import { wordOf } from './join.ts'
import { bindAll, ROW_BY_ROW } from './mv-apply.ts'

const STRATEGIES = ['legacy', 'native', 'shuffle']

/** The operators that the engine takes in a sub-query unless the strategy is legacy. */
const NATIVE: ReadonlySet<Operator['kind']> = new Set<Operator['kind']>([
  ...ROW_BY_ROW,
  'count',
  'distinct',
  'make-series',
  'reduce',
  'sample',
  'sample-distinct',
  'scan',
  'search',
  'serialize',
  'sort',
  'summarize',
  'take',
  'top',
  'top-hitters',
  'top-nested',
])

export const partition: BindOperator<'partition'> = (env, input, op) => {
  const { binder } = env
  const key = bindKey(env, input, op)
  if (!key) return undefined
  const { subquery } = op
  if (subquery.kind === 'subquery') {
    if (subquery.source || !fitsStrategy(env, op, subquery)) {
      if (subquery.source)
        binder.report(messages.unsupportedForm(subquery.source.span, 'the id of a sub-query', 'it is internal to the service'))
      return undefined
    }
    const whole = eachRow(env, input, subquery)
    if (whole) return whole
  }
  const shared = binder.shared('partitioned', input)
  const values = useShared(binder, shared)
  const value = binder.column(key.name, key)
  const at = input.columns.indexOf(key)
  const keys = aggregate(values, [{ output: value, value: ref(values.columns[at] as Column) }], [])
  const right =
    subquery.kind === 'subquery' ? overGroup(env, useShared(binder, shared), at, value, subquery) : withSource(env, value, subquery)
  if (!right) return undefined
  return { kind: 'apply', input: keys, right, columns: right.columns, origin: originOf(binder, op.span) }
}

const isLegacy = (op: Partition): boolean => (wordOf(op.parameters, 'hint.strategy')?.word ?? 'legacy') === 'legacy'

/** The column whose values make the groups. */
const bindKey = (env: Env, input: Rel, op: Partition): Column | undefined => {
  const { binder } = env
  const strategy = wordOf(op.parameters, 'hint.strategy')
  if (strategy && !STRATEGIES.includes(strategy.word)) binder.report(messages.unknownKind(strategy.span, strategy.word, STRATEGIES))
  if (op.scope) {
    binder.report(messages.unsupportedForm(op.scope.span, 'a scope in partition', 'what it does is not documented'))
    return undefined
  }
  const by = bindScalar(withRow(env, rowOf(input)), op.by)
  if (isError(by)) return undefined
  if (by.kind === 'column' && input.columns.includes(by.column) && !isDynamic(by)) return by.column
  binder.report(messages.mustBe(op.by.span, 'what partition goes by', 'a column of a scalar type', by.type))
  return undefined
}

const fitsStrategy = (env: Env, op: Partition, subquery: Subquery): boolean => {
  if (isLegacy(op)) return true
  const strange = subquery.operators.find((o) => !NATIVE.has(o.kind))
  if (strange)
    env.binder.report(
      messages.badArgument(strange.keyword, 'partition', `only the legacy strategy takes '${strange.kind}' in its sub-query`),
    )
  return !strange
}

/** Operators that look at one row at a time do the same to all rows; undefined where they do more. */
const eachRow = (env: Env, input: Rel, subquery: Subquery): Rel | undefined => {
  if (!subquery.operators.every((o) => ROW_BY_ROW.has(o.kind))) return undefined
  const said = env.binder.diagnostics.length
  const rel = bindAll(env, input, subquery.operators)
  // Window functions look at other rows.
  if (rel && isRowByRow(rel, input)) return rel
  env.binder.diagnostics.length = said
  return undefined
}

const isRowByRow = (rel: Rel, base: Rel): boolean =>
  rel === base || (rel.kind !== 'window' && inputsOf(rel).every((inner) => isRowByRow(inner, base)))

const overGroup = (env: Env, rows: Rel, at: number, value: Column, subquery: Subquery): Rel | undefined => {
  const own = rows.columns[at] as Column
  return bindAll(env, filter(rows, callOf(env, isSame, [ref(own), ref(value)], subquery.span)), subquery.operators)
}

/** The sub-query names its own source; of the rows around it, it knows the value, as a variable of the column's name. */
const withSource = (env: Env, value: Column, query: Expression): Rel | undefined => {
  const scope = new Scope(env.scope)
  scope.set(value.name, { kind: 'scalar', value: ref(value) })
  return bindTable({ ...withRow(env, undefined), scope }, query)
}
