/** Primitives of times, dynamics, aggregates and windows. */
import type { Arg, DynamicPrimitive, LowerContext, LowerPrimitive, SqlExpr, WindowPrimitive } from '../../../src/sql/index.ts'
import { sql } from '../../../src/sql/index.ts'

export const dynamic: Readonly<Record<DynamicPrimitive, LowerPrimitive>> = {
  // Text stays text: whoever uses it reads it as JSON. A dynamic that is a string is read once more.
  parse_json: ([a]) => {
    const value = a as Arg
    if (value.type === 'string') return value.raw
    return value.form === 'text' ? sql.call('kql_reparse', value.raw) : sql.call('kql_reparse', sql.cast(value.sql, 'VARCHAR'))
  },
}

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
