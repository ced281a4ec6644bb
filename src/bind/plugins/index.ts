/** The plugins of evaluate: one binder a plugin. */
import type { Evaluate } from '../../kql/index.ts'
import type { Rel, Scalar } from '../../plan/index.ts'
import { messages, nearest } from '../../text/index.ts'
import type { Env } from '../env.ts'
import { findColumn, mayHave, openColumn } from '../expression.ts'
import { project } from '../rel.ts'
import { isTabular, originOf } from '../table.ts'
import { bagUnpack } from './bag-unpack.ts'
import { geoLineLookup, geoPolygonLookup } from './geo-lookup.ts'
import { ipv4Lookup, ipv6Lookup } from './ip-lookup.ts'
import { pivot } from './pivot.ts'

/** Binds a plugin over its input; undefined after a fault, which is reported. */
export type Plugin = (env: Env, input: Rel, op: Evaluate) => Rel | undefined

const PLUGINS: Readonly<Record<string, Plugin>> = {
  bag_unpack: bagUnpack,
  geo_line_lookup: geoLineLookup,
  geo_polygon_lookup: geoPolygonLookup,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  pivot,
}

const SERVICE = 'it asks a service outside of the event store'
const CODE = 'it runs code that the query brings along'

/** Plugins that kqlc knows and does not translate, with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  ai_chat_completion: SERVICE,
  ai_chat_completion_prompt: SERVICE,
  ai_embed_text: SERVICE,
  ai_embeddings: SERVICE,
  azure_digital_twins_query_request: SERVICE,
  cosmosdb_sql_request: SERVICE,
  csharp: CODE,
  dax_request: SERVICE,
  execute_query: SERVICE,
  http_request: SERVICE,
  http_request_post: SERVICE,
  infer_storage_schema: SERVICE,
  mysql_request: SERVICE,
  postgresql_request: SERVICE,
  python: CODE,
  r: CODE,
  sql_request: SERVICE,
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
  if (plugin) return plugin(env, withUnknown(env, input, op), op)
  const why = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
  const known = [...Object.keys(PLUGINS), ...Object.keys(REFUSED)]
  env.binder.report(why ? messages.unsupportedFunction(span, name, why) : messages.unknownFunction(span, name, nearest(name, known)))
  return undefined
}
