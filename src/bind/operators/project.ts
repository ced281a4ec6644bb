/** Operators that choose and compute columns. */
import type { Expression, Name } from '../../kql/index.ts'
import type { Column, Origin, Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest, wildcardRegex } from '../../text/index.ts'
import { ChangedColumns } from '../column-names.ts'
import { bindItems, ColumnList, outputColumn } from '../columns.ts'
import type { Env } from '../env.ts'
import { mayHave, openColumn } from '../expression.ts'
import { pick, project as projectRel } from '../rel.ts'
import { ref } from '../scalar.ts'
import { originOf } from '../table.ts'
import { overRows } from '../window.ts'
import type { BindOperator } from './index.ts'

/** The list as a projection of the input. */
export const projectList = (env: Env, input: Rel, list: ColumnList, origin: Origin): Rel => {
  const definitions = new Map<number, Scalar>()
  const columns: Column[] = []
  for (const { name, value } of list.items) {
    let column = outputColumn(env, name, value)
    // The same column under two names, or twice: each needs an identity of its own.
    if (value.kind !== 'column' || column !== value.column || columns.includes(column)) {
      if (columns.includes(column)) column = env.binder.column(name, value)
      definitions.set(column.id, value)
    }
    columns.push(column)
  }
  return projectRel(input, columns, definitions, origin)
}

export const project: BindOperator<'project'> = (env, input, op) => {
  const list = new ColumnList(env)
  const { rel, result } = overRows(env, input, (inner) => bindItems(inner, op.columns))
  for (const item of result) list.add(item)
  return projectList(env, rel, list, originOf(env.binder, op.span))
}

export const extend: BindOperator<'extend'> = (env, input, op) => extendWith(env, input, op.columns, originOf(env.binder, op.span), true)

/** Adds columns behind the input's; one of the same name takes its place where `replace`, else gets another name (serialize). */
export const extendWith = (env: Env, input: Rel, expressions: readonly Expression[], origin: Origin, replace: boolean): Rel => {
  const { rel, result } = overRows(env, input, (inner) => bindItems(inner, expressions, false))
  const { binder } = env
  const list = new ColumnList(env, replace ? input.columns : [])
  const changed = new ChangedColumns(binder.names, input.columns)
  const definitions = new Map<number, Scalar>()
  const declared = new Set<string>()
  for (const item of result) {
    if (item.declared && declared.has(item.name)) {
      env.binder.report(messages.duplicateColumn(item.span, item.name))
      continue
    }
    let name = item.name === '' ? list.nameless() : item.name
    if (item.declared) declared.add(name)
    const at = changed.placeOf(name)
    if (at >= 0 && item.value.kind === 'column' && item.value.column === changed.at(at)) continue
    if (at >= 0 && !replace) for (let n = 1; changed.placeOf(name) >= 0; n++) name = `${item.name}${n}`
    const column = binder.column(name, item.value)
    definitions.set(column.id, item.value)
    if (at >= 0 && replace) definitions.delete((changed.at(at) as Column).id)
    changed.put(column, replace ? at : -1)
  }
  return projectRel(rel, changed.done(), definitions, origin)
}

const matchingPattern = (columns: readonly Column[], name: string): Column[] => {
  const pattern = wildcardRegex(name)
  return columns.filter((c) => pattern.test(c.name))
}

const named = (env: Env, columns: readonly Column[], name: string): Column[] => {
  const column = env.binder.find(columns, name)
  return column ? [column] : []
}

/** The columns that a name or a pattern with stars stands for; an unknown name is reported. */
const matching = (env: Env, input: Rel, e: Expression): Column[] => {
  if (e.kind === 'star') return [...input.columns]
  if (e.kind !== 'name') {
    env.binder.report(messages.expected(e.span, 'a column', 'an expression'))
    return []
  }
  const found = e.wildcard ? matchingPattern(input.columns, e.name) : named(env, input.columns, e.name)
  if (found.length === 0 && !mayHave(env, input))
    env.binder.report(
      messages.unknownColumn(
        e.span,
        e.name,
        nearest(
          e.name,
          input.columns.map((c) => c.name),
        ),
      ),
    )
  return found
}

