/** UNION ALL; a column that an input lacks is null there. */
import type { Column, Rel, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlQuery } from '../sql/index.ts'
import { argument as argumentOf } from './expression.ts'
import { physicalNames } from './names.ts'
import { close, define, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

type Union = Extract<Rel, { kind: 'union' }>

export const unionOpen = (shaper: Shaper, rel: Union): Open => {
  const labels = physicalNames(rel.columns.map((c) => c.name))
  const given = givenColumns(rel)
  const inputs = rel.inputs.map((input, i): SqlQuery => {
    const sources = rel.sources[i] ?? new Map<number, Scalar>()
    const first = shaper.open(input)
    const used = [...sources.values()]
    const o = first.limit || first.orderBy.length > 0 || shaper.repeats(first, used, []) ? shaper.seal(first, input.columns) : first
    const column = shaper.lookup(o)
    const places = given[i] ?? []
    const values = places.map((at): SqlExpr => {
      const c = rel.columns[at] as Column
      const source = sources.get(c.id)
      if (!source) return sql.cast(sql.NULL, shaper.emission.dialect.type(c.type, c.form))
      const arg = argumentOf(shaper.emission, source, column)
      return source.type === 'dynamic' && source.form !== c.form ? shaper.emission.dialect.convert(arg, c) : arg.raw
    })
    const columns = places.map((at) => rel.columns[at] as Column)
    for (const [j, c] of columns.entries()) define(o, c.id, values[j] as SqlExpr, false)
    return close(
      o,
      columns,
      places.map((at) => labels[at] ?? ''),
    )
  })
  const byName = given.some((places) => places.length < rel.columns.length)
  return shaper.sealQuery(inputs.length === 1 && inputs[0] ? inputs[0] : { kind: 'union', inputs, byName }, rel.columns, labels, 'united')
}

/**
 * For each input the places of the columns that it gives: those that it has. Writing a null for each of the others would take
 * inputs × columns, which a search in all tables can't afford. What no input has is the first one's, and each gives at least one.
 */
const givenColumns = ({ columns, sources }: Union): readonly (readonly number[])[] => {
  const place = new Map(columns.map((c, at) => [c.id, at]))
  const given = sources.map((all) => [...all.keys()].flatMap((id) => place.get(id) ?? []).sort((a, b) => a - b))
  const found = new Set(given.flat())
  const nowhere = [...place.values()].filter((at) => !found.has(at))
  return given.map((places, i) => {
    const all = i === 0 && nowhere.length > 0 ? [...places, ...nowhere].sort((a, b) => a - b) : places
    return all.length === 0 && columns.length > 0 ? [0] : all
  })
}
