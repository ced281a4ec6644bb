/** Operators on texts. Expected values follow the reference's page on string operators and the facts recorded of the engine, named at each group. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ now: '2026-01-31T12:00:00Z' })
})
afterAll(() => engine.close())

const value = async (expression: string): Promise<unknown> => (await engine.query(`print value = ${expression}`)).rows[0]?.[0]
/** As a computed value of a row, and as a condition. */
const both = async (expression: string): Promise<readonly [unknown, boolean]> => {
  const { rows } = await engine.query(`datatable(n: long)[1] | extend value = ${expression}`)
  const kept = await engine.query(`datatable(n: long)[1] | where ${expression}`)
  return [rows[0]?.[1], kept.rows.length === 1]
}
const TRUE = [true, true]
const FALSE = [false, false]

describe('terms (runs of letters and digits; all else, the underscore too, is a boundary)', () => {
  it.each([
    ['"North-America_2" has "america"', TRUE],
    ['"NorthAmerica" has "america"', FALSE],
    ['"a.b" has "a.b"', TRUE],
    ['"xa.b" has "a.b"', FALSE],
    ['"run cmd.exe now" has ".exe"', TRUE], // a side that is no letter or digit needs no boundary: recorded of " "
    ['"run cmd.exes now" has ".exe"', FALSE],
    ['"ÜBER uns" has "über"', TRUE],
    ['"überall" has "über"', FALSE],
    ['"КОТ и пёс" has_cs "кот"', FALSE],
    ['"КОТ и пёс" has "кот"', TRUE],
    ['"x" has ""', TRUE], // recorded
    ['"" has "x"', FALSE],
    ['"x" !has "x"', FALSE],
    ['"one two" hasprefix "tw"', TRUE],
    ['"one two" hasprefix "wo"', FALSE],
    ['"one two" hassuffix "WO"', TRUE],
    ['"one two" hassuffix_cs "WO"', FALSE],
    ['"one two" !hasprefix_cs "On"', TRUE],
    ['"a\\\\b (c)" has "b (c)"', TRUE],
    ['"[1]+" has "1]+"', TRUE],
  ])('%s', async (expression, expected) => expect(await both(expression)).toEqual(expected))

  it('with a term that a row computes', async () => {
    const { rows } = await engine.query(
      'datatable(t: string, w: string)["Ein Wort", "wort", "Einwort", "wort", "a.b", ".b", "x", ""] | extend h = t has w, n = t !has w, c = t has_cs w, p = t hasprefix w',
    )
    expect(rows.map((r) => r.slice(2))).toEqual([
      [true, false, false, true],
      [false, true, false, false],
      [true, false, true, true],
      [true, false, true, true],
    ])
  })
})

describe('lists of terms and values', () => {
  it.each([
    ['"the quick fox" has_any ("slow", "QUICK")', TRUE],
    ['"the quickest fox" has_any ("slow", "quick")', FALSE],
    ['"the quick fox" has_any (dynamic(["slow", "fox"]))', TRUE],
    ['"the quick fox" has_any (dynamic([]))', FALSE], // recorded
    ['"the quick fox" has_all (dynamic([]))', TRUE], // recorded
    ['"the quick fox" has_any ("slow", "")', TRUE], // recorded of null
    ['"the quick fox" has_all ("fox", "the")', TRUE],
    ['"the quick fox" has_all ("fox", "dog")', FALSE],
    ['"a 7 b" has_any (7, 8)', TRUE],
    ['"été chaud" has_any ("ÉTÉ", "hiver")', TRUE],
    ['"x" in~ ("X", "y")', TRUE],
    ['"É" in~ ("é")', TRUE],
    ['"x" !in~ (dynamic(["X", "y"]))', FALSE],
    ['"x" in (dynamic(["X", "y"]))', FALSE],
    ['"x" in (dynamic(["x", 1, null]))', TRUE],
    ['"" in (dynamic([null]))', FALSE],
    ['1 in (dynamic([1, 2]))', TRUE],
    ['1 in (dynamic([1.5]))', FALSE],
  ])('%s', async (expression, expected) => expect(await both(expression)).toEqual(expected))

  it('in arrays that rows compute', async () => {
    const { rows } = await engine.query(
      'datatable(t: string, a: dynamic)["Rot", dynamic(["rot", "blau"]), "Rot wein", dynamic(["WEIN"]), "x", dynamic([])] | extend i = t in (a), f = t in~ (a), y = t has_any (a), z = t has_all (a)',
    )
    expect(rows.map((r) => r.slice(2))).toEqual([
      [false, true, true, false],
      [false, false, true, true],
      [false, false, false, true],
    ])
  })
})

