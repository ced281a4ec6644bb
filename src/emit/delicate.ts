/** Delicate arguments are computed in front of calls that have no place for them. */
import type { Scalar } from '../plan/index.ts'
import { scalarChildren } from '../plan/index.ts'
import * as sql from '../sql/build.ts'
import { type Arg, type Dialect, printExpression, type SqlExpr } from '../sql/index.ts'

const RECORD = 'kql_bound'

/** The delicate scalars of a statement: with a subquery, different each time, or with errors of their own. */
export class Delicate {
  readonly #dialect: Dialect
  readonly #found = new Set<Scalar>()
  readonly #columns = new Set<number>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** Notes that a scalar is delicate itself. */
  add(s: Scalar): void {
    this.#found.add(s)
  }

  /** Notes that a column is written as such a scalar wherever it is named, or is so no more. */
  column(id: number, delicate: boolean): void {
    if (delicate) this.#columns.add(id)
    else if (this.#columns.size > 0) this.#columns.delete(id)
  }

  /** Whether a scalar is delicate, or something in it. All of it has been emitted. */
  has(s: Scalar): boolean {
    if (this.#found.size === 0) return false
    return (
      this.#found.has(s) || (s.kind === 'column' && this.#columns.has(s.column.id)) || scalarChildren(s).some((child) => this.has(child))
    )
  }

  /** What `make` makes of the arguments; the delicate ones are computed before where it has no place for them. */
  place(args: readonly Arg[], make: (args: readonly Arg[]) => SqlExpr): SqlExpr {
    const made = make(args)
    if (this.#found.size === 0 || !args.some((a) => a.delicate?.())) return made
    const fields: { name: string; value: SqlExpr }[] = []
    const field = (value: SqlExpr): SqlExpr => {
      const known = fields.find((f) => f.value === value)
      const name = known?.name ?? `v${fields.length}`
      if (!known) fields.push({ name, value })
      return sql.field(sql.column(RECORD), name)
    }
    const body = make(args.map((a) => (a.delicate?.() ? { ...a, sql: field(a.sql), raw: field(a.raw) } : a)))
    if (!this.#dialect.isShy(body)) return made
    const text = printExpression(body)
    const named = fields.filter((f) => text.includes(printExpression(sql.field(sql.column(RECORD), f.name))))
    return this.#dialect.bound(named, RECORD, body)
  }
}
