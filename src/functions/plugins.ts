/** Plugins of evaluate: bind/plugins binds those that are translated, these entries name and describe them. */
import { type Declaration, type FunctionDef, plugin, special, unsupported } from './define.ts'

const SERVICE = 'it asks a service outside of the event store'
const CODE = 'it runs code that the query brings along'
const SEGMENTS = 'how it searches for segments is not documented'

const known = (name: string, parameters: string, d: Omit<Declaration, 'lower'>): FunctionDef =>
  plugin(name, `(${parameters}): dynamic`, { ...d, lower: special })
const refused = (name: string, why: string, doc: string): FunctionDef =>
  plugin(name, '(arguments: Scalar*): dynamic', { doc, lower: unsupported(why) })

const USER = 'id: Scalar, timeline: Scalar, const start: Scalar, const end: Scalar'
const SLICES = 'dimensions: Scalar*'
const VISITS = `datatable(u: string, t: datetime)['a', datetime(2026-01-01), 'b', datetime(2026-01-01 10:00), 'b', datetime(2026-01-02), 'c', datetime(2026-01-02), 'b', datetime(2026-01-03)]`
const day = (d: number) => `2026-01-0${d}T00:00:00.0000000Z`
const JANUARY = 'u, t, datetime(2026-01-01), datetime(2026-01-03)'
const BY_HAND = "by hand, after the plugin's page"

