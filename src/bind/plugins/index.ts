/** The plugins of evaluate: one binder a plugin. */
import { findPlugin, pluginNames } from '../../functions/index.ts'
import type { Evaluate } from '../../kql/index.ts'
import type { Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest } from '../../text/index.ts'
import type { Env } from '../env.ts'
import { findColumn, mayHave, openColumn } from '../expression.ts'
import { project, unserialized } from '../rel.ts'
import { isTabular, originOf } from '../table.ts'
import {
  activeUsersCount,
  activityCountsMetrics,
  activityEngagement,
  activityMetrics,
  newActivityMetrics,
  slidingWindowCounts,
} from './activity.ts'
import { bagUnpack } from './bag-unpack.ts'
import { geoLineLookup, geoPolygonLookup } from './geo-lookup.ts'
import { ipv4Lookup, ipv6Lookup } from './ip-lookup.ts'
import { pivot } from './pivot.ts'
import { dcountIntersect, identity, narrow, preview, rollingPercentile, rowsNear, schemaMerge } from './rows.ts'

/** Binds a plugin over its input; undefined after a fault, which is reported. */
export type Plugin = (env: Env, input: Rel, op: Evaluate) => Rel | undefined

const PLUGINS: Readonly<Record<string, Plugin>> = {
  active_users_count: activeUsersCount,
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  bag_unpack: bagUnpack,
  dcount_intersect: dcountIntersect,
  geo_line_lookup: geoLineLookup,
  geo_polygon_lookup: geoPolygonLookup,
  identity,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  narrow,
  new_activity_metrics: newActivityMetrics,
  pivot,
  preview,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  schema_merge: schemaMerge,
  sliding_window_counts: slidingWindowCounts,
}

/** The input with a null column for each name of the call that it may have, though nothing is known of it. */
const withUnknown = (env: Env, input: Rel, op: Evaluate): Rel => {
  if (!mayHave(env, input)) return input
  const definitions = new Map<number, Scalar>()
  const columns = [...input.columns]
  for (const arg of op.call.args) {
    const e = arg.kind === 'named' ? arg.value : arg
    if (e.kind !== 'name' || findColumn(columns, e.name) || isTabular(env, e)) continue
    const unknown = openColumn(env, e)
    const column = env.binder.column(e.name, unknown)
    definitions.set(column.id, unknown)
    columns.push(column)
  }
  return definitions.size === 0 ? input : project(input, columns, definitions, originOf(env.binder, op.span))
}

export const evaluate = (env: Env, input: Rel, op: Evaluate): Rel | undefined => {
  const { name, span } = op.call.name
  const plugin = Object.hasOwn(PLUGINS, name) ? PLUGINS[name] : undefined
  if (plugin) {
    const rel = plugin(env, withUnknown(env, input, op), op)
    return rel && unserialized(rel)
  }
  const lower = findPlugin(name)?.signatures[0]?.lower
  env.binder.report(
    lower?.kind === 'unsupported'
      ? messages.unsupportedFunction(span, name, lower.why)
      : messages.unknownFunction(span, name, nearest(name, pluginNames())),
  )
  return undefined
}
