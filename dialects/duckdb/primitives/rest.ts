/** Primitives of times, dynamics, aggregates and windows. */
import type { LowerContext, LowerPrimitive, SqlExpr, WindowPrimitive } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'

/** A call over the rows in their order. */
export const over = (name: string, args: readonly SqlExpr[], context: LowerContext): SqlExpr => ({
  kind: 'call',
  name,
  args,
  over: { partitionBy: context.partitionBy, orderBy: context.orderBy },
})

export const windows: Readonly<Record<WindowPrimitive, LowerPrimitive>> = {
  row_number: ([start, restart], context) => {
    if (restart) return context.refuse('its restart is not implemented')
    const number = over('row_number', [], context)
    const first = start?.constant
    if (first === undefined) return start ? sql.binary('+', number, sql.binary('-', start.sql, sql.literal(1n))) : number
    return first === 1n ? number : sql.binary('+', number, sql.literal(BigInt(first as bigint) - 1n))
  },
}
