/** UNION ALL; a column that an input lacks is null there. */
import type { Column, Rel, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlItem, SqlQuery } from '../sql/index.ts'
import type { ColumnLookup } from './emission.ts'
import { argument, emit } from './expression.ts'
import { physicalNamesOf } from './names.ts'
import { closeWith, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

type Union = Extract<Rel, { kind: 'union' }>

export const unionOpen = (shaper: Shaper, rel: Union): Open => {
  const { columns } = rel
  const labels = physicalNamesOf(columns)
  const given = givenColumns(rel)
  const inputs: SqlQuery[] = []
  for (const input of rel.inputs) {
    const sources = rel.sources[inputs.length] ?? NO_SOURCES
    const places = given[inputs.length] ?? NO_PLACES
    const first = shaper.open(input)
    const fits = !first.limit && first.orderBy.length === 0 && !(first.computed && shaper.repeats(first, [...sources.values()]))
    const o = fits ? first : shaper.seal(first, input.columns)
    const column = shaper.lookup(o)
    const items: SqlItem[] = []
    for (const at of places) {
      const c = columns[at] as Column
      items.push({ value: itemOf(shaper, sources.get(c.id), c, column), alias: labels[at] ?? '' })
    }
    inputs.push(closeWith(o, items))
  }
  const byName = given.some((places) => places.length < columns.length)
  return shaper.sealQuery(inputs.length === 1 && inputs[0] ? inputs[0] : { kind: 'union', inputs, byName }, columns, labels, 'united')
}

/** What an input gives for a column. */
const itemOf = ({ emission }: Shaper, source: Scalar | undefined, c: Column, column: ColumnLookup): SqlExpr => {
  if (!source) return sql.cast(sql.NULL, emission.dialect.type(c.type, c.form))
  if (source.type === 'dynamic' && source.form !== c.form) return emission.dialect.convert(argument(emission, source, column), c)
  return emit(emission, source, column)
}

const NO_SOURCES: ReadonlyMap<number, Scalar> = new Map()
const NO_PLACES: readonly number[] = []

const hasAll = (given: ReadonlyMap<number, Scalar>, columns: readonly Column[]): boolean => {
  if (given.size < columns.length) return false
  for (const c of columns) if (!given.has(c.id)) return false
  return true
}

/**
 * For each input the places of the columns that it gives: those that it has. Writing a null for each of the others would take
 * inputs × columns, which a search in all tables can't afford. What no input has is the first one's, and each gives at least one.
 */
const givenColumns = ({ columns, sources }: Union): readonly (readonly number[])[] => {
  const all = columns.map((_, at) => at)
  if (sources.every((given) => hasAll(given, columns))) return sources.map(() => all)
  const place = new Map(columns.map((c, at) => [c.id, at]))
  const given = sources.map((of) => [...of.keys()].flatMap((id) => place.get(id) ?? []).sort((a, b) => a - b))
  const found = new Set(given.flat())
  const nowhere = all.filter((at) => !found.has(at))
  return given.map((places, i) => {
    const more = i === 0 && nowhere.length > 0 ? [...places, ...nowhere].sort((a, b) => a - b) : places
    return more.length === 0 && columns.length > 0 ? [0] : more
  })
}
