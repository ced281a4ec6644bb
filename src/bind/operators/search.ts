/** search and find: rows of several tables that fulfil a condition. */
import { findFunction } from '../../functions/index.ts'
import type { Expression, Find } from '../../kql/index.ts'
import { type Column, type Rel, type Scalar, tableOf } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { commonType, type KustoType } from '../../types/index.ts'
import { callOf } from '../call.ts'
import { type Env, rowOf, withRow } from '../env.ts'
import { bindScalar } from '../expression.ts'
import { promotedTo } from '../implicit.ts'
import { filter, pick, project } from '../rel.ts'
import { isError, literal, ref, settled } from '../scalar.ts'
import { originOf } from '../table.ts'
import type { BindSource } from './index.ts'
import { wordOf } from './join.ts'
import { namesIn, searchCondition, usesAllColumns } from './search-predicate.ts'
import { allTables, bindInput, isEmptyRows, labelOf, type UnionInput, unite } from './union.ts'

const KINDS = ['default', 'case_insensitive', 'case_sensitive']

export const search: BindSource<'search'> = (env, input, op) => {
  const kind = wordOf(op.parameters, 'kind')
  if (kind && !KINDS.includes(kind.word)) {
    env.binder.report(messages.unknownKind(kind.span, kind.word, KINDS))
    return undefined
  }
  const inputs = sourcesOf(env, input, op.tables, 'search_arg', op.keyword)
  if (!inputs) return undefined
  const condition = searchCondition(env, op.predicate, kind?.word === 'case_sensitive')
  const filtered = filterAll(env, inputs, condition)
  return filtered && unite(env, filtered, { inner: false, source: '$table', origin: originOf(env.binder, op.span) })
}

type Sources = UnionInput[]

/** The tables to look into: the input, those that are listed, else all; undefined after a fault. */
const sourcesOf = (
  env: Env,
  input: Rel | undefined,
  tables: readonly Expression[],
  prefix: string,
  at: Find['keyword'],
): Sources | undefined => {
  if (input) return [{ name: labelOf(input) ?? tableOf(input) ?? `${prefix}0`, rel: input }]
  if (tables.length === 0) return allTables(env, at)
  const inputs: Sources = []
  for (const e of tables) {
    const found = bindInput(env, e, `${prefix}${inputs.length}`, false)
    if (!found) return undefined
    inputs.push(...found)
  }
  return inputs
}

/** The rows of each source that fulfil the condition. A column that a source lacks and another has is null in it. */
const filterAll = (env: Env, inputs: Sources, condition: Expression): Sources | undefined => {
  const names = namesIn(condition)
  const types = new Map<string, KustoType>()
  for (const { rel } of inputs) for (const c of rel.columns) if (names.has(c.name) && !types.has(c.name)) types.set(c.name, c.type)
  const filtered: Sources = []
  for (const [i, { name, rel }] of inputs.entries()) {
    // There may be thousands of tables without rows: one says what is wrong with the condition.
    if (i > 0 && isEmptyRows(rel)) {
      filtered.push({ name, rel })
      continue
    }
    const missing = [...types].filter(([column]) => !rel.columns.some((c) => c.name === column))
    const extended = missing.length > 0 ? withNulls(env, rel, missing) : rel
    const predicate = settled(bindScalar(withRow(env, rowOf(extended)), condition), 'bool')
    if (isError(predicate)) return undefined
    if (predicate.type !== 'bool') {
      env.binder.report(messages.mustBe(condition.span, 'the condition', 'bool', predicate.type))
      return undefined
    }
    filtered.push({ name, rel: isEmptyRows(rel) ? rel : { ...filter(extended, predicate), columns: rel.columns } })
  }
  return filtered
}

const withNulls = (env: Env, rel: Rel, missing: readonly (readonly [string, KustoType])[]): Rel => {
  const definitions = new Map<number, Scalar>()
  const columns = missing.map(([name, type]): Column => {
    const column = env.binder.column(name, { type, nullable: true })
    definitions.set(column.id, literal(type, type === 'string' ? '' : null))
    return column
  })
  return project(rel, [...rel.columns, ...columns], definitions)
}

/**
 * find: the name of the source, the columns that all sources share, those of the condition, and the rest in a bag. Sources without a
 * column of the condition are left out.
 */
