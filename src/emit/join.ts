/** Joins: both sides become FROM items, keys compare so that nulls match. */
import { dependsOnRow, type Join, type Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlFrom, SqlJoinKind } from '../sql/index.ts'
import { messages } from '../text/index.ts'
import { emit, normal } from './expression.ts'
import { close, type Open, openFrom } from './open.ts'
import type { Shaper } from './shape.ts'

const KINDS: Readonly<Record<Join['join'], SqlJoinKind>> = {
  inner: 'INNER',
  left: 'LEFT',
  right: 'RIGHT',
  full: 'FULL',
  semi: 'SEMI',
  anti: 'ANTI',
  cross: 'CROSS',
}

export const joinOpen = (shaper: Shaper, rel: Join): Open => {
  const left = shaper.bare(rel.left)
  const right = aliased(shaper, shaper.bare(rel.right), left.alias)
  const o = openFrom(undefined, undefined)
  o.sides = [left, right]
  const column = shaper.lookup(o)
  const conditions: SqlExpr[] = []
  for (const k of rel.on) conditions.push(equal(k, normal(shaper.emission, k.left, column), normal(shaper.emission, k.right, column)))
  if (rel.condition) conditions.push(emit(shaper.emission, rel.condition, column, true))
  const on = sql.and(...conditions)
  const half = rel.join === 'semi' || rel.join === 'anti'
  if (half) {
    o.sides = [left]
    o.side = 0
  }
  // Not every engine takes such a join where it depends on a row around it.
  if (half && shaper.outer) {
    o.from = left.from
    o.where.push({ kind: 'exists', query: { ...close(right, [], []), where: [on] }, negated: rel.join === 'anti' })
    return o
  }
  if (rel.join === 'full' && shaper.outer && dependsOnRow(rel)) {
    const why = 'the engine takes no such join that depends on a row around it'
    shaper.emission.diagnostics.push(messages.unsupportedForm(rel.origin?.span ?? { start: 0, end: 0 }, 'join kind=fullouter here', why))
  }
  o.from = {
    kind: 'join',
    join: KINDS[rel.join],
    left: left.from as SqlFrom,
    right: right.from as SqlFrom,
    on: rel.join === 'cross' ? undefined : on,
  }
  return o
}

/** Null keys match each other; strings are never null here. */
const equal = (k: { left: Scalar; right: Scalar }, left: SqlExpr, right: SqlExpr): SqlExpr => {
  const certain = k.left.type === 'string' || !k.left.nullable || !k.right.nullable
  return sql.binary(certain ? '=' : 'IS NOT DISTINCT FROM', left, right)
}

/** The same table on both sides needs another name on one. */
const aliased = (shaper: Shaper, o: Open, other: string | undefined): Open => {
  if (o.from?.kind !== 'table' || o.alias !== other) return o
  const alias = shaper.name(`${o.alias}_2`)
  return { ...o, from: { ...o.from, alias }, alias }
}
