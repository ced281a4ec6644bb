/** Arrays unfolded into rows. */
import type { Rel } from '../plan/index.ts'
import { sql } from '../sql/index.ts'
import { argument as argumentOf, emit } from './expression.ts'
import { canFilter, define, type Open } from './open.ts'
import type { Shaper } from './shape.ts'

export const unnestOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'unnest' }>): Open => {
  const input = shaper.open(rel.input)
  const used = rel.items.map((i) => i.value)
  const passing = rel.columns.filter((c) => c.id !== rel.index.id && !rel.items.some((i) => i.output.id === c.id))
  let o = canFilter(input) && !shaper.repeats(input, used, passing) ? input : shaper.seal(input, rel.input.columns)
  const { dialect } = shaper.emission
  const outer = shaper.lookup(o)
  const args = rel.items.map((i) => ({ ...argumentOf(shaper.emission, i.value, outer) }))
  const limit = rel.limit && emit(shaper.emission, rel.limit, outer)
  for (const [i, list] of dialect.lists(args, { bags: rel.bags, keepEmpty: rel.keepEmpty, limit }).entries())
    define(o, rel.items[i]?.output.id ?? 0, list, list.kind === 'column')
  const numbered = rel.columns.some((c) => c.id === rel.index.id)
  const items = rel.items.map((i) => i.output)
  // Counting the elements takes the lists a second time: they become columns first.
  if (numbered && o.computed) o = shaper.seal(o, [...passing, ...items], 'lists')
  const lists = items.map(shaper.lookup(o))
  const { elements, index } = dialect.unnest(lists)
  for (const [i, item] of items.entries()) define(o, item.id, elements[i] ?? sql.NULL, false)
  define(o, rel.index.id, index, false)
  o.closed = true
  const outputs = [...rel.columns, ...items.filter((c) => !rel.columns.some((w) => w.id === c.id))]
  const sealed = shaper.seal(o, outputs, 'expanded')
  const lookup = shaper.lookup(sealed)
  for (const [i, item] of rel.items.entries()) {
    const raw = lookup(item.output)
    const converted = dialect.element(raw, args[i]?.form, item.output)
    define(sealed, item.output.id, converted, converted === raw)
  }
  return sealed
}