export const plugins: readonly FunctionDef[] = [
  known('activity_counts_metrics', `${USER}, const step: Scalar, ${SLICES}`, {
    doc: 'Events, users, new users and all users so far, for each step of a timeline in which there are events.',
    examples: [
      {
        kql: `${VISITS} | evaluate activity_counts_metrics(${JANUARY}, 1d)`,
        rows: [
          [day(1), 2, 2, 2, 2],
          [day(2), 2, 2, 1, 3],
          [day(3), 1, 1, 0, 3],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known('activity_engagement', `${USER}, const inner: Scalar, const outer: Scalar, ${SLICES}`, {
    doc: 'The users of each step among those of the wider window that ends with it.',
    limit: 'A step without events has no row. Events before the start count for the windows that reach there.',
    examples: [
      {
        kql: `${VISITS} | evaluate activity_engagement(${JANUARY}, 1d, 2d) | sort by t asc`,
        rows: [
          [day(1), 2, 2, 1],
          [day(2), 2, 3, 2 / 3],
          [day(3), 1, 2, 0.5],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known('activity_metrics', `${USER}, const step: Scalar, ${SLICES}`, {
    doc: 'The users of each step, those that were not there in the step before, and what share of that one stayed and left.',
    examples: [
      {
        kql: `${VISITS} | evaluate activity_metrics(${JANUARY}, 1d) | sort by t asc`,
        rows: [
          [day(1), 2, 2, 1, 0],
          [day(2), 2, 1, 0.5, 0.5],
          [day(3), 1, 0, 0.5, 0.5],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known(
    'active_users_count',
    `${USER}, const lookback: timespan, const period: timespan, const active_periods: long, const step: Scalar, ${SLICES}`,
    {
      doc: 'For each step the users that, when seen, have been seen in enough periods of the time before.',
      examples: [
        {
          kql: `${VISITS} | evaluate active_users_count(${JANUARY}, 2d, 1d, 2, 1d) | sort by t asc`,
          rows: [
            [day(2), 1],
            [day(3), 1],
          ],
          source: BY_HAND,
        },
      ],
    },
  ),
  known('new_activity_metrics', `${USER}, const step: Scalar, more: Scalar*`, {
    doc: 'For the users that are new in a step, how many come back in each step from then on.',
    limit: 'A step in which nobody is new has no rows.',
    examples: [
      {
        kql: `${VISITS} | evaluate new_activity_metrics(${JANUARY}, 1d)`,
        rows: [
          [day(1), day(1), 2, 2, 0, 1, 0],
          [day(1), day(2), 1, 1, 1, 0.5, 0.5],
          [day(1), day(3), 0, 1, 1, 0.5, 0.5],
          [day(2), day(2), 1, 1, 0, 1, 0],
          [day(2), day(3), 0, 0, 1, 0, 1],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known('sliding_window_counts', `${USER}, const lookback: Scalar, const step: Scalar, ${SLICES}`, {
    doc: 'Events and users of the window that ends with each step.',
    limit: 'A window without events has no row. Events before the start count for the windows that reach there.',
    examples: [
      {
        kql: `${VISITS} | evaluate sliding_window_counts(u, t, datetime(2026-01-01), datetime(2026-01-04), 2d, 1d) | sort by t asc`,
        rows: [
          [day(1), 2, 2],
          [day(2), 4, 3],
          [day(3), 3, 2],
          [day(4), 1, 1],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known(
    'rolling_percentile',
    `value: Scalar, const percentile: Number, index: Scalar, const bin_size: Scalar, const bins_per_window: Integer, ${SLICES}`,
    {
      doc: 'A percentile of the values of each bin and of so many bins that end with it.',
      examples: [
        {
          kql: 'range i from 1 to 6 step 1 | evaluate rolling_percentile(i, 50, i, 2, 2) | sort by i asc',
          rows: [
            [0, 1],
            [2, 2],
            [4, 3],
            [6, 5],
          ],
          source: BY_HAND,
        },
      ],
    },
  ),
  known('rows_near', 'condition: bool, const rows: Integer, const rows_after: Integer?', {
    doc: 'The rows that are at most so many rows before or behind one with the condition.',
    examples: [
      {
        kql: 'range i from 1 to 9 step 1 | evaluate rows_near(i == 4, 2, 1) | sort by i asc',
        rows: [[2], [3], [4], [5]],
        source: BY_HAND,
      },
    ],
  }),
  known('bag_unpack', 'column: dynamic, const prefix: string?, const conflict: string?, const ignored: dynamic?', {
    doc: 'A column for each key of a bag; without a schema behind it the data is asked for the keys.',
    examples: [{ kql: "print d = dynamic({'b': 'x', 'a': 1}) | evaluate bag_unpack(d)", rows: [[1, 'x']], source: BY_HAND }],
  }),
  known('pivot', 'column: Scalar, aggregate: Scalar?, keys: Scalar*', {
    doc: 'A column for each value of a column, with an aggregate over its rows; without a schema behind it the data is asked for the values.',
    examples: [
      { kql: "datatable(a: string, b: string)['x', 'p', 'x', 'q', 'x', 'p'] | evaluate pivot(b)", rows: [['x', 2, 1]], source: BY_HAND },
    ],
  }),
  known('narrow', '', {
    doc: 'A row for each cell: the number of its row, the name of its column, its text.',
    examples: [
      {
        kql: "print a = 1, b = 'x' | evaluate narrow()",
        rows: [
          [0, 'a', '1'],
          [0, 'b', 'x'],
        ],
        source: BY_HAND,
      },
    ],
  }),
  known('preview', 'const rows: Integer', {
    doc: 'Some of the rows.',
    limit: 'Of its two tables the first is the result, as always.',
    examples: [{ kql: 'print a = 1 | evaluate preview(5)', rows: [[1]], source: BY_HAND }],
  }),
  known('identity', '', { doc: 'Its input.', examples: [{ kql: 'print a = 1 | evaluate identity()', rows: [[1]], source: BY_HAND }] }),
  known('dcount_intersect', 'set: dynamic{2,16}', {
    doc: 'The sizes of the first set that hll() made, of what it has in common with the second, and so on.',
    examples: [
      {
        kql: 'range x from 1 to 30 step 1 | summarize a = hll(iff(x % 2 == 0, x, 0)), b = hll(iff(x % 3 == 0, x, 0)) | evaluate dcount_intersect(a, b) | project s0, s1',
        rows: [[16, 6]],
        source: BY_HAND,
      },
    ],
  }),
  known('ipv4_lookup', 'table: Scalar, source: string, network: string, more: Scalar*', {
    doc: 'Rows whose address lies in a network of a table.',
    examples: [
      {
        kql: "print ip = '10.1.2.3' | evaluate ipv4_lookup((datatable(net: string, n: long)['10.1.0.0/16', 1, '10.2.0.0/16', 2]), ip, net)",
        rows: [['10.1.2.3', '10.1.0.0/16', 1]],
        source: BY_HAND,
      },
    ],
  }),
  known('ipv6_lookup', 'table: Scalar, source: string, network: string, more: Scalar*', {
    doc: 'Rows whose address lies in a network of a table.',
    examples: [
      {
        kql: "print ip = 'fe80::1' | evaluate ipv6_lookup((datatable(net: string, n: long)['fe80::/10', 1, 'fd00::/8', 2]), ip, net)",
        rows: [['fe80::/10', 1, 'fe80::1']],
        source: BY_HAND,
      },
    ],
  }),
  known('geo_polygon_lookup', 'table: Scalar, polygon: dynamic, longitude: real, latitude: real, more: Scalar*', {
    doc: 'Rows whose position lies in a polygon of a table.',
    examples: [
      {
        kql: "print x = 1.0, y = 1.0 | evaluate geo_polygon_lookup((datatable(n: long, p: dynamic)[1, dynamic({'type': 'Polygon', 'coordinates': [[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]]})]), p, x, y)",
        rows: [[1, 1, 1]],
        source: BY_HAND,
      },
    ],
  }),
  known('geo_line_lookup', 'table: Scalar, line: dynamic, longitude: real, latitude: real, const radius: Number, more: Scalar*', {
    doc: 'Rows whose position is near a line of a table.',
    examples: [
      {
        kql: "print x = 1.0, y = 0.0 | evaluate geo_line_lookup((datatable(n: long, l: dynamic)[1, dynamic({'type': 'LineString', 'coordinates': [[0, 0], [3, 0]]})]), l, x, y, 10)",
        rows: [[1, 0, 1]],
        source: BY_HAND,
      },
    ],
  }),
  known('schema_merge', 'const preserve_order: bool?', {
    doc: 'One schema of several, each as getschema gives it.',
    limit: 'Columns of different types, or of the same ordinal, end the query: what becomes of them is not documented.',
    examples: [
      {
        kql: `datatable(ColumnName: string, ColumnOrdinal: long, DataType: string, ColumnType: string)[
  'a', 0, 'System.String', 'string', 'a', 0, 'System.String', 'string', 'b', 1, 'System.Int64', 'long'] | evaluate schema_merge()`,
        rows: [
          ['a', 0, 'System.String', 'string'],
          ['b', 1, 'System.Int64', 'long'],
        ],
        source: BY_HAND,
      },
    ],
  }),
  refused('session_count', 'how it counts sessions is documented by a picture alone', 'Sessions of users along a timeline.'),
  refused(
    'funnel_sequence',
    'it yields three tables, and what it does with steps at the same time is not documented',
    'What comes before and after a sequence of states.',
  ),
  refused(
    'funnel_sequence_completion',
    'what it does with steps at the same time is not documented',
    'How many users complete each step of a sequence.',
  ),
  refused(
    'sequence_detect',
    'which of several overlapping sequences it reports is not documented',
    'Sequences of events that fulfil conditions.',
  ),
  refused('autocluster', SEGMENTS, 'Common patterns of discrete values.'),
  refused('basket', SEGMENTS, 'Frequent patterns of discrete values.'),
  refused('diffpatterns', SEGMENTS, 'Patterns in which two sets of rows differ.'),
  refused('estimate_rows_count', "the estimate rests on the service's statistics", 'An estimate of the number of rows.'),
  refused('identity_v3', 'it is an internal plugin of the service', 'Internal to the service.'),
  refused('external_datatable', 'it is an internal plugin of the service', 'Internal to the service.'),
  refused('execute_show_command', 'management commands have no counterpart here', 'The result of a management command.'),
  refused('execute_query', SERVICE, 'The result of a query elsewhere.'),
  refused('infer_storage_schema', SERVICE, 'The schema of files of a storage account.'),
  refused('infer_storage_schema_with_suggestions', SERVICE, 'The schema of files of a storage account.'),
  refused('azure_digital_twins_query_request', SERVICE, 'The result of a query to Azure Digital Twins.'),
  refused('cosmosdb_sql_request', SERVICE, 'The result of a query to Cosmos DB.'),
  refused('dax_request', SERVICE, 'The result of a DAX query.'),
  refused('mysql_request', SERVICE, 'The result of a query to MySQL.'),
  refused('postgresql_request', SERVICE, 'The result of a query to PostgreSQL.'),
  refused('sql_request', SERVICE, 'The result of a query to SQL Server.'),
  refused('http_request', SERVICE, 'The answer of a web server.'),
  refused('http_request_post', SERVICE, 'The answer of a web server.'),
  refused('ai_chat_completion', SERVICE, 'The answer of a language model.'),
  refused('ai_chat_completion_prompt', SERVICE, 'The answer of a language model.'),
  refused('ai_embed_text', SERVICE, 'Vectors for texts.'),
  refused('ai_embeddings', SERVICE, 'Vectors for texts.'),
  refused('csharp', CODE, 'Runs C#.'),
  refused('python', CODE, 'Runs Python.'),
  refused('r', CODE, 'Runs R.'),
]
