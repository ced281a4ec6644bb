/** What a scheduled run is handed of a table: the service limits the rows before the query sees them. */
import type { Rel, Scalar, Scan } from '../plan/index.ts'
import { infix } from './call.ts'
import { type Binder, rootEnv } from './env.ts'
import { literal, ref } from './scalar.ts'
import { moment } from './special/clock.ts'

/** A scan with the query's period as a filter over it; without a period, or where the table has no such column, the scan itself. */
export const withinPeriod = (binder: Binder, scan: Scan): Rel => {
  const { period } = binder
  if (!period) return scan
  const time = scan.columns[scan.sources.indexOf(period.column(scan.table) ?? '')]
  if (time?.type !== 'datetime') return scan
  const env = rootEnv(binder)
  const span = scan.origin?.span ?? { start: 0, end: 0 }
  const before = (ticks: bigint): Scalar => (ticks === 0n ? moment(env) : infix(env, '-', moment(env), literal('timespan', ticks), span))
  const from = infix(env, '>=', ref(time), before(period.delay + period.length), span)
  const to = infix(env, '<', ref(time), before(period.delay), span)
  const predicate = infix(env, 'and', from, to, span)
  return { kind: 'filter', input: scan, predicate, columns: scan.columns, ordering: scan.ordering, period: true }
}