describe('parts and equality', () => {
  it.each([
    ['"Straße" =~ "STRASSE"', FALSE], // recorded
    ['"Straße" =~ "straße"', TRUE],
    ['"ΟΔΟΣ" =~ "οδοσ"', TRUE],
    ['"abc" =~ ""', FALSE],
    ['"" =~ ""', TRUE],
    ['"abc" !~ "ABC"', FALSE],
    ['"50% of_it" contains "% OF_"', TRUE],
    ['"a%b" startswith "A%"', TRUE],
    ['"axb" startswith "A%"', FALSE],
    ['"a_b" startswith "A_B"', TRUE],
    ['"a\\\\b" startswith "A\\\\"', TRUE],
    ['"Ähre" startswith "ä"', TRUE],
    ['"naïVE" endswith "Ïve"', TRUE],
    ['"abc" startswith_cs "A"', FALSE],
    ['"abc" !endswith_cs "C"', TRUE],
    ['"abc" contains ""', TRUE],
    ['dynamic({"a":"XYZ"}).a contains "y"', TRUE],
    ['"a\\u00a0b" matches regex @"a\\sb"', TRUE], // recorded: classes are those of Unicode
    ['"٣" matches regex @"^\\d$"', TRUE],
    ['"été" matches regex @"^\\w+$"', TRUE],
    ['"é-b" matches regex @"\\bb\\b"', TRUE],
    ['"éb" matches regex @"\\bb\\b"', FALSE],
    ['"x" matches regex strcat("[", "x]")', TRUE],
  ])('%s', async (expression, expected) => expect(await both(expression)).toEqual(expected))

  it('takes a pattern from each row', async () => {
    const { rows } = await engine.query(
      'datatable(t: string, p: string)["a1", @"^\\w\\d$", "é٣", @"^\\w\\d$", "ab", @"^\\w\\d$"] | project m = t matches regex p',
    )
    expect(rows).toEqual([[true], [true], [false]])
  })
})

describe('texts that are stored as null', () => {
  it('are empty, in conditions and in negations', async () => {
    const missing = 'datatable(k: long)[1] | join kind=leftouter (datatable(k: long, s: string)[2, "x"]) on k'
    for (const condition of [
      's !has "x"',
      's !contains "x"',
      's != "x"',
      's !in ("x")',
      's !~ "x"',
      'not(s matches regex "x")',
      's == ""',
      's contains ""',
      'isempty(s)',
      's in ("", "y")',
      's matches regex "^$"',
    ]) {
      expect((await engine.query(`${missing} | where ${condition}`)).rows.length, condition).toBe(1)
    }
    for (const condition of ['s has "x"', 's startswith "x"', 'isnotempty(s)', 'isnull(s)', 's in~ ("x")', 's has_any ("x", "y")']) {
      expect((await engine.query(`${missing} | where ${condition}`)).rows.length, condition).toBe(0)
    }
  })
})

describe('positions and parts of texts', () => {
  it.each([
    ['substring("hello", -3, 2)', 'll'], // recorded
    ['substring("hello", -100, 3)', ''], // recorded
    ['substring("añb", 1, 1)', 'ñ'],
    ['substring("hello", 2, -1)', ''], // recorded
    ['strlen("👨‍👩‍👧")', 5], // recorded: code points
    ['reverse("añb")', 'bña'],
    ['countof("aaa", "aa")', 2],
    ['countof("a.b.c", ".")', 2],
    ['countof("Ann, Anna", @"\\bAnn\\b", "regex")', 1],
    ['extract(@"(\\w+)@(\\w+)", 2, "who? ann@example now")', 'example'],
    ['extract("x", 0, "abc")', ''],
    [
      'extract_all(@"(\\d)(\\w)?", "1a2")',
      [
        ['1', 'a'],
        ['2', ''],
      ],
    ], // recorded: a group that is not matched is ''
    [
      'extract_all(@"(?P<n>\\d)(?P<l>[a-z])", dynamic(["l", 1]), "1a2b")',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['extract_all(@"(\\d)", "abc")', null], // recorded
    ['trim("x", "xxabcxx")', 'xabcx'], // recorded: one match at each end
    ['trim_start(@"\\s+", "  a ")', 'a '],
    ['trim_end(@"[^\\w]+", "a!?")', 'a'],
    ['replace_regex("a1b22", @"(\\d+)", @"<\\1\\0>")', 'a<11>b<2222>'],
    ['replace_string("abc", "", "x")', 'abc'], // recorded
    ['toupper("straße")', 'STRAßE'],
    ['split("a,b,,c", ",")[-1]', 'c'],
    ['tostring(split("a/b", "/")[5])', ''],
    ['split("a/b", "/", 2)', null], // recorded
    ['strcat_array(dynamic([1, null, "x", {"a":2}]), "-")', '1--x-{"a":2}'],
    ['strcat("a", 1, 2.0, true, 1h, dynamic([1]), long(null))', 'a12.0True01:00:00[1]'],
    ['coalesce("", tostring(int(null)), "z")', 'z'], // recorded
    ['url_decode("a%20b+%C3%A9")', 'a b é'],
    ['url_encode("a b/é~!")', 'a+b%2f%c3%a9%7e!'],
    ['base64_decode_tostring("QUJD=")', ''],
    ['tohex(0)', '0'],
    ['parse_version("1.2.3.4.5")', null],
    ['tostring(parse_version("1.2"))', '1000000020000000000000000'],
    ['extract_json("$.a[1][\'b c\']", \'{"a":[0,{"b c":"x"}]}\')', 'x'],
    ['extract_json("$.a", "no json")', ''],
    ['extract_json("$.a", \'{"a":7}\', typeof(long))', 7],
    ['make_string(72, dynamic([105]))', 'Hi'],
    ['hash_md5("")', ''], // recorded
    ['indexof_regex("ab12cd34", @"\\d+", 0, -1, 2)', 6],
  ])('%s', async (expression, expected) => expect(await value(expression)).toEqual(expected))
})
