import { expect, test } from 'vitest'
import { canonicalJson, jsonReal, parsedJson, treePaths } from '../../src/types/index.ts'

test.each([
  [1.5, '1.5'],
  [1, '1.0'],
  [-0, '-0.0'],
  [1e21, '1e21'],
  [1.5e-7, '1.5e-7'],
  [Number.NaN, '"NaN"'],
  [Number.NEGATIVE_INFINITY, '"-Infinity"'],
])('the real %s is %s in JSON', (value, expected) => {
  expect(jsonReal(value)).toBe(expected)
})

test.each([
  ['', null],
  [' null ', null],
  ['{ "a" : [1, 2.50, 1e3, 12345678901234567890] }', '{"a":[1,2.5,1000.0,12345678901234567890]}'],
  ['"caf\\u00e9"', '"café"'],
  ['not json', '"not json"'],
  ['[1,]', '"[1,]"'],
  ['NaN', '"NaN"'],
  ["{'a': 1}", '"{\'a\': 1}"'],
])('parse_json of the constant %j is %s', (text, expected) => {
  expect(parsedJson(text)).toBe(expected)
})

test('canonical JSON sorts the properties of bags and keeps numbers', () => {
  expect(canonicalJson('{"b": {"d": 1.0, "c": []}, "a": [12345678901234567890, "x,]}"]}')).toBe(
    '{"a":[12345678901234567890,"x,]}"],"b":{"c":[],"d":1.0}}',
  )
})

test('paths of a tree: bags by their names, arrays by their first element, each once', () => {
  expect(treePaths('{"a": [{"x": 1}, {"y": 2}], "b": "z"}')).toEqual(["['a']", "['a'][0]", "['a'][0]['x']", "['a'][0]['y']", "['b']"])
  expect(treePaths('5')).toEqual([])
})
