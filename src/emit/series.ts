/** make-series: bins of the axis that have rows, then all bins, side by side in lists. */
import type { Series } from '../plan/index.ts'
import { type SeriesAxis, type SqlExpr, type SqlItem, type SqlQuery, sql } from '../sql/index.ts'
import { argument, type ColumnLookup, emit, emitCallColumn, normal } from './expression.ts'
import { physicalNames } from './names.ts'
import { close, define, type Open, openFrom } from './open.ts'
import type { Shaper } from './shape.ts'

export const seriesOpen = (shaper: Shaper, rel: Series): Open => {
  const { emission } = shaper
  const { dialect } = emission
  const rows = shaper.bare(rel.input)
  const column = shaper.lookup(rows)
  const value = emit(emission, rel.axis.value, column)
  const type = rel.axis.value.type
  const step = argument(emission, rel.axis.step, column)
  const bounds = boundsOf(shaper, rel, rows, value)
  const axis: SeriesAxis = { type, from: bounds.from, to: bounds.to, step, inclusive: rel.axis.inclusive || rel.axis.to === undefined }

  // 1. The bins that have rows.
  const labels = physicalNames([...rel.keys.map((k) => k.output.name), ...rel.calls.map((c) => c.output.name), 'bin'])
  const bin = labels.at(-1) ?? 'bin'
  const keyLabels = labels.slice(0, rel.keys.length)
  const keys = rel.keys.map((k) => normal(emission, k.value, column))
  const calls = rel.calls.map((c) => emitCallColumn(emission, c, column, []))
  const binned = dialect.seriesBin(value, axis)
  const inside = [sql.binary('>=', value, axis.from), sql.binary(axis.inclusive ? '<=' : '<', value, axis.to)]
  const binItems: SqlItem[] = [...keys, ...calls, binned].map((v, i) => ({ value: v, alias: labels[i] }))
  const bins = shaper.name('bins')
  shaper.ctes.push({
    name: bins,
    query: {
      ...close(rows, [], []),
      items: binItems,
      where: [...rows.where, ...inside],
      groupBy: [...keys, binned].filter((k) => k.kind !== 'literal'),
    },
  })

  // 2. All bins, for each group; 3. the lists.
  const axisName = shaper.name('axis')
  const at = sql.column('at', axisName)
  const axisFrom = dialect.seriesBins(axis, axisName, 'at')
  const groups = rel.keys.length > 0 ? shaper.name('groups') : undefined
  if (groups) {
    const items = keyLabels.map((l): SqlItem => ({ value: sql.column(l), alias: l }))
    shaper.ctes.push({ name: groups, query: { kind: 'select', items, distinct: true, from: { kind: 'table', name: bins } } })
  }
  const all = groups
    ? ({ kind: 'join', join: 'CROSS', left: { kind: 'table', name: groups }, right: axisFrom, on: undefined } as const)
    : axisFrom
  const same = keyLabels.map((l) => sql.binary('IS NOT DISTINCT FROM', sql.column(l, bins), sql.column(l, groups)))
  const from = {
    kind: 'join',
    join: 'LEFT',
    left: all,
    right: { kind: 'table', name: bins },
    on: sql.and(sql.eq(sql.column(bin, bins), at), ...same),
  } as const
  const byAxis = [sql.order(at)]
  const present = sql.isNotNull(sql.column(bin, bins))
  const call: ColumnLookup = (c) => sql.column(labels[rel.keys.length + rel.calls.findIndex((o) => o.output.id === c.id)] ?? '', bins)
  const lists = rel.aggregates.map((a) =>
    dialect.listAggregate(sql.when(present, emit(emission, a.value, call), emit(emission, a.default, column)), byAxis),
  )
  const outputs = new Map<number, SqlExpr>()
  for (const [i, k] of rel.keys.entries()) outputs.set(k.output.id, sql.column(keyLabels[i] ?? '', groups))
  for (const [i, a] of rel.aggregates.entries()) outputs.set(a.output.id, lists[i] as SqlExpr)
  outputs.set(rel.axis.output.id, dialect.listAggregate(at, byAxis))
  const o = openFrom(from, undefined)
  for (const [id, expr] of outputs) define(o, id, expr, false)
  o.groupBy = groups ? keyLabels.map((l) => sql.column(l, groups)) : []
  const series = shaper.seal(o, rel.columns, 'series')
  // Without groups an empty axis, or an input without rows, yields no row, unless kind=nonempty asks for one.
  if (!groups) {
    const [list] = [...series.columns.values()]
    if (list) series.where.push(sql.isNotNull(list.sql))
    if (!rel.nonEmpty)
      series.where.push({
        kind: 'exists',
        query: { kind: 'select', items: [{ value: sql.literal(1n), alias: 'one' }], from: { kind: 'table', name: bins } },
        negated: false,
      })
  }
  return series
}

/** Bounds that aren't given come from all rows, not from each group. */
const boundsOf = (shaper: Shaper, rel: Series, rows: Open, value: SqlExpr): { from: SqlExpr; to: SqlExpr } => {
  const { emission } = shaper
  const none = () => sql.NULL
  const given = (s: Series['axis']['from']) => s && emit(emission, s, none)
  const [from, to] = [given(rel.axis.from), given(rel.axis.to)]
  if (from && to) return { from, to }
  const extreme = (name: 'min' | 'max'): SqlExpr => {
    const query: SqlQuery = { ...close(rows, [], []), items: [{ value: sql.call(name, value), alias: name }] }
    return { kind: 'subquery', query }
  }
  return { from: from ?? extreme('min'), to: to ?? extreme('max') }
}
