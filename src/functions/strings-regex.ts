import { type FunctionDef, primitive, scalar } from './define.ts'

/** Functions of strings that take a regular expression. */
export const regexFunctions: readonly FunctionDef[] = [
  scalar('extract', '(const regex: string, captureGroup: long, source: string): string', {
    lower: primitive('extract'),
    doc: "What a group of an expression matches, group 0 being the whole; '' where there is no match.",
    examples: [{ kql: 'extract("x=([0-9.]+)", 1, "hello x=45.6|wo")', result: '45.6', source: 'derived by hand' }],
  }),
  scalar(
    'extract_all',
    ['(const regex: string, source: string): dynamic', '(const regex: string, fixed captureGroups: DynamicArray, source: string): dynamic'],
    {
      lower: primitive('extract_all'),
      aliases: ['extractall'],
      doc: 'All matches of an expression: an array of the group, or of arrays of the groups; null where there is no match.',
      examples: [{ kql: 'extract_all(@"([\\da-f]{2})", "82b8be")', result: ['82', 'b8', 'be'], source: 'derived by hand' }],
    },
  ),
  scalar('replace_regex', '(source: string, const lookup_regex: string, const rewrite_pattern: string): string', {
    lower: primitive('replace_regex'),
    doc: 'The text with every match of an expression rewritten; \\1 is its first group, \\0 the whole match.',
    examples: [{ kql: "replace_regex('Number is 1', @'is (\\d+)', @'was: \\1')", result: 'Number was: 1' }],
  }),
  scalar('replace', '(const regex: string, const rewrite: string, source: string): string', {
    lower: primitive('replace'),
    doc: 'The older form of replace_regex().',
    examples: [{ kql: "replace(@'is (\\d+)', @'was: \\1', 'Number is 1')", result: 'Number was: 1', source: 'derived by hand' }],
  }),
  scalar('trim', '(const regex: string, source: string): string', {
    lower: primitive('trim'),
    doc: 'The text without a match at its beginning and one at its end.',
    examples: [{ kql: 'trim("--", "--https://bing.com--")', result: 'https://bing.com' }],
  }),
  scalar('trim_start', '(const regex: string, source: string): string', {
    lower: primitive('trim_start'),
    doc: 'The text without a match at its beginning.',
    examples: [{ kql: 'trim_start(@"[^\\w]+", "-  Te st1// $")', result: 'Te st1// $', source: 'derived by hand' }],
  }),
  scalar('trim_end', '(const regex: string, source: string): string', {
    lower: primitive('trim_end'),
    doc: 'The text without a match at its end.',
    examples: [{ kql: 'trim_end(".com", "bing.com")', result: 'bing' }],
  }),
  scalar('indexof_regex', '(source: Text, const lookup: Text, start: Integer?, length: Integer?, const occurrence: Integer?): long', {
    lower: primitive('indexof_regex'),
    nulls: 'maybe',
    doc: 'The zero-based position of a match, -1 where there is none.',
    examples: [
      { kql: 'indexof_regex("abcabc", @"a.c")', result: 0 },
      { kql: 'indexof_regex("abcabcdefg", @"a.c", 0, 9, 2)', result: 3 },
      { kql: 'indexof_regex("ababaa", @"a.a", 0, -1, 2)', result: -1 },
      { kql: 'indexof_regex("abcabc", @"a|ab", -1)', result: null },
    ],
  }),
]
