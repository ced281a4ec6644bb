/** The first rows, of all or of each group. */
import { columnRef, type Rel } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr } from '../sql/index.ts'
import { settled, sortedBy } from './around.ts'
import { emit } from './expression.ts'
import { canCompute, canFilter, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

export const limitOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'limit' }>): Open => {
  const input = shaper.open(rel.input)
  // For each row of another relation the engine takes no number that it would have to compute.
  if (rel.partition.length > 0 || (shaper.outer && rel.count.kind !== 'literal')) {
    const open = canFilter(input) ? input : shaper.seal(input, rel.input.columns)
    const o = shaper.outer
      ? settled(shaper, open, rel.input.columns, [rel.count, ...rel.partition.map((c) => columnRef(c)), ...sortedBy(rel.input)])
      : open
    const column = shaper.lookup(o)
    const partitionBy = rel.partition.map((c) => (c.type === 'string' && c.nullable ? sql.orEmpty(column(c)) : column(c)))
    const number: SqlExpr = {
      kind: 'call',
      name: 'row_number',
      args: [],
      over: { partitionBy, orderBy: rel.random ? [sql.order(shaper.emission.dialect.random())] : shaper.order(o, rel.input.ordering) },
    }
    o.qualify.push(sql.binary('<=', number, emit(shaper.emission, rel.count, column)))
    return o
  }
  const o = canCompute(input) ? input : shaper.seal(input, rel.input.columns)
  o.orderBy = rel.random ? [sql.order(shaper.emission.dialect.random())] : shaper.order(o, rel.input.ordering)
  o.limit = emit(shaper.emission, rel.count, shaper.lookup(o))
  return o
}
