import { type FunctionDef, macro, primitive, scalar, udf, undocumented, unsupported } from './define.ts'

const NO_SERVICE = unsupported('it asks the service about itself, and there is none here')

/** Functions that take texts apart, judge them, or write values as texts. */
export const parsing: readonly FunctionDef[] = [
  scalar('parse_url', '(url: string): dynamic', {
    aliases: ['parseurl'],
    lower: udf('kql_parse_url'),
    resultForm: 'text',
    doc: 'The parts of an absolute URL.',
    limit: 'Parts are not decoded; of several parameters of one name the first counts.',
    examples: [
      {
        kql: 'tostring(parse_url("scheme://user:secret@host:1234/a/path?k1=v1#part").Path)',
        result: '/a/path',
        source: 'derived by hand from a recorded result',
      },
    ],
  }),
  scalar('parse_urlquery', '(query: string): dynamic', {
    lower: udf('kql_parse_urlquery'),
    aliases: ['parseurlquery'],
    resultForm: 'text',
    doc: 'The parameters of the query part of a URL.',
    examples: [{ kql: 'parse_urlquery("k1=v1&k2=v2&k3=v3")', result: { 'Query Parameters': { k1: 'v1', k2: 'v2', k3: 'v3' } } }],
  }),
  scalar('parse_path', '(path: string): dynamic', {
    lower: udf('kql_parse_path'),
    resultForm: 'text',
    doc: 'The parts of the path of a file.',
    examples: [{ kql: 'tostring(parse_path(@"\\\\shared\\users\\temp\\file.txt.gz").DirectoryPath)', result: '\\\\shared\\users\\temp' }],
  }),
  scalar('parse_xml', '(xml: string): dynamic', {
    lower: udf('kql_parse_xml'),
    resultName: 'argument',
    resultForm: 'text',
    doc: 'The elements, attributes and texts of an XML document; null where it is not well-formed.',
    examples: [
      { kql: 'parse_xml(\'<e name="value">text</e>\')', result: { e: { '@name': 'value', '#text': 'text' } } },
      { kql: "parse_xml('<e> <a>text</a> <a>text</a> </e>')", result: { e: { a: ['text', 'text'] } } },
    ],
  }),
  scalar('parse_csv', '(csv_text: string): string[]', {
    lower: udf('kql_parse_csv'),
    resultName: 'argument',
    doc: 'The fields of the first record.',
    examples: [{ kql: 'parse_csv(\'aa,"b,b","with ""quotes"""\')', result: ['aa', 'b,b', 'with "quotes"'], source: 'derived by hand' }],
  }),
  scalar('parse_command_line', '(command_line: Text, fixed parser_type: string): string[]', {
    lower: primitive('parse_command_line'),
    doc: 'The arguments of a command line of Windows.',
    examples: [{ kql: 'parse_command_line("echo \\"hello world!\\"", "windows")', result: ['echo', 'hello world!'] }],
  }),
  scalar('parse_version', '(version: string): decimal', {
    doc: 'A version of one to four parts as a number that compares as the version does; null where it is none.',
    examples: [{ kql: 'parse_version("1.2.3.4") > parse_version("1.2.3")', result: true, source: 'derived by hand' }],
  }),
  scalar('parse_user_agent', '(user_agent: string, look_for: StringOrDynamic?): dynamic', {
    lower: unsupported('it needs the collection of patterns of the engine'),
    doc: 'The browser, system and device of a user agent.',
  }),
  scalar('extract_json', '(const path: string, json: string): string', {
    lower: primitive('extract_json'),
    aliases: ['extractjson'],
    doc: 'The text of what stands at a JSONPath.',
    examples: [{ kql: `extract_json("$.name", '{"name": "John", "age": 30}', typeof(string))`, result: 'John' }],
  }),
  scalar('strcmp', '(string1: Text, string2: Text): long', {
    nulls: 'never',
    doc: '-1, 0 or 1 as the first text comes before the second, equals it, or comes behind it.',
    examples: [
      { kql: 'strcmp("abc", "ABC")', result: 1 },
      { kql: 'strcmp("abcde", "abc")', result: 1 },
      { kql: 'strcmp("ABC", "ABC")', result: 0 },
    ],
  }),
  scalar('regex_quote', '(text: Text): string', {
    doc: 'The text with what is special in a regular expression escaped.',
    examples: [{ kql: "regex_quote('(so$me.Te^xt)')", result: '\\(so\\$me\\.Te\\^xt\\)' }],
  }),
  scalar('isascii', '(text: Text): bool', {
    nulls: 'never',
    doc: 'The text is ASCII.',
    examples: [{ kql: 'isascii("some string")', result: true }],
  }),
  scalar('isutf8', '(text: Text): bool', {
    nulls: 'never',
    doc: 'The text is UTF-8, as all texts are here.',
    examples: [{ kql: 'isutf8("some string")', result: true, source: 'recorded result of the engine' }],
  }),
  scalar('has_any_index', '(source: StringText, values: DynamicArray): long', {
    lower: primitive('has_any_index'),
    nulls: 'never',
    doc: 'The zero-based place of the first of several terms that the text has, -1 where it has none.',
    examples: [
      { kql: "has_any_index('this is an example', dynamic(['not', 'example']))", result: 1 },
      { kql: 'has_any_index("Example number 2", range(1, 3, 1))', result: 1 },
      { kql: 'has_any_index("this is an example", dynamic([]))', result: -1 },
    ],
  }),
  scalar(
    'format_bytes',
    [
      '(size: Number): string',
      '(size: Number, const precision: Integer): string',
      '(size: Number, const precision: Integer, const units: string): string',
      undocumented('(size: Number, const precision: Number, const units: string?): string'),
    ],
    {
      lower: primitive('format_bytes'),
      resultName: 'argument',
      doc: 'A number of bytes in the unit that fits, or in a given one.',
      examples: [
        { kql: 'format_bytes(564)', result: '564 Bytes' },
        { kql: 'format_bytes(10332, 1)', result: '10.1 KB' },
        { kql: 'format_bytes(20010332, 2)', result: '19.08 MB' },
        { kql: 'format_bytes(20010332, 0, "KB")', result: '19541 KB' },
      ],
    },
  ),
  scalar('assert', '(const predicate: bool, const message: string): bool', {
    nulls: 'never',
    doc: 'True; a predicate that is not true ends the query with the message.',
    examples: [{ kql: 'assert(2 > 1, "it must be greater")', result: true, source: 'derived by hand' }],
  }),
  scalar('new_guid', '(): guid', {
    lower: macro('kql_new_guid'),
    nulls: 'never',
    volatile: true,
    doc: 'A new random guid.',
    examples: [{ kql: 'strlen(tostring(new_guid()))', result: 36, source: 'by hand' }],
  }),
  scalar('current_cluster_endpoint', '(): string', { lower: NO_SERVICE, doc: 'The address of the cluster.' }),
  scalar('current_database', '(): string', { lower: NO_SERVICE, doc: 'The name of the database.' }),
  scalar('current_principal', '(): string', { lower: NO_SERVICE, doc: 'Who runs the query.' }),
  scalar('current_principal_details', '(): dynamic', { lower: NO_SERVICE, doc: 'What is known of who runs the query.' }),
  scalar('current_principal_is_member_of', '(group: StringOrDynamic+): bool', {
    lower: NO_SERVICE,
    doc: 'Whether who runs the query is in a group.',
  }),
  scalar('cursor_after', '(cursor: string): bool', { lower: NO_SERVICE, doc: 'The row came in behind a cursor.' }),
  scalar('cursor_before_or_at', '(cursor: string): bool', { lower: NO_SERVICE, doc: 'The row came in before a cursor.' }),
  scalar('cursor_current', '(): string', { lower: NO_SERVICE, aliases: ['current_cursor'], doc: 'The database’s cursor.' }),
]
