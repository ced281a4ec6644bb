/** Functions of dynamic values of any kind. */
import { parsedJson } from '../types/index.ts'
import { type FunctionDef, identity, primitive, scalar, udf, undocumented } from './define.ts'

export const dynamics: readonly FunctionDef[] = [
  scalar(
    'parse_json',
    [
      ['(json_text: string): text', primitive('parse_json')],
      ['(json_text: dynamic): Parameter0', identity],
    ],
    {
      resultName: 'argument',
      aliases: ['parsejson', 'todynamic', 'toobject'],
      fold: ([a]) => (a?.type === 'string' && typeof a.value === 'string' ? parsedJson(a.value) : undefined),
      doc: 'The value that a JSON text stands for; other text is a string, and a dynamic stays what it is.',
      examples: [
        { kql: `parse_json('{"a": [1, 2.50]}')`, result: { a: [1, 2.5] } },
        { kql: "parse_json('not json')", result: 'not json' },
        { kql: "parse_json('')", result: null },
        { kql: `parse_json(dynamic('{"a": 1}')).a`, result: null },
      ],
    },
  ),
  scalar('dynamic_to_json', ['(dynamic: NotDynamic): string', ['(dynamic: dynamic): string', udf('kql_canonical_json')]], {
    lower: primitive('tostring'),
    nulls: 'never',
    doc: 'The value as JSON text whose properties are sorted by name; a value of another type as tostring writes it.',
    examples: [
      { kql: 'dynamic_to_json(dynamic({"b": [1, {"d": 1, "c": 2}], "a": 1.0}))', result: '{"a":1.0,"b":[1,{"c":2,"d":1}]}' },
      { kql: 'dynamic_to_json(12)', result: '12' },
    ],
  }),
  scalar('gettype', '(value: Scalar): string', {
    lower: primitive('gettype'),
    nulls: 'never',
    resultName: 'prefix_argument',
    prefix: 'type',
    doc: 'The name of the type that a value has; for a dynamic of what it holds.',
    examples: [
      { kql: 'gettype(dynamic({"a": 1}))', result: 'dictionary' },
      { kql: "gettype(parse_json('[1]'))", result: 'array' },
      { kql: "gettype(parse_json('123'))", result: 'long', source: 'recorded' },
      { kql: "gettype(parse_json(''))", result: 'null' },
      { kql: 'gettype(pack_array(datetime(2026-01-01))[0])', result: 'datetime' },
      { kql: 'gettype(1s)', result: 'timespan' },
    ],
  }),
  scalar('treepath', '(object: DynamicBag): string[]', {
    lower: udf('kql_treepath'),
    resultName: 'prefix_argument',
    prefix: 'tree',
    doc: 'The paths to everything inside a value; all elements of an array count as its first.',
    examples: [
      { kql: `treepath(parse_json('{"prop1":[1,2,3,4],"prop2":"value2"}'))`, result: ["['prop1']", "['prop1'][0]", "['prop2']"] },
      { kql: `treepath(parse_json('{"l":[100,{"x":"y"}]}'))`, result: ["['l']", "['l'][0]", "['l'][0]['x']"] },
    ],
  }),
  scalar('pack_array', '(value: Scalar+): dynamic', {
    lower: primitive('pack_array'),
    nulls: 'never',
    doc: 'An array of the values; `*` stands for all columns.',
    examples: [
      { kql: 'pack_array(1, "a", 2.0, true)', result: [1, 'a', 2, true] },
      { kql: 'pack_array(int(null), "")', result: [null, ''] },
    ],
  }),
  scalar('zip', '(array: dynamic{2,64}): dynamic', {
    lower: primitive('zip'),
    doc: 'Arrays with the elements that stand at the same place in the given ones; missing elements are null.',
    examples: [
      {
        kql: 'zip(dynamic([1, 3, 5]), dynamic([2, 4, 6]))',
        result: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
      {
        kql: 'zip(dynamic(["A", 1, 1.5]), dynamic([{}, "B"]))',
        result: [
          ['A', {}],
          [1, 'B'],
          [1.5, null],
        ],
      },
    ],
  }),
  scalar(
    'range',
    [
      '(start: Integer, stop: Integer, step: Integer?): long[]',
      '(start: Number, stop: Number, step: Number?): real[]',
      '(start: datetime, stop: datetime, step: timespan?): datetime[]',
      '(start: timespan, stop: timespan, step: timespan?): timespan[]',
      undocumented('(start: Summable, stop: Summable, step: Summable?): dynamic'),
    ],
    {
      lower: primitive('range'),
      doc: 'An array of equally spaced values, both ends included; the step is 1 or an hour where none is given.',
      limit: 'At most 1,048,576 elements, as in Kusto.',
      examples: [
        { kql: 'range(1, 8, 3)', result: [1, 4, 7] },
        { kql: 'range(1h, 3h)', result: ['01:00:00', '02:00:00', '03:00:00'] },
        {
          kql: 'range(datetime(2007-01-01), datetime(2007-01-02), 1d)',
          result: ['2007-01-01T00:00:00.0000000Z', '2007-01-02T00:00:00.0000000Z'],
        },
        { kql: 'range(1.0, 2.0, 0.5)', result: [1, 1.5, 2] },
      ],
    },
  ),
  scalar('jaccard_index', '(set: DynamicArray{2,2}): real', {
    doc: 'How many elements two arrays have in common, as a share of all that they have.',
    examples: [{ kql: 'jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4]))', result: 0.75 }],
  }),
  scalar('set_has_element', '(set: DynamicArray, value: Json): bool', {
    doc: 'Whether an array has an element that equals the value, type included.',
    examples: [
      { kql: 'set_has_element(dynamic([1, 2, 3]), 2)', result: true },
      { kql: 'set_has_element(dynamic([1, 2, 3]), "2")', result: false, source: 'recorded' },
    ],
  }),
  scalar('set_equals', '(set1: DynamicArray, set2: DynamicArray): bool', {
    doc: 'Whether two arrays have the same elements, however often and in whatever order.',
    examples: [{ kql: 'set_equals(dynamic([1, 2, 3]), dynamic([3, 2, 1, 1]))', result: true }],
  }),
  scalar('set_union', '(set: DynamicArray{2,64}): dynamic', {
    lower: primitive('set_union'),
    doc: 'All elements of the arrays, each once.',
    examples: [{ kql: 'set_union(dynamic([1, 2, 1]), dynamic([2, 4]))', result: [1, 2, 4] }],
  }),
  scalar('set_intersect', '(set: DynamicArray{2,64}): dynamic', {
    lower: primitive('set_intersect'),
    doc: 'The elements that all arrays have, each once.',
    examples: [{ kql: 'set_intersect(dynamic([1, 2, 1]), dynamic([1, 3]), dynamic([1]))', result: [1] }],
  }),
  scalar('set_difference', '(set: DynamicArray{2,64}): dynamic', {
    lower: primitive('set_difference'),
    doc: 'The elements of the first array that no other has, each once.',
    examples: [{ kql: 'set_difference(dynamic([1, 2, 1, 4]), dynamic([1, 2]), dynamic([8]))', result: [4] }],
  }),
  scalar('bag_keys', '(object: DynamicBag): dynamic', {
    doc: 'The names of the properties of a bag; null where it is none.',
    examples: [
      { kql: 'bag_keys(dynamic({"a": "b", "c": {"d": 1}}))', result: ['a', 'c'] },
      { kql: 'bag_keys(dynamic([]))', result: null },
    ],
  }),
  scalar('bag_has_key', '(bag: DynamicBag, key: string): bool', {
    lower: primitive('bag_has_key'),
    doc: 'Whether a bag has a property of this name, or one at a path (`$.a.b`).',
    examples: [
      { kql: "bag_has_key(dynamic({'key1': 123, 'key3': 'abc'}), 'key2')", result: false },
      { kql: "bag_has_key(dynamic({'key2': {'prop1': 'abc'}}), '$.key2.prop1')", result: true },
    ],
  }),
  scalar('bag_pack', '(key: string+, value: Scalar+): dynamic', {
    lower: primitive('bag_pack'),
    nulls: 'never',
    aliases: ['pack', 'pack_dictionary'],
    doc: 'A bag of the given names and values.',
    examples: [{ kql: 'bag_pack("Level", "Information", "Data", bag_pack("n", 1))', result: { Level: 'Information', Data: { n: 1 } } }],
  }),
  scalar('bag_merge', '(bag: DynamicBag{2,64}): dynamic', {
    lower: primitive('bag_merge'),
    doc: 'A bag with the properties of all; of several values for one name the leftmost stays.',
    examples: [{ kql: "bag_merge(dynamic({'A1': 12, 'B1': 2}), dynamic({'A2': 81, 'A1': 1}))", result: { A1: 12, B1: 2, A2: 81 } }],
  }),
  scalar('bag_remove_keys', '(bag: DynamicBag, keys: DynamicArray): dynamic', {
    lower: primitive('bag_remove_keys'),
    doc: 'The bag without the named properties; a name may be a path (`$.a.b`).',
    examples: [
      { kql: "bag_remove_keys(dynamic({'a': 1, 'b': 2}), dynamic(['b', 'x']))", result: { a: 1 } },
      { kql: "bag_remove_keys(dynamic({'a': 1, 'b': {'c': 1, 'd': 2}}), dynamic(['$.b.c', 'a']))", result: { b: { d: 2 } } },
    ],
  }),
  scalar('bag_set_key', '(bag: DynamicBag, const key: string, value: Json): dynamic', {
    lower: primitive('bag_set_key'),
    doc: 'The bag with a property set; the name may be a path (`$.a.b`).',
    examples: [
      { kql: "bag_set_key(dynamic({'key1': 1, 'key2': 2}), 'key3', 3)", result: { key1: 1, key2: 2, key3: 3 } },
      { kql: "bag_set_key(dynamic({'key1': 123}), '$.key2.prop1', 'abc')", result: { key1: 123, key2: { prop1: 'abc' } } },
    ],
  }),
  scalar('bag_zip', '(keys: DynamicArray, values: DynamicArray): dynamic', {
    doc: 'A bag of names and values from two arrays; names that are no strings are left out, missing values are null.',
    examples: [
      { kql: "bag_zip(dynamic(['a', 'b', 'c']), dynamic([1, '2']))", result: { a: 1, b: '2', c: null } },
      { kql: "bag_zip(dynamic(['a', 8, 'b']), dynamic([1, '2', 2.5]))", result: { a: 1, b: 2.5 } },
    ],
  }),
]