export const find: BindSource<'find'> = (env, input, op) => {
  const { binder } = env
  const all = sourcesOf(env, input, op.tables, 'union_arg', op.keyword)
  if (!all) return undefined
  const condition = searchCondition(env, op.predicate, false)
  const names = namesIn(condition)
  const concerned = (rel: Rel) => rel.columns.some((c) => names.has(c.name))
  const inputs = usesAllColumns(condition) || !all.some((i) => concerned(i.rel)) ? all : all.filter((i) => concerned(i.rel))
  const filtered = filterAll(env, inputs, condition)
  if (!filtered) return undefined
  const source = wordOf(op.parameters, 'withsource')?.word ?? 'source_'
  const origin = originOf(binder, op.span)
  if (op.project && op.project !== 'smart') return projected(env, filtered, op, source)
  const [first] = filtered
  const common = (first?.rel.columns ?? []).filter((c) => filtered.every((i) => i.rel.columns.some((o) => o.name === c.name)))
  const mentioned = filtered.flatMap((i) => i.rel.columns).filter((c) => names.has(c.name))
  const wanted = [...new Set([...common, ...mentioned].map((c) => c.name))]
  const packs = filtered.some((i) => i.rel.columns.length > i.rel.columns.filter((c) => wanted.includes(c.name)).length)
  const shared = common.filter((c) => !names.has(c.name)).map((c) => ({ name: c.name, type: sharedType(filtered, c.name) }))
  const parts = filtered.map(({ name, rel }) => ({ name, rel: inTypes(env, packs ? packed(env, rel, wanted) : rel, shared) }))
  const rel = unite(env, parts, { inner: false, source, origin })
  const order = [source, ...wanted, 'pack_']
  const rank = (c: Column) => order.findIndex((name) => c.name === name || c.name.startsWith(`${name}_`))
  return pick(
    rel,
    [...rel.columns].sort((a, b) => rank(a) - rank(b)),
    origin,
  )
}

/** The type of a column that all sources have: the widest number, dynamic for a mixture (as Microsoft's parser has it). */
const sharedType = (inputs: Sources, name: string): KustoType =>
  commonType(inputs.flatMap((i) => i.rel.columns.filter((c) => c.name === name).map((c) => c.type))) ?? 'dynamic'

const inTypes = (env: Env, rel: Rel, shared: readonly { readonly name: string; readonly type: KustoType }[]): Rel => {
  const definitions = new Map<number, Scalar>()
  const columns = rel.columns.map((c): Column => {
    const wanted = shared.find((s) => s.name === c.name)
    if (!wanted || wanted.type === c.type) return c
    const value = promotedTo(env, ref(c), wanted.type)
    const column = env.binder.column(c.name, value)
    definitions.set(column.id, value)
    return column
  })
  return definitions.size > 0 ? project(rel, columns, definitions) : rel
}

/** The wanted columns of a source, and all others in a bag. */
const packed = (env: Env, rel: Rel, wanted: readonly string[]): Rel => {
  const kept = rel.columns.filter((c) => wanted.includes(c.name))
  const rest = rel.columns.filter((c) => !wanted.includes(c.name))
  const fn = findFunction('bag_pack')
  if (!fn) throw new Error("'bag_pack' is not in the registry")
  const pairs = rest.flatMap((c): Scalar[] => [literal('string', c.name), ref(c)])
  const bag = rest.length > 0 ? callOf(env, fn, pairs, { start: 0, end: 0 }) : literal('dynamic', '{}')
  const column = env.binder.column('pack_', bag)
  return project(rel, [...kept, column], new Map([[column.id, bag]]))
}

/** The columns of a project list, converted to the types it names; null where a source has none. */
const projected = (env: Env, inputs: Sources, op: Find, source: string): Rel | undefined => {
  const { binder } = env
  const list = op.project === 'smart' || !op.project ? [] : op.project
  const wanted: { name: string; type: KustoType }[] = []
  for (const item of list) {
    if (item.value.kind !== 'name') {
      const why = 'the documentation does not agree with itself on what it holds'
      binder.report(messages.unsupportedForm(item.span, 'pack(*) in find', why))
      return undefined
    }
    const { name, span } = item.value
    const found = inputs.flatMap((i) => i.rel.columns).find((c) => c.name === name)
    if (!found) binder.report(messages.unknownColumn(span, name, undefined))
    else wanted.push({ name, type: item.type ?? found.type })
  }
  const parts = inputs.map(({ name, rel }) => {
    const definitions = new Map<number, Scalar>()
    const columns = wanted.map((w) => {
      const own = rel.columns.find((c) => c.name === w.name)
      const value = own ? promotedTo(env, ref(own), w.type) : literal(w.type, w.type === 'string' ? '' : null)
      const column = binder.column(w.name, { ...value, nullable: true })
      definitions.set(column.id, value)
      return column
    })
    return { name, rel: project(rel, columns, definitions) }
  })
  return unite(env, parts, { inner: false, source, origin: originOf(binder, op.span) })
}
