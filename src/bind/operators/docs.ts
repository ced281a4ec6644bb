/** What the tabular operators are, for people: `kqlc functions` and the page of what is supported read it. The tests run the examples. */
import type { Operator } from '../../kql/index.ts'

export interface OperatorDoc {
  /** As queries write it, where that is not the kind of the node. */
  readonly name?: string
  /** Other spellings. */
  readonly aliases?: readonly string[]
  /** How it is written, behind the bar; `?` marks what may be left out. */
  readonly syntax: string
  /** One sentence of our own. */
  readonly doc: string
  /** A whole query. */
  readonly example: string
  /** What it yields, derived by hand. */
  readonly rows?: readonly (readonly unknown[])[]
  /** A limit that users should know. */
  readonly limit?: string
}

const graph = (syntax: string): OperatorDoc => ({
  syntax,
  doc: 'An operator over graphs.',
  example: 'datatable(a:string, b:string)["x", "y"] | make-graph a --> b | graph-where-nodes true',
})

const EDGE = 'datatable(a:string, b:string)["x", "y"]'
const ABC = 'datatable(k:string, n:long)["a", 1, "b", 2, "c", 3]'

/** Complete by its type: a new kind of operator doesn't compile without a line here. */
export const OPERATOR_DOCS: { readonly [K in Operator['kind']]: OperatorDoc } = {
  where: {
    aliases: ['filter'],
    syntax: 'where condition',
    doc: 'The rows for which a condition is true.',
    example: `${ABC} | where n > 1`,
    rows: [
      ['b', 2],
      ['c', 3],
    ],
  },
  extend: {
    syntax: 'extend name = expression, …',
    doc: 'Adds columns, or replaces those of the same name.',
    example: `${ABC} | extend m = n * 10 | where k == "b"`,
    rows: [['b', 2, 20]],
  },
  project: {
    syntax: 'project column, name = expression, …',
    doc: 'Only these columns, in this order.',
    example: `${ABC} | project m = -n, k | where k == "b"`,
    rows: [[-2, 'b']],
  },
  'project-away': {
    syntax: 'project-away column, pattern*, …',
    doc: 'All columns but these.',
    example: `${ABC} | project-away n | where k == "b"`,
    rows: [['b']],
  },
  'project-keep': {
    syntax: 'project-keep column, pattern*, …',
    doc: 'Only these columns, in the order of the input.',
    example: `${ABC} | project-keep n* | where n == 2`,
    rows: [[2]],
  },
  'project-by-names': {
    syntax: 'project-by-names array of names, …',
    doc: 'Only the columns of these names.',
    example: `${ABC} | project-by-names "n"`,
  },
  'project-rename': {
    syntax: 'project-rename new = old, …',
    doc: 'Gives columns other names.',
    example: `${ABC} | project-rename m = n | where m == 2`,
    rows: [['b', 2]],
  },
  'project-reorder': {
    syntax: 'project-reorder column, pattern* asc|desc|granny-asc|granny-desc, …',
    doc: 'Puts columns in front.',
    example: `${ABC} | project-reorder n | where n == 2`,
    rows: [[2, 'b']],
  },
  summarize: {
    syntax: 'summarize name = aggregate, … by key, …',
    doc: 'A row for each group of rows, with aggregates over it.',
    example: `${ABC} | summarize s = sum(n), c = count() by odd = n % 2 == 1 | sort by odd asc`,
    rows: [
      [false, 2, 1],
      [true, 4, 2],
    ],
  },
  distinct: {
    syntax: 'distinct column, … or *',
    doc: 'Each combination of values once.',
    example: `${ABC} | distinct odd = n % 2 | sort by odd asc`,
    rows: [[0], [1]],
  },
  count: { syntax: 'count as name?', doc: 'The number of rows.', example: `${ABC} | count`, rows: [[3]] },
  sort: {
    aliases: ['order'],
    syntax: 'sort by expression asc|desc nulls first|last, …',
    doc: 'Puts rows in order; descending where nothing is said.',
    example: `${ABC} | sort by n | project k`,
    rows: [['c'], ['b'], ['a']],
  },
  top: {
    syntax: 'top number by expression asc|desc',
    doc: 'The first rows in an order.',
    example: `${ABC} | top 1 by n`,
    rows: [['c', 3]],
  },
  take: {
    aliases: ['limit'],
    syntax: 'take number',
    doc: 'So many rows.',
    example: `${ABC} | take 2 | count`,
    rows: [[2]],
    limit: 'Which rows it takes is left to the engine, as in Kusto.',
  },
  'top-hitters': {
    syntax: 'top-hitters number of expression by measure?',
    doc: 'The values that occur most often, or weigh most.',
    example: `${ABC} | top-hitters 1 of k by n`,
    rows: [['c', 3]],
    limit: 'It counts exactly, where Kusto estimates.',
  },
  'top-nested': {
    syntax: 'top-nested number? of expression with others = …? by aggregate, …',
    doc: 'The best values, within each the best of another expression, and so on.',
    example: `${ABC} | top-nested 1 of k by s = sum(n)`,
    rows: [['c', 3]],
  },
  sample: {
    syntax: 'sample number',
    doc: 'So many rows at random.',
    example: `${ABC} | sample 2 | count`,
    rows: [[2]],
  },
  'sample-distinct': {
    syntax: 'sample-distinct number of expression',
    doc: 'So many different values.',
    example: `${ABC} | sample-distinct 2 of k | count`,
    rows: [[2]],
  },
  join: {
    syntax:
      'join kind=innerunique|inner|leftouter|rightouter|fullouter|leftsemi|leftanti|rightsemi|rightanti (table) on key, $left.a == $right.b',
    doc: 'Puts rows of two tables together where keys are the same.',
    example: `${ABC} | join kind=inner (datatable(k:string, m:long)["b", 7]) on k`,
    rows: [['b', 2, 'b', 7]],
    limit: 'Which row of several with the same key innerunique, the default, keeps is left to the engine, as in Kusto.',
  },
  lookup: {
    syntax: 'lookup kind=leftouter|inner (table) on key, …',
    doc: 'Adds the columns of a table of facts by keys.',
    example: `${ABC} | lookup kind=inner (datatable(k:string, m:long)["b", 7]) on k`,
    rows: [['b', 2, 7]],
  },
  union: {
    syntax: 'union kind=outer|inner withsource=name isfuzzy=true table, pattern*, …',
    doc: 'The rows of several tables, their columns matched by name.',
    example: `${ABC} | union (print k = "d", n = 4) | count`,
    rows: [[4]],
  },
  'mv-expand': {
    aliases: ['mvexpand'],
    syntax: 'mv-expand kind=bag|array with_itemindex=name name = array to typeof(type), … limit number',
    doc: 'A row for each element of arrays, or each property of bags.',
    example: 'print a = dynamic([1, 2]) | mv-expand x = a to typeof(long) | project x',
    rows: [[1], [2]],
  },
  'mv-apply': {
    aliases: ['mvapply'],
    syntax: 'mv-apply name = array to typeof(type), … on (operators)',
    doc: 'Runs operators over the elements of each row.',
    example: 'print a = dynamic([1, 2]) | mv-apply x = a to typeof(long) on (summarize s = sum(x)) | project s',
    rows: [[3]],
  },
  parse: {
    syntax: 'parse kind=simple|regex|relaxed flags=… text with pattern',
    doc: 'Takes columns out of a text by what stands between them.',
    example: 'print t = "a=1;" | parse t with * "=" n:long ";" | project n',
    rows: [[1]],
  },
  'parse-where': {
    syntax: 'parse-where kind=simple|regex|relaxed flags=… text with pattern',
    doc: "As parse, without the rows that the pattern doesn't fit.",
    example: 'datatable(t:string)["a=1;", "b"] | parse-where t with * "=" n:long ";" | project n',
    rows: [[1]],
  },
  'parse-kv': {
    syntax: 'parse-kv text as (name:type, …) with (pair_delimiter=…, kv_delimiter=…, quote=…, escape=…, greedy=…, regex=…)',
    doc: 'Takes columns out of a text of keys and values.',
    example: 'print t = "a=1;b=x" | parse-kv t as (a:long, b:string) with (pair_delimiter=";", kv_delimiter="=") | project a, b',
    rows: [[1, 'x']],
  },
  'make-series': {
    syntax: 'make-series name = aggregate default=…, … on axis from … to … step … by key, …',
    doc: 'Arrays of aggregates over an even axis, one for each group.',
    example: `${ABC} | make-series s = sum(n) default=0 on n from 1 to 4 step 1 | project s`,
    rows: [[[1, 2, 3]]],
  },
  serialize: {
    syntax: 'serialize name = expression, …',
    doc: 'Fixes the order of rows, for functions that look at the rows around.',
    example: `${ABC} | sort by n asc | serialize i = row_number() | where i == 2`,
    rows: [['b', 2, 2]],
  },
  render: {
    syntax: 'render chart with (property=value, …)',
    doc: 'Asks for a chart; the rows stay as they are.',
    example: `${ABC} | render columnchart with (title="t") | count`,
    rows: [[3]],
  },
  as: {
    syntax: 'as name',
    doc: 'Gives the rows a name for what follows.',
    example: `${ABC} | as T | count`,
    rows: [[3]],
  },
  invoke: {
    syntax: 'invoke function(…)',
    doc: 'Calls a function with the rows as its first argument.',
    example: `let F = (T:(n:long)) { T | count }; ${ABC} | invoke F()`,
  },
  evaluate: {
    syntax: 'evaluate plugin(…) : (name:type, …)',
    doc: 'Calls a plugin; they are listed on their own.',
    example: 'print d = dynamic({"a": 1}) | evaluate bag_unpack(d)',
    rows: [[1]],
  },
  search: {
    syntax: 'search kind=case_sensitive in (table, …) predicate',
    doc: 'The rows of tables that hold a term in any column.',
    example: `${ABC} | search "b" | project n`,
    rows: [[2]],
  },
  find: {
    syntax: 'find withsource=name in (table, …) where predicate project column, …',
    doc: 'The rows of several tables for which a condition is true.',
    example: `let T = ${ABC}; find in (T) where n == 2 project k | project k`,
    rows: [['b']],
  },
  facet: {
    syntax: 'facet by column, … with (operators)',
    doc: 'Counts of the values of columns, a table each.',
    example: `${ABC} | facet by k`,
  },
  fork: {
    syntax: 'fork name = (operators) …',
    doc: 'Runs several pipelines over the same rows, a table each.',
    example: `${ABC} | fork (count) (take 1)`,
  },
  partition: {
    syntax: 'partition hint.strategy=… by column (operators)',
    doc: 'Runs operators over the rows of each value of a column.',
    example: `${ABC} | partition by k (top 1 by n) | count`,
    rows: [[3]],
  },
  'partition-by': {
    name: '__partitionby',
    syntax: '__partitionby column id … (operators)',
    doc: 'An internal operator of the service.',
    example: `${ABC} | __partitionby k (take 1)`,
  },
  scan: {
    syntax: 'scan with_match_id=name declare (name:type=value, …) with (step name: condition => column = expression, …; …)',
    doc: 'Walks over rows in order and matches them with steps.',
    example: `${ABC} | sort by n asc | scan declare (s:long = 0) with (step a: true => s = n + a.s;) | project s`,
    rows: [[1], [3], [6]],
  },
  reduce: {
    syntax: 'reduce kind=source by text with threshold=…, characters=…',
    doc: 'Groups texts that are alike.',
    example: `${ABC} | reduce by k`,
  },
  consume: { syntax: 'consume', doc: 'Reads all rows and yields none.', example: `${ABC} | consume` },
  getschema: {
    syntax: 'getschema',
    doc: 'The columns of the rows, with their types.',
    example: `${ABC} | getschema | count`,
  },
  'assert-schema': {
    syntax: 'assert-schema (name:type, …)',
    doc: 'Refuses rows that have other columns.',
    example: `${ABC} | assert-schema (k:string, n:long) | count`,
  },
  'execute-and-cache': {
    name: '__executeAndCache',
    syntax: '__executeAndCache',
    doc: 'An internal operator of the service.',
    example: `${ABC} | __executeAndCache`,
  },
  'macro-expand': {
    syntax: 'macro-expand entity_group[database, …] as name (query)',
    doc: 'Runs a query over each of a group of databases.',
    example: 'macro-expand entity_group[database("a")] as d (print x = 1)',
  },
  'make-graph': {
    syntax: 'make-graph source --> target with nodes on key',
    doc: 'Makes a graph of edges, and of a table of nodes.',
    example: `${EDGE} | make-graph a --> b with_node_id=n | graph-to-table nodes | sort by n asc`,
    rows: [['x'], ['y']],
    limit: 'one table of nodes; without partitioned-by',
  },
  'graph-match': {
    syntax: 'graph-match (node)-[edge]->(node) where condition project column, …',
    doc: 'Finds a pattern of nodes and edges in a graph.',
    example: `${EDGE} | make-graph a --> b with_node_id=n | graph-match (m)-[e]->(o) project m.n, o.n`,
    rows: [['x', 'y']],
    limit: 'edges of a fixed number; without cycles=none',
  },
  'graph-shortest-paths': graph('graph-shortest-paths output=any|all (node)-[edge*1..n]->(node) project column, …'),
  'graph-to-table': {
    syntax: 'graph-to-table nodes|edges as name',
    doc: 'The nodes or the edges of a graph as a table.',
    example: `${EDGE} | make-graph a --> b | graph-to-table edges`,
    rows: [['x', 'y']],
    limit: 'one table',
  },
  'graph-mark-components': {
    syntax: 'graph-mark-components kind=weak|strong with_component_id=name',
    doc: 'Numbers the parts of a graph that no path connects, as a property of the nodes.',
    example: `${EDGE} | make-graph a --> b with_node_id=n | graph-mark-components | graph-to-table nodes | sort by n asc`,
    rows: [
      ['x', 0],
      ['y', 0],
    ],
    limit: 'up to 1,048,576 edges',
  },
  'graph-where-nodes': graph('graph-where-nodes condition'),
  'graph-where-edges': graph('graph-where-edges condition'),
  'inline-external-table': {
    name: 'inline_external_table',
    syntax: 'inline_external_table (name:type, …) kind=… (…)',
    doc: 'Rows of storage outside of the service.',
    example: 'inline_external_table (a:string) kind=storage dataformat=csv (h@"https://host.example/a.csv")',
  },
  print: { syntax: 'print name = expression, …', doc: 'One row of values.', example: 'print a = 1, "b"', rows: [[1, 'b']] },
  range: {
    syntax: 'range name from … to … step …',
    doc: 'A row for each step from one value to another.',
    example: 'range x from 1 to 5 step 2',
    rows: [[1], [3], [5]],
  },
  datatable: {
    syntax: 'datatable(name:type, …) [value, …]',
    doc: 'A table that is written out in the query.',
    example: 'datatable(a:long, b:string)[1, "x"]',
    rows: [[1, 'x']],
  },
  externaldata: {
    syntax: 'externaldata(name:type, …) [url, …] with (format=…, ignoreFirstRecord=…, ingestionMapping=…)',
    doc: 'Rows of files.',
    example: 'externaldata(a:string)["https://host.example/a.csv"] with (format="csv")',
    limit:
      'Nothing is fetched: the user names a file for each URL (--external URL=FILE). Formats: csv, tsv, psv, scsv, sohsv, txt, json, multijson.',
  },
}
