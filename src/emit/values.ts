/** Given rows: a VALUES list, typed by its first row. */
import type { Column, Rel, Scalar } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import type { SqlExpr, SqlQuery } from '../sql/index.ts'
import type { ColumnLookup } from './emission.ts'
import { emit } from './expression.ts'
import { physicalNamesOf } from './names.ts'
import { type Open, openFrom } from './open.ts'
import type { Shaper } from './shape.ts'

export const valuesOpen = (shaper: Shaper, rel: Extract<Rel, { kind: 'values' }>): Open => {
  const { dialect } = shaper.emission
  if (rel.rows.length === 1 && rel.columns.length === 0) return openFrom(undefined, undefined)
  const none: ColumnLookup = shaper.outer ?? (() => sql.NULL)
  const { columns: all } = rel
  const labels = physicalNamesOf(all)
  const name = shaper.name('rows')
  const typed = (s: Scalar, c: Column, first: boolean): SqlExpr => {
    const value = emit(shaper.emission, s, none)
    return first ? sql.cast(value, dialect.type(c.type, c.form)) : value
  }
  const rows = rel.rows.map((row, r) => row.map((s, i) => typed(s, all[i] as Column, r === 0)))
  if (rows.length === 0 || all.length === 0) {
    const items = all.map((c, i) => ({ value: sql.cast(sql.NULL, dialect.type(c.type, c.form)), alias: labels[i] }))
    const query: SqlQuery = {
      kind: 'select',
      items: items.length > 0 ? items : [{ value: sql.literal(1n), alias: 'one' }],
      from:
        all.length === 0 && rows.length > 0
          ? { kind: 'values', rows: rows.map(() => [sql.literal(1n)]), alias: 'r', columns: ['one'] }
          : undefined,
      where: rows.length === 0 ? [sql.FALSE] : [],
    }
    return openFrom({ kind: 'derived', query, alias: name }, name, all, labels)
  }
  return openFrom({ kind: 'values', rows, alias: name, columns: labels }, name, all, labels)
}
