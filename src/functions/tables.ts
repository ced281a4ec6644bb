/** Functions that yield a table, and those of graphs: bind/special/tables.ts binds the former, these entries name and describe them. */
import { type FunctionDef, scalar, special, tabular, unsupported } from './define.ts'

const GRAPH = unsupported('graphs have no counterpart in the SQL that kqlc writes')
const SERVICE = unsupported('it asks the service, and there is none here')
const INTERNAL = unsupported('it is an internal function of the service')

const BY_HAND = "by hand, after the function's page"

export const tableFunctions: readonly FunctionDef[] = [
  tabular('table', '(const name: string, scope: string?): dynamic', {
    lower: special,
    doc: 'The table of this name.',
    examples: [{ kql: "let T = datatable(a: long)[1, 2]; table('T') | count", rows: [[2]], source: BY_HAND }],
  }),
  tabular('materialize', '(table: Scalar): dynamic', {
    lower: special,
    doc: 'A table that is computed once, however often it is used.',
    examples: [{ kql: 'let T = materialize(range x from 1 to 3 step 1); T | union T | summarize sum(x)', rows: [[12]], source: BY_HAND }],
  }),
  tabular('database', '(const name: string?): dynamic', {
    lower: special,
    doc: 'In front of a table: its database. There is one store, so it changes nothing.',
    examples: [{ kql: "let T = datatable(a: long)[1, 2]; database('x').T | count", rows: [[2]], source: BY_HAND }],
  }),
  tabular('cluster', '(const name: string): dynamic', {
    lower: special,
    doc: 'In front of a database: its cluster. There is one store, so it changes nothing.',
    examples: [{ kql: "let T = datatable(a: long)[1, 2]; cluster('c').database('x').T | count", rows: [[2]], source: BY_HAND }],
  }),
  tabular('external_table', '(name: string, mapping: string?): dynamic', { lower: SERVICE, doc: 'A table outside of the service.' }),
  tabular('materialized_view', '(name: string, max_age: timespan?): dynamic', { lower: SERVICE, doc: 'A view that the service keeps.' }),
  tabular('entity_group', '(name: string): dynamic', { lower: SERVICE, doc: 'A group of databases.' }),
  tabular('stored_query_result', '(name: string, part: Scalar?): dynamic', { lower: SERVICE, doc: 'A result that the service keeps.' }),
  tabular('graph', '(name: string, snapshot: Scalar?): dynamic', { lower: GRAPH, doc: 'A graph that the service keeps.' }),
  ...['all', 'any'].map((name) =>
    scalar(name, '(pattern: Scalar, predicate: bool): bool', {
      lower: GRAPH,
      doc: `Whether ${name} elements of a path fulfil a condition.`,
    }),
  ),
  scalar('map', '(pattern: Scalar, expression: Scalar): dynamic', { lower: GRAPH, doc: 'A value for each element of a path.' }),
  scalar('inner_nodes', '(edge: Scalar): dynamic', { lower: GRAPH, doc: 'The nodes within a path.' }),
  scalar('node_id', '(node: Scalar?): string', { lower: GRAPH, doc: 'What tells a node from others.' }),
  scalar('node_degree_in', '(node: Scalar?): long', { lower: GRAPH, doc: 'How many edges lead to a node.' }),
  scalar('node_degree_out', '(node: Scalar?): long', { lower: GRAPH, doc: 'How many edges lead away from a node.' }),
  scalar('labels', '(pattern: Scalar?): dynamic', { lower: GRAPH, doc: 'The labels of a node or an edge.' }),
  scalar('extent_id', '(): guid', { lower: SERVICE, aliases: ['extentid'], doc: "Which of the service's shards holds a record." }),
  scalar('extent_tags', '(): dynamic', { lower: SERVICE, doc: "The tags of the service's shard that holds a record." }),
  scalar('current_node_id', '(): string', { lower: SERVICE, doc: 'Which machine of the service computes a record.' }),
  scalar('row_id', '(): string', { lower: SERVICE, doc: 'What tells a record from others in the service.' }),
  scalar('rowstore_ordinal_range', '(): dynamic', { lower: SERVICE, doc: 'Where the service keeps a record that came in just now.' }),
  ...(
    [
      ['__lz4_compress_dynamic_array_to_base64_string', '(dynamic: DynamicArray): string'],
      ['__hash_crc32', '(source: NotDynamic, mod: Integer, seed: Integer): long'],
      ['__hash_djb2', '(source: NotDynamic, mod: Integer?): long'],
      ['__hash_xxh64', '(source: NotDynamic, mod: Integer, seed: Integer): long'],
      ['__hash_many_crc32', '(source: Scalar+): long'],
      ['__geo_polygon_s2cell_covering_level', '(more: Scalar*): int'],
      ['__geo_polygon_validate', '(more: Scalar*): string'],
      ['__geo_line_s2cell_covering_level', '(more: Scalar*): int'],
      ['__geo_line_validate', '(more: Scalar*): string'],
      ['__geo_length_to_s2cell_level', '(more: Scalar*): int'],
      ['__ipv6_lookup_ranges', '(ip: StringOrDynamic, ranges: DynamicArray): dynamic'],
      ['__invoke', '(more: Scalar*): dynamic'],
      ['__cast', '(more: Scalar*): dynamic'],
    ] as const
  ).map(([name, signature]) => scalar(name, signature, { lower: INTERNAL, doc: 'Internal to the service.' })),
]