export const projectAway: BindOperator<'project-away'> = (env, input, op) => {
  const away = new Set(op.columns.flatMap((e) => matching(env, input, e)))
  return pick(
    input,
    input.columns.filter((c) => !away.has(c)),
    originOf(env.binder, op.span),
  )
}

export const projectKeep: BindOperator<'project-keep'> = (env, input, op) => {
  const keep = new Set(op.columns.flatMap((e) => matching(env, input, e)))
  return pick(
    input,
    input.columns.filter((c) => keep.has(c)),
    originOf(env.binder, op.span),
  )
}

/**
 * A saved function may rename a column to what the service calls one of every table (`_ResourceId`): in the workspace that it was written
 * for that one is hidden. Where tables without data count as empty, the old name stays, as Microsoft's parser has it.
 */
const isHidden = (env: Env, { name, span }: Name): boolean => {
  if (!env.binder.forgiving || !name.startsWith('_')) return false
  env.binder.reportOnce(messages.hiddenColumnStays(span, name))
  return true
}

export const projectRename: BindOperator<'project-rename'> = (env, input, op) => {
  const changed = new ChangedColumns(env.binder.names, input.columns)
  const definitions = new Map<number, Scalar>()
  for (const e of op.columns) {
    if (e.kind !== 'named' || e.value.kind !== 'name') {
      env.binder.report(messages.expected(e.span, "'new = old'", 'an expression'))
      continue
    }
    const [target] = e.names
    const at = env.binder.names.placeOf(input.columns, e.value.name)
    const source = input.columns[at]
    if (target && !source && input.open) {
      const unknown = openColumn(env, e.value)
      const column = env.binder.column(target.name, unknown)
      definitions.set(column.id, unknown)
      changed.put(column, -1)
      continue
    }
    if (!source && env.binder.forgiving) {
      env.binder.reportOnce(messages.columnUnknownToSchema(e.value.span, e.value.name))
      continue
    }
    if (!source || !target) {
      env.binder.report(
        messages.unknownColumn(
          e.value.span,
          e.value.name,
          nearest(
            e.value.name,
            input.columns.map((c) => c.name),
          ),
        ),
      )
      continue
    }
    if (changed.at(at) !== source) continue // it has another name already
    const other = changed.placeOf(target.name)
    // A column may get the name that it has: Microsoft's parser takes it for a mistake, published parsers of tables do it.
    if (other >= 0 && other !== at) {
      if (!isHidden(env, target)) env.binder.report(messages.duplicateColumn(target.span, target.name))
      continue
    }
    const column = env.binder.column(target.name, source)
    definitions.set(column.id, ref(source))
    changed.put(column, at)
  }
  return projectRel(input, changed.done(), definitions, originOf(env.binder, op.span))
}

/** Names in the order of Microsoft's parser, which takes capital and small letters for the same. */
const byName = (a: string, b: string): number => {
  const [x, y] = [a.toUpperCase(), b.toUpperCase()]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The `granny` order: runs of digits compare as numbers. */
const byNumbersInName = (a: string, b: string): number => {
  const [x, y] = [a.split(/(\d+)/), b.split(/(\d+)/)]
  for (let i = 0; i < x.length && i < y.length; i++) {
    const [p = '', q = ''] = [x[i], y[i]]
    const difference = i % 2 === 1 ? Number(p) - Number(q) || p.length - q.length : byName(p, q)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

export const projectReorder: BindOperator<'project-reorder'> = (env, input, op) => {
  const columns = new Set<Column>()
  const named = new Set<Column>()
  for (const item of op.columns) {
    const found = matching(env, input, item.value)
    const [only] = found
    // A pattern that stands for one column counts as its name.
    if (only && found.length === 1 && item.value.kind === 'name') {
      if (named.has(only)) env.binder.report(messages.duplicateColumn(item.value.span, only.name))
      named.add(only)
    }
    const compare = item.order?.startsWith('granny') ? byNumbersInName : byName
    const sign = item.order?.endsWith('desc') ? -1 : 1
    if (item.order) found.sort((a, b) => sign * compare(a.name, b.name))
    for (const c of found) columns.add(c)
  }
  return pick(input, [...columns, ...input.columns.filter((c) => !columns.has(c))], originOf(env.binder, op.span))
}
