/** UNION ALL; a column that an input lacks is null there. */
import type { Rel, Scalar } from '../plan/index.ts'
import { type SqlExpr, type SqlQuery, sql } from '../sql/index.ts'
import { argument as argumentOf } from './expression.ts'
import { physicalNames } from './names.ts'
import { close, define, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

export const unionOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'union' }>): Open => {
  const labels = physicalNames(rel.columns.map((c) => c.name))
  const inputs = rel.inputs.map((input, i): SqlQuery => {
    const sources = rel.sources[i] ?? new Map<number, Scalar>()
    const first = shaper.open(input)
    const used = [...sources.values()]
    const o = first.limit || first.orderBy.length > 0 || shaper.repeats(first, used, []) ? shaper.seal(first, input.columns) : first
    const column = shaper.lookup(o)
    const values = rel.columns.map((c): SqlExpr => {
      const source = sources.get(c.id)
      if (!source) return sql.cast(sql.NULL, shaper.emission.dialect.type(c.type, c.form))
      const arg = argumentOf(shaper.emission, source, column)
      return source.type === 'dynamic' && source.form !== c.form ? shaper.emission.dialect.convert(arg, c) : arg.raw
    })
    for (const [j, c] of rel.columns.entries()) define(o, c.id, values[j] as SqlExpr, false)
    return close(o, rel.columns, labels)
  })
  return shaper.sealQuery(inputs.length === 1 && inputs[0] ? inputs[0] : { kind: 'union', inputs }, rel.columns, labels, 'united')
}
