/** Tabular expressions: names, calls and pipelines → relations. */

import type { TableSchema } from '../catalog/index.ts'
import type { Call, Expression, Pipeline } from '../kql/index.ts'
import type { Column, Origin, Ref, Rel, Shared } from '../plan/index.ts'
import { messages, type Span } from '../text/index.ts'
import type { Binder, Env } from './env.ts'
import { suggestTable } from './name.ts'
import { bindOperator } from './operators/index.ts'
import { bindPattern, patternUse } from './pattern.ts'
import { withinPeriod } from './period.ts'
import { isPlace, takePlace } from './special/places.ts'
import { isBareTableForm, isTableForm, TABLE_FORMS } from './special/tables.ts'
import { callTableFunction, findUserFunction, isTabularFunction } from './user-function.ts'

export const originOf = (binder: Binder, span: Span): Origin => ({ text: binder.source.text, span })

/** Whether an expression stands for a table, judged by its form and by what its names mean here. */
export const isTabular = (env: Env, e: Expression): boolean => {
  switch (e.kind) {
    case 'pipeline':
      return e.operators.length > 0 || isTabular(env, e.source)
    case 'operator':
      return true
    case 'name': {
      if (env.row && env.binder.find(env.row.columns, e.name)) return false
      const found = env.scope.find(e.name)
      if (found) return found.kind === 'table' || (found.kind === 'function' && isTabularFunction(env, found))
      if (env.binder.catalog.table(e.name) !== undefined || e.wildcard || isBareTableForm(e.name) || isSavedTable(env, e.name)) return true
      return env.binder.forgiving && !env.row
    }
    case 'call': {
      if (isTableForm(e.name.name) || patternUse(env, e)) return true
      const fn = findUserFunction(env, e.name.name)
      return fn !== undefined && isTabularFunction(env, fn)
    }
    case 'member': // database('x').T
      return isPlace(e.object) || patternUse(env, e) !== undefined
    case 'index':
      return patternUse(env, e) !== undefined
    default:
      return false
  }
}

const isSavedTable = (env: Env, name: string): boolean => {
  const fn = env.binder.catalog.savedFunction(name)
  return fn !== undefined && isTabularFunction(env, fn)
}

/** Binds an expression that must be a table; undefined after a fault, which is reported. */
export const bindTable = (env: Env, e: Expression): Rel | undefined => {
  const pattern = patternUse(env, e)
  if (pattern) return bindPattern(env, pattern)
  switch (e.kind) {
    case 'pipeline':
      return bindPipeline(env, e)
    case 'operator':
      return bindOperator(env, undefined, e.operator)
    case 'name':
      return bindTableName(env, e.name, e.span)
    case 'call':
      return bindTableCall(env, e)
    case 'member':
      if (!isPlace(e.object)) break
      return takePlace(env, e.object) ? bindTableName({ ...env, row: undefined }, e.name.name, e.name.span) : undefined
    case 'missing':
      return undefined
    default:
      break
  }
  env.binder.report(messages.notTabular(e.span))
  return undefined
}

const bindPipeline = (env: Env, e: Pipeline): Rel | undefined => {
  let rel = bindTable(env, e.source)
  let several: string | undefined
  for (const op of e.operators) {
    if (several && op.kind !== 'render') {
      env.binder.report(messages.unsupportedForm(op.keyword, `what stands behind ${several}`, 'it would have several tables'))
      return undefined
    }
    if (!rel) return undefined
    rel = bindOperator(env, rel, op)
    if (op.kind === 'fork' || op.kind === 'facet') several = op.kind
  }
  return rel
}

const bindTableCall = (env: Env, e: Call): Rel | undefined => {
  if (e.object && isPlace(e.object) && !takePlace(env, e.object)) return undefined
  const form = findUserFunction(env, e.name.name) ? undefined : TABLE_FORMS[e.name.name]
  return form ? form(env, e) : callTableFunction(env, e)
}

/** A variable, a saved function without parameters, or a table of the store. */
export const bindTableName = (env: Env, name: string, span: Span): Rel | undefined => {
  const { binder } = env
  const found = env.scope.find(name)
  if (found?.kind === 'table') return binder.faulty.has(name) ? undefined : useShared(binder, found.shared)
  if (found?.kind === 'scalar') {
    binder.report(messages.notTabular(span))
    return undefined
  }
  const table = found ? undefined : binder.catalog.table(name)
  if (table) return scan(binder, table, span)
  if (findUserFunction(env, name) || (isBareTableForm(name) && !found)) {
    return bindTableCall(env, { kind: 'call', name: { kind: 'name', name, span }, args: [], span })
  }
  if (binder.forgiving && !found) {
    binder.reportOnce(messages.tableUnknownToSchema(span, name, suggestTable(env, name)()))
    return { kind: 'values', rows: [], columns: [], open: true, origin: originOf(binder, span) }
  }
  binder.missing.push({ name, span: binder.placed(span) })
  const suggestion = suggestTable(env, name)
  const all = binder.catalog.complete ? binder.catalog.tableNames() : undefined
  binder.reportAtLength(messages.unknownTable(span, name, undefined), () => messages.unknownTable(span, name, suggestion(), all))
  return undefined
}

/** All columns of a table, the rows of the query's period. */
export const scan = (binder: Binder, table: TableSchema, span: Span): Rel => {
  const { columns, names } = binder.read(table)
  return withinPeriod(binder, { kind: 'scan', table: table.name, columns, sources: names, origin: originOf(binder, span) })
}

/** A use of a shared relation, whose columns get new identities; its order comes along. */
export const useShared = (binder: Binder, shared: Shared): Ref => {
  const { rel } = shared
  const columns: Column[] = []
  for (const c of rel.columns) columns.push(binder.again(c))
  binder.names.derive(columns, rel.columns)
  const hidden: Column[] = []
  const more: Column[] = []
  const keys = rel.ordering?.keys.map((k) => {
    const visible = columns[rel.columns.findIndex((c) => c.id === k.column.id)]
    if (visible) return { ...k, column: visible }
    const column = binder.again(k.column)
    hidden.push(column)
    more.push(k.column)
    return { ...k, column }
  })
  const sources = more.length > 0 ? [...rel.columns, ...more] : rel.columns
  const ordering = keys && rel.ordering && { ...rel.ordering, keys }
  return { kind: 'ref', shared, columns, hidden, sources, ordering, graph: rel.graph, open: rel.open }
}
