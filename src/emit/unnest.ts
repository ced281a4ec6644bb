/** Arrays unfolded into rows. */
import { type Column, columnRef, type Rel } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import { settledWhereNeeded } from './around.ts'
import { argument as argumentOf, emit } from './expression.ts'
import { canFilter, define, type Open, redefine } from './open.ts'
import type { Shaper } from './shape.ts'

export const unnestOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'unnest' }>): Open => {
  const input = shaper.open(rel.input)
  const sources = rel.items.map((i) => i.value)
  const passing = rel.columns.filter((c) => c.id !== rel.index.id && !rel.items.some((i) => i.output.id === c.id))
  let o = canFilter(input) && !shaper.repeats(input, sources, passing) ? input : shaper.seal(input, rel.input.columns)
  if (shaper.outer) o = settledWhereNeeded(shaper, o, rel.input.columns, sources)
  const { dialect } = shaper.emission
  let args = sources.map((s) => argumentOf(shaper.emission, s, shaper.lookup(o)))
  // Lists have places where nothing delicate may stand: it becomes columns first.
  if (args.some((a) => a.delicate)) {
    const columns = rel.items.map(
      ({ output, value }): Column => ({ ...output, type: value.type, form: value.form, nullable: value.nullable }),
    )
    for (const [i, c] of columns.entries()) define(o, c.id, args[i]?.raw ?? sql.NULL, false)
    o = shaper.seal(o, [...rel.input.columns, ...columns])
    args = columns.map((c) => argumentOf(shaper.emission, columnRef(c), shaper.lookup(o)))
  }
  const limit = rel.limit && emit(shaper.emission, rel.limit, shaper.lookup(o))
  for (const [i, list] of dialect.lists(args, { bags: rel.bags, keepEmpty: rel.keepEmpty, limit }).entries())
    redefine(o, rel.items[i]?.output.id ?? 0, list, list.kind === 'column')
  const numbered = rel.columns.some((c) => c.id === rel.index.id)
  const items = rel.items.map((i) => i.output)
  // Counting the elements takes the lists a second time: they become columns first.
  if (numbered && o.computed) o = shaper.seal(o, [...passing, ...items], 'lists')
  const lists = items.map(shaper.lookup(o))
  const { elements, index } = dialect.unnest(lists)
  for (const [i, item] of items.entries()) redefine(o, item.id, elements[i] ?? sql.NULL, false)
  redefine(o, rel.index.id, index, false)
  o.closed = true
  const outputs = [...rel.columns, ...items.filter((c) => !rel.columns.some((w) => w.id === c.id))]
  const sealed = shaper.seal(o, outputs, 'expanded')
  const lookup = shaper.lookup(sealed)
  const raws = items.map(lookup)
  for (const [i, item] of rel.items.entries()) {
    const raw = raws[i] ?? sql.NULL
    const converted = dialect.element(raw, args[i]?.form, item.output)
    redefine(sealed, item.output.id, converted, converted === raw)
  }
  // DuckDB loses track of columns beside a list that is unfolded for each row of another relation, unless a condition looks at the elements.
  const [first] = raws
  if (shaper.outer && first) sealed.where.push(sql.or(sql.isNull(first), sql.isNotNull(first)))
  return sealed
}
