/**
 * Time bounds in the stored type. DuckDB skips row groups by a condition on the column as it is stored, not on an expression over it, so
 * where a file holds TIMESTAMPTZ or TIMESTAMP_NS a bound on the datetime has to be said of the stored column too.
 */
import { type SqlExpr, sql } from '../../sql/index.ts'

/** A condition that all rows of interest fulfil: `column op value`, the column being a datetime and the value a constant TIMESTAMP. */
export interface TimeBound {
  /** The Kusto name of the column. */
  readonly column: string
  readonly op: '<' | '<=' | '=' | '>=' | '>'
  readonly value: SqlExpr
}

const timestamp = (text: string): SqlExpr => ({ kind: 'typed', type: 'TIMESTAMP', text })

/** The ends of TIMESTAMP_NS, with room for a microsecond more: a cast from beyond them is an error. */
const FIRST_NS = timestamp('1677-09-21 00:12:43.145226')
const LAST_NS = timestamp('2262-04-11 23:47:16.854774')

/** Nanoseconds are cut off toward 1970, so a bound is widened by a microsecond. Beyond the type's range it doesn't bound anything. */
const nanosecondBound = (value: SqlExpr, lower: boolean): SqlExpr => {
  const clamped = sql.call('least', sql.call('greatest', value, FIRST_NS), LAST_NS)
  const slack: SqlExpr = { kind: 'interval', amount: 1n, unit: 'MICROSECOND' }
  return sql.cast(sql.binary(lower ? '-' : '+', clamped, slack), 'TIMESTAMP_NS')
}

const BOUNDS: Readonly<Record<string, (value: SqlExpr, lower: boolean) => SqlExpr>> = {
  'TIMESTAMP WITH TIME ZONE': (value) => sql.cast(value, 'TIMESTAMPTZ'),
  TIMESTAMP_NS: nanosecondBound,
  DATE: (value) => sql.cast(value, 'DATE'),
}

/** Whether bounds on a datetime column stored so have to be repeated in its own type. */
export const needsStoredBound = (stored: string): boolean => stored in BOUNDS

/** The conditions on a stored column that follow from a bound; none where the bound itself prunes. Never narrower than the bound. */
export const storedBound = (column: SqlExpr, stored: string, bound: TimeBound): readonly SqlExpr[] => {
  const cast = BOUNDS[stored]
  if (!cast) return []
  const lower = bound.op !== '<' && bound.op !== '<='
  const upper = bound.op !== '>' && bound.op !== '>='
  return [
    ...(lower ? [sql.binary('>=', column, cast(bound.value, true))] : []),
    ...(upper ? [sql.binary('<=', column, cast(bound.value, false))] : []),
  ]
}
