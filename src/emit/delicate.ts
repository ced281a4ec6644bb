/**
 * Delicate scalars: with a subquery, different each time, or with errors of their own. As arguments they are computed in front of calls that
 * have no place for them. Few statements have any, so nothing is looked for: who writes one counts it (`Emission.delicate`).
 */
import * as sql from '../sql/build.ts'
import { type Arg, printExpression, type SqlExpr } from '../sql/index.ts'
import type { Emission } from './emission.ts'

const RECORD = 'kql_bound'

/** Notes that a column is written as a delicate scalar wherever it is named, or is so no more. */
export const markColumn = (e: Emission, id: number, delicate: boolean): void => {
  if (delicate) {
    e.delicateColumns ??= new Set()
    e.delicateColumns.add(id)
  } else if (e.delicateColumns !== undefined) e.delicateColumns.delete(id)
}

/** What `make` makes of arguments of which some are delicate: these are computed before where it has no place for them. */
export const place = (e: Emission, args: readonly Arg[], make: (args: readonly Arg[]) => SqlExpr): SqlExpr => {
  const made = make(args)
  const fields: { name: string; value: SqlExpr }[] = []
  const field = (value: SqlExpr): SqlExpr => {
    const known = fields.find((f) => f.value === value)
    const name = known?.name ?? `v${fields.length}`
    if (!known) fields.push({ name, value })
    return sql.field(sql.column(RECORD), name)
  }
  const body = make(args.map((a) => (a.delicate ? { ...a, sql: field(a.sql), raw: field(a.raw) } : a)))
  if (!e.dialect.isShy(body)) return made
  const text = printExpression(body)
  const named = fields.filter((f) => text.includes(printExpression(sql.field(sql.column(RECORD), f.name))))
  return e.dialect.bound(named, RECORD, body)
}
