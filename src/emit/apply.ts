/** A relation for each row of another. */
import type { Rel } from '../plan/index.ts'
import { physicalNamesOf } from './names.ts'
import { type Open, openFrom, qualified } from './open.ts'
import type { Shaper } from './shape.ts'

export const applyOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'apply' }>): Open => {
  const input = shaper.bare(rel.input)
  const column = shaper.lookup(input)
  // Qualified: a column of the same name that is being made inside would hide it.
  const inner = shaper.inner((c) => qualified(column(c), input.alias))
  const columns = rel.right.columns
  const labels = physicalNamesOf(columns)
  const name = shaper.name('applied')
  const query = inner.whole(rel.right, labels, undefined)
  const from = {
    kind: 'join',
    join: 'CROSS',
    left: input.from as NonNullable<Open['from']>,
    right: { kind: 'derived', query, alias: name, lateral: true },
    on: undefined,
  } as const
  const o = openFrom(from, undefined, columns, labels, name)
  o.sides = [input]
  return o
}
