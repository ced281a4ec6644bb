/** What a condition says of nulls: a column that it compares can't be null in the rows that it keeps. */
import type { Column, Rel, Scalar } from '../plan/index.ts'

/** Conditions that are never true of a null (or, for strings, stored null) first argument. */
const REJECT_NULL = new Set(['<', '<=', '>', '>=', 'between', 'isnotnull', 'isnotempty'])
/** The same where all items are such constants. */
const LISTS = new Set(['in', 'in~'])
/** Either side may be the column. */
const BOTH_SIDES = new Set(['<', '<=', '>', '>=', '=='])
/** The same where the other side is a constant that is neither null nor ''. */
const REJECT_NULL_CONSTANT = new Set([
  '==',
  '=~',
  'has',
  'has_cs',
  'hasprefix',
  'hasprefix_cs',
  'hassuffix',
  'hassuffix_cs',
  'contains',
  'contains_cs',
  'startswith',
  'startswith_cs',
  'endswith',
  'endswith_cs',
])

const certain = (s: Scalar | undefined): boolean => s?.kind === 'literal' && s.value !== null && s.value !== ''

/** The ids of the columns that can't be null where the condition is true. */
const provenBy = (s: Scalar, ids: Set<number>): void => {
  if (s.kind !== 'call') return
  const [a, ...rest] = s.args
  if (s.fn.name === 'and') {
    for (const arg of s.args) provenBy(arg, ids)
    return
  }
  const { name } = s.fn
  const rejects =
    REJECT_NULL.has(name) || (LISTS.has(name) && rest.every(certain)) || (REJECT_NULL_CONSTANT.has(name) && s.args.some(certain))
  if (!rejects) return
  const sides = BOTH_SIDES.has(name) ? s.args : a ? [a] : []
  for (const side of sides) if (side.kind === 'column' && side.type !== 'dynamic') ids.add(side.column.id)
}

/** The filtered relation with the columns that its condition proves not to be null marked so. */
export const withoutNulls = (rel: Rel, predicate: Scalar): Rel => {
  const ids = new Set<number>()
  provenBy(predicate, ids)
  if (ids.size === 0) return rel
  const columns = rel.columns.slice()
  for (let i = 0; i < columns.length; i++) {
    const c = columns[i] as Column
    if (c.nullable && ids.has(c.id)) columns[i] = { ...c, nullable: false }
  }
  return { ...rel, columns }
}
