/** Operators over a table as a whole: what it is made of, what a function makes of it, several tables of one. */
import type { Expression } from '../../kql/index.ts'
import { type Column, outerColumns, type Rel } from '../../plan/index.ts'
import { messages, type Span } from '../../text/index.ts'
import type { KustoType } from '../../types/index.ts'
import { aggregateCall } from '../call.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { isError, literal } from '../scalar.ts'
import { Scope } from '../scope.ts'
import { bindTable, originOf, useShared } from '../table.ts'
import { callTableFunction } from '../user-function.ts'
import type { BindOperator } from './index.ts'
import { bindAll } from './mv-apply.ts'
import { grouped, groupKey } from './summarize.ts'

/** What the service stores a type as. */
const STORED: Readonly<Record<KustoType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
}

export const getSchema: BindOperator<'getschema'> = (env, input, op) => {
  const { binder } = env
  const types: readonly (readonly [string, KustoType])[] = [
    ['ColumnName', 'string'],
    ['ColumnOrdinal', 'int'],
    ['DataType', 'string'],
    ['ColumnType', 'string'],
  ]
  const columns = types.map(([name, type]) => binder.column(name, { type, nullable: false }))
  const rows = input.columns.map((c, i) => [
    literal('string', c.name),
    literal('int', BigInt(i)),
    literal('string', STORED[c.type]),
    literal('string', c.type),
  ])
  const keys = [{ column: columns[1] as Column, descending: false, nullsFirst: true }]
  const ordering = { keys, explicit: false, total: true, serialized: true }
  return { kind: 'values', rows, columns, ordering, origin: originOf(binder, op.span) }
}

/** The function gets the input as its first argument; others may name columns of it, as long as the function makes no use of them. */
export const invoke: BindOperator<'invoke'> = (env, input, op) => {
  const { call } = op
  if (call.kind !== 'call') return undefined // the parser has said so
  const scope = new Scope(env.scope)
  const name = '$invoked'
  scope.set(name, { kind: 'table', shared: env.binder.shared('invoked', input, false) })
  const first: Expression = { kind: 'name', name, span: call.name.span }
  const named = input.columns.map((c) => env.binder.column(c.name, c))
  const rel = callTableFunction({ ...withRow(env, { columns: named }), scope }, { ...call, args: [first, ...call.args] })
  if (!rel || !outerColumns(rel).some((c) => named.some((n) => n.id === c.id))) return rel
  const why = 'the function would compute with a column of rows that it gets as a table'
  env.binder.report(messages.unsupportedForm(call.span, 'this argument of invoke', why))
  return undefined
}

/** The rows are read and none of them shown. */
export const consume: BindOperator<'consume'> = () => ({ kind: 'values', rows: [], columns: [] })

export const assertSchema: BindOperator<'assert-schema'> = (env, input, op) => {
  const text = (columns: readonly { readonly name: string; readonly type: KustoType }[]) =>
    `(${columns.map((c) => `${c.name}:${c.type}`).join(', ')})`
  const [expected, found] = [text(op.columns.map((c) => ({ name: c.name.name, type: c.type }))), text(input.columns)]
  if (expected === found) return input
  env.binder.report(messages.otherSchema(op.keyword, expected, found))
  return undefined
}

const first = (env: Env, at: Span, operator: string, tables: readonly (Rel | undefined)[]): Rel | undefined => {
  if (tables.includes(undefined)) return undefined
  if (tables.length > 1) env.binder.report(messages.severalTables(at, operator, tables.length))
  return tables[0]
}

/** A table for each sub-query. */
export const fork: BindOperator<'fork'> = (env, input, op) => {
  const { binder } = env
  const shared = binder.shared('forked', input)
  const tables = op.branches.map(({ query }) =>
    query.kind === 'subquery' ? bindAll(env, useShared(binder, shared), query.operators) : bindTable(withRow(env, undefined), query),
  )
  return first(env, op.keyword, 'fork', tables)
}

/** The table of the sub-query, if there is one, then one for each column: its values and how often they occur. */
export const facet: BindOperator<'facet'> = (env, input, op) => {
  const { binder } = env
  const shared = binder.shared('faceted', input)
  const rows = op.with && bindAll(env, useShared(binder, shared), op.with.operators)
  const facets = op.by.map((e) => {
    const all = useShared(binder, shared)
    const by = bindScalar(withRow(env, rowOf(all)), e)
    if (isError(by)) return undefined
    if (e.kind !== 'name' || (by.kind !== 'column' && !all.open)) {
      binder.report(messages.expected(e.span, 'a column', 'an expression'))
      return undefined
    }
    const { output, ...count } = aggregateCall(env, 'count', [])
    return grouped(
      env,
      all,
      [groupKey(env, e.name, by)],
      [{ ...count, output: binder.renamed(output, `count_${e.name}`) }],
      originOf(binder, op.span),
    )
  })
  return first(env, op.keyword, 'facet', op.with ? [rows, ...facets] : facets)
}
