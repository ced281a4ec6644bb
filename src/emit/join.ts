/** Joins: both sides become FROM items, keys compare so that nulls match. */
import { type Column, dependsOnRow, inputsOf, isVolatileRel, type Join, type Rel, type Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlFrom, SqlItem, SqlJoinKind } from '../sql/index.ts'
import { messages } from '../text/index.ts'
import { emit, normal } from './expression.ts'
import { physicalNamesOf } from './names.ts'
import { close, closeWith, find, type Open, openFrom } from './open.ts'
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
  const o = sidesOf(left, right)
  const on = conditionOf(shaper, rel, o)
  // It fails too where only what is made of its rows depends on a row around it.
  if (rel.join === 'full' && shaper.outer && (dependsOnRow(rel) || !isVolatileRel(rel))) return inTwo(shaper, rel, left, right, on)
  const half = rel.join === 'semi' || rel.join === 'anti'
  if (half) {
    o.sides = [left]
    o.side = 0
  }
  // Not every engine takes such a join where it depends on a row around it.
  if (half && shaper.outer) {
    if (scans(rel.right))
      refuse(shaper, rel, 'the engine fails where rows that depend on a row around them are looked for among those of scan')
    o.from = left.from
    o.where.push({ kind: 'exists', query: { ...close(right, [], []), where: [on] }, negated: rel.join === 'anti' })
    return o
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

const sidesOf = (left: Open, right: Open): Open => {
  const o = openFrom(undefined, undefined)
  o.sides = [left, right]
  return o
}

const conditionOf = (shaper: Shaper, rel: Join, sides: Open): SqlExpr => {
  const column = shaper.lookup(sides)
  const conditions: SqlExpr[] = []
  for (const k of rel.on) conditions.push(equal(k, normal(shaper.emission, k.left, column), normal(shaper.emission, k.right, column)))
  if (rel.condition) conditions.push(emit(shaper.emission, rel.condition, column, true))
  return sql.and(...conditions)
}

/** A full join for each row of another relation, which DuckDB doesn't take: a left join, and the right rows without a match. */
const inTwo = (shaper: Shaper, rel: Join, left: Open, right: Open, on: SqlExpr): Open => {
  if (isVolatileRel(rel)) refuse(shaper, rel, 'its rows differ each time, and where it depends on a row around it they are computed twice')
  if (scans(rel.left))
    refuse(shaper, rel, 'the engine fails where rows that depend on a row around them are looked for among those of scan')
  const { columns } = rel
  const labels = physicalNamesOf(columns)
  const column = shaper.lookup(sidesOf(left, right))
  const none = (c: Column): SqlExpr => sql.cast(sql.NULL, shaper.emission.dialect.type(c.type, c.form))
  const items = (value: (c: Column) => SqlExpr): SqlItem[] => columns.map((c, i) => ({ value: value(c), alias: labels[i] }))
  const both = openFrom({ kind: 'join', join: 'LEFT', left: left.from as SqlFrom, right: right.from as SqlFrom, on }, undefined)
  const rest = openFrom(right.from, undefined)
  rest.where.push({ kind: 'exists', query: { ...close(left, [], []), where: [on] }, negated: true })
  const inputs = [
    closeWith(both, items(column)),
    closeWith(
      rest,
      items((c) => find(right, c, right.alias) ?? none(c)),
    ),
  ]
  return shaper.sealQuery({ kind: 'union', inputs, byName: false }, columns, labels, 'joined')
}

const refuse = (shaper: Shaper, { origin }: Join, why: string): void => {
  shaper.emission.diagnostics.push(messages.unsupportedForm(origin?.span ?? { start: 0, end: 0 }, 'a join of this kind here', why))
}

/** Whether scan is among a relation's steps. */
const scans = (rel: Rel): boolean => rel.kind === 'steps' || (rel.kind === 'ref' && scans(rel.shared.rel)) || inputsOf(rel).some(scans)

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
