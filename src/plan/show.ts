/** A plan as indented text, for people and golden files. */
import type { Rel } from './rel.ts'
import type { CallColumn, Column, Scalar } from './scalar.ts'

const columnText = (c: Column): string => `${c.name}#${c.id}:${c.form ? `${c.type}(${c.form})` : c.type}${c.nullable ? '?' : ''}`
const columnsText = (columns: readonly Column[]): string => columns.map(columnText).join(', ')

const value = (v: unknown): string => (typeof v === 'bigint' ? String(v) : JSON.stringify(v))

/** A scalar on one line: columns as name#id. */
export const showScalar = (s: Scalar): string => {
  switch (s.kind) {
    case 'literal':
      return `${s.type}(${value(s.value)})`
    case 'column':
      return `${s.column.name}#${s.column.id}`
    case 'now':
      return 'now()'
    case 'call':
      return `${s.fn.name}(${s.args.map(showScalar).join(', ')})`
    case 'case':
      return `case(${s.whens.map((w) => `${showScalar(w.when)} → ${showScalar(w.then)}`).join(', ')}, else ${showScalar(s.otherwise)})`
    case 'convert':
      return `convert(${showScalar(s.value)} to ${s.form ?? s.type})`
    case 'path':
      return `${showScalar(s.object)}${s.steps.map((step) => (typeof step === 'object' ? `[${showScalar(step)}]` : `[${value(step)}]`)).join('')}`
    case 'field':
      return `${showScalar(s.value)}.${s.field}`
    case 'subquery':
      return `toscalar(\n${showPlan(s.rel, '    ')})`
    case 'inQuery':
      return `${showScalar(s.value)} ${s.negated ? 'not ' : ''}in (\n${showPlan(s.rel, '    ')})`
  }
}

const call = (c: CallColumn): string => `${columnText(c.output)} = ${c.fn.name}(${c.args.map(showScalar).join(', ')})`

const head = (rel: Rel): string => {
  switch (rel.kind) {
    case 'scan':
      return `scan ${rel.table} [${columnsText(rel.columns)}]`
    case 'file':
      return `file ${rel.paths.join(', ')} as ${rel.format} [${columnsText(rel.columns)}]`
    case 'values':
      return `values [${columnsText(rel.columns)}] ${rel.rows.map((r) => `(${r.map(showScalar).join(', ')})`).join(' ')}`
    case 'range':
      return `range ${columnsText(rel.columns)} from ${showScalar(rel.from)} to ${showScalar(rel.to)} step ${showScalar(rel.step)}`
    case 'filter':
      return `filter ${showScalar(rel.predicate)}`
    case 'project':
      return `project [${rel.columns.map((c) => (rel.definitions.has(c.id) ? `${columnText(c)} = ${showScalar(rel.definitions.get(c.id) as Scalar)}` : columnText(c))).join(', ')}]`
    case 'aggregate':
      return `aggregate [${rel.aggregates.map(call).join(', ')}] by [${rel.keys.map((k) => `${columnText(k.output)} = ${showScalar(k.value)}`).join(', ')}]`
    case 'join':
      return `join ${rel.join} on [${rel.on.map((k) => `${showScalar(k.left)} = ${showScalar(k.right)}`).join(', ')}]${rel.condition ? ` and ${showScalar(rel.condition)}` : ''}`
    case 'union':
      return `union [${columnsText(rel.columns)}]`
    case 'limit':
      return `limit ${showScalar(rel.count)}${rel.partition.length > 0 ? ` for each [${columnsText(rel.partition)}]` : ''}${rel.random ? ' at random' : ''}`
    case 'unnest':
      return `unnest [${rel.items.map((i) => `${columnText(i.output)} = ${showScalar(i.value)}`).join(', ')}]`
    case 'window':
      return `window [${rel.functions.map(call).join(', ')}]`
    case 'series':
      return `series [${rel.calls.map(call).join(', ')}] [${rel.aggregates.map((a) => `${columnText(a.output)} = ${showScalar(a.value)} or ${showScalar(a.default)}`).join(', ')}] on ${columnText(rel.axis.output)} = ${showScalar(rel.axis.value)} from ${rel.axis.from ? showScalar(rel.axis.from) : 'min'} to ${rel.axis.to ? showScalar(rel.axis.to) : 'max'} step ${showScalar(rel.axis.step)} by [${rel.keys.map((k) => columnText(k.output)).join(', ')}]`
    case 'steps':
      return `steps [${rel.steps.map((s) => [s.condition, ...s.values.values()].map(showScalar).join(' → ')).join('; ')}]`
    case 'apply':
      return 'apply'
    case 'ref':
      return `use ${rel.shared.name} [${columnsText(rel.columns)}]`
  }
}

const inputs = (rel: Rel): readonly Rel[] => {
  if (rel.kind === 'join') return [rel.left, rel.right]
  if (rel.kind === 'union') return rel.inputs
  if (rel.kind === 'apply') return [rel.input, rel.right]
  return 'input' in rel ? [rel.input] : []
}

export const showPlan = (rel: Rel, indent = ''): string => {
  const order = rel.ordering?.explicit
    ? ` order by ${rel.ordering.keys.map((k) => `${k.column.name}#${k.column.id}${k.descending ? ' desc' : ''}`).join(', ')}`
    : ''
  return [`${indent}${head(rel)}${order}`, ...inputs(rel).map((i) => showPlan(i, `${indent}  `))].join('\n')
}
