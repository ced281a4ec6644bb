import { type FunctionDef, primitive, scalar, unsupported } from './define.ts'
import { foldToString } from './fold-convert.ts'

/** Functions of strings: tests for emptiness, concatenation, parts, searches, case. */
export const strings: readonly FunctionDef[] = [
  scalar('tostring', '(value: Scalar): string', {
    lower: primitive('tostring'),
    fold: foldToString,
    resultName: 'argument',
    nulls: 'never',
    doc: "The value as Kusto writes it; null is ''.",
    limit: 'Reals within dynamics have the shortest digits; the last of 16 or 17 digits may be another one in Kusto.',
    examples: [{ kql: 'tostring(123)', result: '123' }],
  }),
  scalar('isempty', '(value: Scalar): bool', {
    lower: primitive('isempty'),
    nulls: 'never',
    doc: "The value is null or ''.",
    examples: [
      { kql: 'isempty("")', result: true },
      { kql: 'isempty("x")', result: false },
      { kql: 'isempty(parse_json("[]"))', result: false },
    ],
  }),
  scalar('isnotempty', '(value: Scalar): bool', {
    lower: primitive('isnotempty'),
    nulls: 'never',
    aliases: ['notempty'],
    doc: "The value is neither null nor ''.",
    examples: [{ kql: 'isnotempty("")', result: false }],
  }),
  scalar('isnull', '(value: Scalar): bool', {
    lower: primitive('isnull'),
    nulls: 'never',
    doc: 'The value is null; a string never is.',
    examples: [
      { kql: 'isnull("")', result: false },
      { kql: 'isnull(parse_json(""))', result: true },
      { kql: 'isnull(parse_json("{}"))', result: false },
    ],
  }),
  scalar('isnotnull', '(value: Scalar): bool', {
    lower: primitive('isnotnull'),
    nulls: 'never',
    aliases: ['notnull'],
    doc: 'The value is not null; a string never is.',
    examples: [{ kql: 'isnotnull(int(null))', result: false }],
  }),
  scalar('coalesce', '(value: CommonScalar{2,64}): Common', {
    lower: primitive('coalesce'),
    nulls: 'maybe',
    doc: "The first value that is not null; of strings the first that is not ''.",
    examples: [
      { kql: 'coalesce(long(null), 42, 33)', result: 42, source: 'derived by hand' },
      { kql: 'coalesce("", "b")', result: 'b' },
    ],
  }),
  scalar('strcat', '(value: Text{1,64}): string', {
    lower: primitive('strcat'),
    fold: (args) => joined(args, ''),
    doc: 'The values as text, one behind the other.',
    examples: [{ kql: 'strcat("a", "-", 1, "-", true)', result: 'a-1-True', source: 'recorded result of the engine' }],
  }),
  scalar('strcat_delim', '(delimiter: Text, value: Text{2,64}): string', {
    lower: primitive('strcat_delim'),
    fold: ([delimiter, ...values]) => (typeof delimiter?.value === 'string' ? joined(values, delimiter.value) : undefined),
    doc: 'The values as text with a delimiter between them.',
    examples: [{ kql: "strcat_delim('-', 1, '2', 'A', 1s)", result: '1-2-A-00:00:01' }],
  }),
  scalar('strcat_array', '(array: DynamicArray, delimiter: Text): string', {
    aliases: ['array_strcat'],
    doc: "The elements of an array as text with a delimiter between them; null elements are ''.",
    examples: [{ kql: 'strcat_array(dynamic([1, 2, 3]), "->")', result: '1->2->3' }],
  }),
  scalar('split', '(source: Text, delimiter: string, requestedIndex: Integer?): dynamic', {
    lower: primitive('split'),
    nulls: 'maybe',
    resultName: 'argument',
    resultForm: 'string[]',
    doc: 'The parts of a text between delimiters; with an index an array of that part alone.',
    examples: [
      { kql: 'split("aa_bb", "_")', result: ['aa', 'bb'] },
      { kql: 'split("aaa_bbb_ccc", "_", 1)', result: ['bbb'] },
      { kql: 'split("", "_")', result: [''] },
    ],
  }),
  scalar('tolower', '(value: Text): string', { doc: 'The text in lower case.', examples: [{ kql: 'tolower("Hello")', result: 'hello' }] }),
  scalar('toupper', '(value: Text): string', { doc: 'The text in upper case.', examples: [{ kql: 'toupper("Hello")', result: 'HELLO' }] }),
  scalar('strlen', '(text: StringText): long', {
    nulls: 'never',
    resultName: 'name_argument',
    doc: 'The number of code points.',
    examples: [{ kql: 'strlen("hello")', result: 5 }],
  }),
  scalar('string_size', '(text: StringText): long', {
    nulls: 'never',
    resultName: 'name_argument',
    doc: 'The number of bytes in UTF-8.',
    examples: [{ kql: 'string_size("hello")', result: 5 }],
  }),
  scalar('substring', '(source: Text, start: Integer, length: Integer?): string', {
    lower: primitive('substring'),
    doc: 'A part of a text, from a zero-based position (from the end where negative), so many code points long.',
    examples: [
      { kql: 'substring("123456", 1)', result: '23456' },
      { kql: 'substring("123456", 2, 2)', result: '34' },
      { kql: 'substring("123456", -2, 2)', result: '56' },
    ],
  }),
  scalar('indexof', '(source: Text, lookup: Text, start: Integer?, length: Integer?, const occurrence: Integer?): long', {
    lower: primitive('indexof'),
    nulls: 'maybe',
    doc: 'The zero-based position of a text in another, -1 where it is not found.',
    examples: [
      { kql: 'indexof("abcdefg", "cde")', result: 2 },
      { kql: 'indexof("abcdefg", "cde", 1, 2)', result: 2, source: 'recorded result of the engine' },
      { kql: 'indexof("abcdefg", "cde", 3, 4)', result: -1 },
      { kql: 'indexof("abcdefg", "cde", -5)', result: 2 },
      { kql: 'indexof("abcdefgabcdefg", "cde", 1, 10, 2)', result: 9 },
    ],
  }),
  scalar('countof', '(source: string, search: string, kind: string?): long', {
    lower: primitive('countof'),
    nulls: 'never',
    doc: 'How often a text occurs in another, overlaps included; with the kind "regex" how often an expression matches.',
    examples: [
      { kql: 'countof("aaaa", "aa")', result: 3 },
      { kql: 'countof("ababa", "aba", "regex")', result: 1 },
    ],
  }),
  scalar('reverse', '(value: Text): string', {
    doc: 'The code points of the text in reverse order.',
    examples: [{ kql: 'reverse(12345)', result: '54321' }],
  }),
  scalar('strrep', '(value: Text, multiplier: long, delimiter: Text?): string', {
    lower: primitive('strrep'),
    doc: 'The text so many times, with a delimiter between.',
    examples: [
      { kql: "strrep('ABC', 2)", result: 'ABCABC' },
      { kql: "strrep(123, 3, '.')", result: '123.123.123' },
    ],
  }),
  scalar(
    'repeat',
    [
      '(value: bool, count: long): bool[]',
      '(value: int, count: long): int[]',
      '(value: long, count: long): long[]',
      '(value: real, count: long): real[]',
      '(value: datetime, count: long): datetime[]',
      '(value: timespan, count: long): timespan[]',
      '(value: string, count: long): string[]',
      [
        '(value: Scalar, count: long): dynamic',
        unsupported('only bool, int, long, real, datetime, timespan and string values are repeated'),
      ],
    ],
    {
      resultName: 'prefix_argument',
      doc: 'An array of a value so many times; null for a negative count.',
      examples: [{ kql: 'repeat(1, 3)', result: [1, 1, 1] }],
    },
  ),
  scalar('translate', '(searchList: string, replacementList: string, source: string): string', {
    doc: 'Each character of the first list becomes that of the second at its place; the last one serves for those beyond.',
    examples: [
      { kql: 'translate("abc", "x", "abc")', result: 'xxx' },
      { kql: 'translate("abc", "", "ab")', result: '' },
      { kql: 'translate("krasp", "otsku", "spark")', result: 'kusto' },
    ],
  }),
  scalar('replace_strings', '(text: string, lookups: DynamicArray, rewrites: DynamicArray): string', {
    lower: primitive('replace_strings'),
    doc: 'The text with the occurrences of several others replaced; where several begin at one place, the first of them counts.',
    examples: [
      {
        kql: "replace_strings('A trick can turn a cat into a dog', dynamic(['cat', 'dog']), dynamic(['dog', 'pigeon']))",
        result: 'A trick can turn a dog into a pigeon',
        source: 'derived by hand',
      },
      {
        kql: "replace_strings('This is it', dynamic(['is', 'This']), dynamic(['was', 'This']))",
        result: 'Thwas was it',
        source: 'derived by hand',
      },
    ],
  }),
  scalar('replace_string', '(text: string, lookup: string, rewrite: string): string', {
    fold: ([text, lookup, rewrite]) =>
      typeof text?.value === 'string' && typeof lookup?.value === 'string' && lookup.value !== '' && typeof rewrite?.value === 'string'
        ? text.value.replaceAll(lookup.value, () => rewrite.value as string)
        : undefined,
    doc: 'The text with every occurrence of another replaced.',
    examples: [{ kql: "replace_string('turn a cat', 'cat', 'dog')", result: 'turn a dog', source: 'derived by hand' }],
  }),
]

/** The texts of constants in a row; undefined where one is no text. */
const joined = (args: readonly { readonly value: unknown }[], delimiter: string): string | undefined =>
  args.every((a) => typeof a.value === 'string') ? args.map((a) => a.value).join(delimiter) : undefined
