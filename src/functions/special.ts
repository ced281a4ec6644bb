/** Functions that are more than a call with arguments: `bind/special` binds each, these entries name and describe them. */
import { type FunctionDef, type SignatureText, scalar, special } from './define.ts'

const BY_HAND = "by hand, after the function's page"

const form = (name: string, signature: SignatureText, doc: string, more: Partial<Parameters<typeof scalar>[2]> = {}): FunctionDef =>
  scalar(name, signature, { lower: special, doc, ...more })

export const specialFunctions: readonly FunctionDef[] = [
  form('ago', '(timespan: timespan): datetime', 'The time of the run less a timespan.', {
    examples: [{ kql: 'now() - ago(1h)', result: '01:00:00', source: BY_HAND }],
  }),
  form('now', '(offset: timespan?): datetime', 'The time of the run, one for the whole query.', {
    examples: [{ kql: 'now(1h) - now()', result: '01:00:00', source: BY_HAND }],
  }),
  form(
    'iff',
    '(if: bool, then: CommonScalarOrDynamic, else: CommonScalarOrDynamic): CommonNonDynamic',
    'One of two values by a condition; null is not true.',
    {
      aliases: ['iif'],
      examples: [{ kql: 'iff(2 > 1, "yes", "no")', result: 'yes' }],
    },
  ),
  form(
    'case',
    '(predicate: bool+, then: CommonScalarOrDynamic+, else: CommonScalarOrDynamic): CommonNonDynamic',
    'The value of the first condition that is true.',
    {
      examples: [{ kql: 'case(false, 1, true, 2, 3)', result: 2 }],
    },
  ),
  form('toscalar', '(expression: Scalar): Scalar', 'The first column of the first row of a table.', {
    examples: [{ kql: 'toscalar(range x from 3 to 5 step 1)', result: 3 }],
  }),
  form(
    'column_ifexists',
    '(const column_name: string, default: Scalar): Parameter1',
    'A column where there is one of this name, else the default.',
    {
      aliases: ['columnifexists'],
      examples: [
        { kql: "toscalar(print a = 1 | project column_ifexists('a', 2))", result: 1, source: BY_HAND },
        { kql: "toscalar(print a = 1 | project column_ifexists('b', 2))", result: 2, source: BY_HAND },
      ],
    },
  ),
  form('iscolumnexists', '(const column_name: string): bool', 'An older function: whether there is a column of this name.', {
    examples: [{ kql: "toscalar(print a = 1 | project iscolumnexists('a'))", result: true, source: BY_HAND }],
  }),
  form('around', '(value: Scalar, center: Scalar, delta: Scalar): bool', 'Whether a value is at most so far from a point.', {
    examples: [{ kql: 'around(12, 10, 2)', result: true, source: BY_HAND }],
  }),
  form('pack_all', '(const ignore_null_empty: bool?): dynamic', 'A bag of all columns; with true without those that are null or empty.', {
    examples: [
      { kql: "toscalar(print a = 1, b = '' | project pack_all())", result: { a: 1, b: '' }, source: BY_HAND },
      { kql: "toscalar(print a = 1, b = '' | project pack_all(true))", result: { a: 1 }, source: BY_HAND },
    ],
  }),
  form('bag_pack_columns', '(column: Scalar+): dynamic', 'A bag of columns with their names.', {
    examples: [
      { kql: "toscalar(print a = 1, b = 'x', c = 2 | project bag_pack_columns(a, b))", result: { a: 1, b: 'x' }, source: BY_HAND },
    ],
  }),
  form('column_names_of', '(table: Scalar): dynamic', 'The names of the columns of a table.', {
    examples: [{ kql: 'column_names_of((print a = 1, b = 2))', result: ['a', 'b'], source: BY_HAND }],
  }),
  form(
    'bin_auto',
    '(value: Summable): Parameter0',
    'A bin of the size that `set query_bin_auto_size` says, from the point of `set query_bin_auto_at`.',
    {
      resultName: 'argument',
      examples: [
        { kql: 'set query_bin_auto_size = 5; set query_bin_auto_at = 1; print value = bin_auto(12)', rows: [[11]], source: BY_HAND },
      ],
    },
  ),
  form('estimate_data_size', '(column: Scalar+): long', 'The bytes of columns: 8 for a long, those of its UTF-8 for a string.', {
    limit: 'Columns of other types are refused, since their size is not documented.',
    examples: [{ kql: "toscalar(print a = 1, b = 'abc' | project estimate_data_size(*))", result: 11, source: BY_HAND }],
  }),
  form(
    'geo_info_from_ip_address',
    '(ip: StringOrDynamic): dynamic',
    'Where an address is: a bag of country, state, city, latitude and longitude.',
    {
      limit: 'It needs a database of locations in the format .mmdb (--geoip FILE); without one it gives null, with a warning.',
      examples: [{ kql: "geo_info_from_ip_address('10.0.0.1')", result: null, source: BY_HAND }],
    },
  ),
  form('ingestion_time', '(): datetime', 'When a record was taken in: its _TimeReceived, else its TimeGenerated or Timestamp.', {
    resultName: 'prefix',
    prefix: '$IngestionTime',
    examples: [
      {
        kql: 'toscalar(datatable(TimeGenerated: datetime)[datetime(2026-01-01)] | project ingestion_time())',
        result: '2026-01-01T00:00:00.0000000Z',
        source: 'by hand',
      },
    ],
    limit: "A store keeps no time of ingestion; the table's own columns stand for it.",
  }),
]
