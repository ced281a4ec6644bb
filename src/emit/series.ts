/**
 * make-series: the bins that have rows, gathered into lists for each group, which are then spread over the axis. Nothing as large as groups
 * times bins is ever held in rows.
 */
import type { Column, Scalar, Series } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SeriesAxis, SqlExpr, SqlItem } from '../sql/index.ts'
import { settled } from './around.ts'
import { emitCallColumn } from './call.ts'
import type { ColumnLookup } from './emission.ts'
import { argument, emit, normal } from './expression.ts'
import { physicalNames } from './names.ts'
import { close, define, type Open, openFrom } from './open.ts'
import type { Shaper } from './shape.ts'

export const seriesOpen = (shaper: Shaper, rel: Series): Open => {
  const { emission } = shaper
  const { dialect } = emission
  const bare = shaper.bare(rel.input)
  const rows = shaper.outer ? settled(shaper, bare, rel.input.columns, usedBy(rel)) : bare
  const column = shaper.lookup(rows)
  /** Bounds, step and fillers are the same for all rows. */
  const around = shaper.outer ?? (() => sql.NULL)
  const at = emit(emission, rel.axis.value, column)
  const axis: SeriesAxis = {
    type: rel.axis.value.type,
    ...boundsOf(shaper, rel, rows, at, around),
    step: argument(emission, rel.axis.step, around),
    inclusive: rel.axis.inclusive || rel.axis.to === undefined,
    checked: rel.axis.checked,
  }

  // 1. The bins that have rows.
  const named = (columns: readonly Column[]) => physicalNames([...rel.keys.map((k) => k.output.name), ...columns.map((c) => c.name), 'bin'])
  const labels = named(rel.calls.map((c) => c.output))
  const keyLabels = labels.slice(0, rel.keys.length)
  const bin = labels.at(-1) ?? 'bin'
  const keys = rel.keys.map((k) => normal(emission, k.value, column))
  const calls = rel.calls.map((c) => emitCallColumn(emission, c, column, []))
  const binned = dialect.seriesBin(at, axis)
  const lower = rel.axis.least ? emit(emission, rel.axis.least, around) : axis.from
  const inside = [sql.binary('>=', at, lower), sql.binary(axis.inclusive ? '<=' : '<', at, axis.to)]
  const bins = shaper.name('bins')
  shaper.ctes.push({
    name: bins,
    query: {
      ...close(rows, [], []),
      items: [...keys, ...calls, binned].map((value, i): SqlItem => ({ value, alias: labels[i] })),
      where: [...rows.where, ...inside],
      groupBy: [...keys, binned].filter((k) => k.kind !== 'literal'),
    },
  })

  // 2. The lists of each group; 3. all bins.
  const gathered = shaper.name('gathered')
  const all = named(rel.aggregates.map((a) => a.output))
  const valueLabels = all.slice(rel.keys.length, -1)
  const places = all.at(-1) ?? 'bin'
  const ofBin = (c: Column): SqlExpr => sql.column(labels[rel.keys.length + rel.calls.findIndex((o) => o.output.id === c.id)] ?? '')
  const values = rel.aggregates.map(({ value }) => {
    const made = normal(emission, value, ofBin)
    return value.kind === 'literal' ? sql.cast(made, dialect.type(value.type)) : made
  })
  const listed = [...values, sql.column(bin)].map(
    (value, i): SqlItem => ({ value: dialect.listAggregate(value, []), alias: [...valueLabels, places][i] }),
  )
  const grouped = keyLabels.map((label): SqlItem => ({ value: sql.column(label), alias: label }))
  shaper.ctes.push({
    name: gathered,
    query: {
      kind: 'select',
      items: [...grouped, ...listed],
      from: { kind: 'table', name: bins },
      ...(grouped.length > 0 ? { groupBy: keyLabels.map((label) => sql.column(label)) } : {}),
    },
  })
  const axisName = shaper.name('axis')
  shaper.ctes.push({ name: axisName, query: { kind: 'select', items: [{ value: dialect.seriesAxis(axis), alias: 'at' }] } })

  // 4. The lists over all bins.
  const axisList = sql.column('at', axisName)
  const ofBins = sql.column(places, gathered)
  const o = openFrom(
    { kind: 'join', join: 'CROSS', left: { kind: 'table', name: gathered }, right: { kind: 'table', name: axisName }, on: undefined },
    undefined,
  )
  for (const [i, k] of rel.keys.entries()) define(o, k.output.id, sql.column(keyLabels[i] ?? '', gathered), true)
  for (const [i, v] of rel.aggregates.entries()) {
    const filler = fixed(shaper, v.default, around)
    define(o, v.output.id, dialect.seriesSpread(sql.column(valueLabels[i] ?? '', gathered), ofBins, axisList, filler, axis.type), false)
  }
  define(o, rel.axis.output.id, axisList, true)
  // An empty axis yields no row, and without groups an input without rows doesn't either, unless kind=nonempty asks for one.
  o.where.push(sql.binary('>', sql.call('len', axisList), sql.literal(0n)))
  if (rel.keys.length === 0 && !rel.nonEmpty) o.where.push(sql.isNotNull(ofBins))
  return shaper.seal(o, rel.columns, 'series')
}

/** What is the same for all rows. A record loses the names of its fields where one of them is a macro of a row around it: no call stands alone. */
const fixed = (shaper: Shaper, s: Scalar, around: ColumnLookup): SqlExpr => {
  const value = emit(shaper.emission, s, around)
  return shaper.outer && value.kind === 'call' ? sql.call('coalesce', value) : value
}

/** The scalars that are computed for each row. */
const usedBy = ({ keys, calls, axis }: Series): Scalar[] => [...keys.map((k) => k.value), ...calls.flatMap((c) => c.args), axis.value]

/** Bounds that aren't given come from all rows, not from each group. */
const boundsOf = (shaper: Shaper, rel: Series, rows: Open, at: SqlExpr, around: ColumnLookup): { from: SqlExpr; to: SqlExpr } => {
  const given = (s: Series['axis']['from']) => s && fixed(shaper, s, around)
  const [from, to] = [given(rel.axis.from), given(rel.axis.to)]
  if (from && to) return { from, to }
  const name = shaper.name('bounds')
  const items: SqlItem[] = [
    { value: sql.call('min', at), alias: 'least' },
    { value: sql.call('max', at), alias: 'greatest' },
  ]
  shaper.ctes.push({ name, query: { ...close(rows, [], []), items } })
  const bound = (column: string): SqlExpr => ({
    kind: 'subquery',
    query: { kind: 'select', items: [{ value: sql.column(column) }], from: { kind: 'table', name } },
  })
  return { from: from ?? bound('least'), to: to ?? bound('greatest') }
}
