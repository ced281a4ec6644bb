/** Functions of arrays. */
import { type FunctionDef, macro, primitive, scalar } from './define.ts'

/** The arrays, and on which side null elements stand (last unless false). */
const SORTED = ['(arrays: DynamicArray{1,64}): dynamic', '(arrays: DynamicArray{1,64}, const nulls_last: bool): dynamic']

export const arrays: readonly FunctionDef[] = [
  scalar('array_length', '(array: DynamicArray): long', {
    lower: primitive('array_length'),
    aliases: ['arraylength'],
    doc: 'The number of elements; null where the value is no array.',
    examples: [
      { kql: 'array_length(dynamic([1, 2, 3, "four"]))', result: 4 },
      { kql: 'array_length(dynamic({"a": 1}))', result: null },
    ],
  }),
  scalar('array_concat', '(array: DynamicArray{1,64}): dynamic', {
    lower: primitive('array_concat'),
    nulls: 'never',
    doc: 'The elements of all arrays, one after the other; what is no array has none.',
    examples: [
      { kql: 'array_concat(dynamic([1, 2]), dynamic([3]))', result: [1, 2, 3] },
      { kql: 'array_concat(dynamic({"a": 1}), dynamic([99]))', result: [99], source: 'recorded' },
    ],
  }),
  scalar('array_slice', '(array: DynamicArray, start: Integer, end: Integer): dynamic', {
    doc: 'The elements from one place to another, both included; negative places count from the end.',
    examples: [
      { kql: 'array_slice(dynamic([1, 2, 3, 4, 5]), 2, -1)', result: [3, 4, 5] },
      { kql: 'array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2)', result: [3, 4] },
    ],
  }),
  scalar('array_index_of', '(array: DynamicArray, value: Json, start: Integer?, length: Integer?, const occurrence: Integer?): long', {
    lower: macro('kql_array_index_of', 0n, -1n, 1n),
    doc: 'The place of an element that equals the value; -1 where there is none.',
    examples: [
      { kql: 'array_index_of(dynamic(["this", "is", "an", "example", "an", "example"]), "example", 1, 3)', result: 3 },
      { kql: 'array_index_of(dynamic(["this", "is", "an", "example", "an", "example"]), "an", 1, -1, 2)', result: 4 },
      { kql: 'array_index_of(dynamic(["this", "is", "an", "example", "an", "example"]), "is", -4)', result: -1 },
    ],
  }),
  scalar('array_sort_asc', SORTED, {
    lower: primitive('array_sort_asc'),
    doc: 'The first array in ascending order, and the others in the order of the first.',
    examples: [
      { kql: 'array_sort_asc(dynamic([null, "blue", "yellow", "green", null]), false)', result: [null, null, 'blue', 'green', 'yellow'] },
      { kql: 'array_sort_asc(dynamic([10, 9.5, 2]))', result: [2, 9.5, 10] },
    ],
  }),
  scalar('array_sort_desc', SORTED, {
    lower: primitive('array_sort_desc'),
    doc: 'The first array in descending order, and the others in the order of the first.',
    examples: [
      { kql: 'array_sort_desc(dynamic([null, "blue", "yellow", "green", null]))', result: ['yellow', 'green', 'blue', null, null] },
    ],
  }),
  scalar('array_sum', '(array: DynamicArray): real', {
    doc: 'The sum of the elements; null where one is no number.',
    examples: [{ kql: 'array_sum(dynamic([1, 2, 3, 4]))', result: 10 }],
  }),
  scalar('array_split', ['(array: DynamicArray, index: Integer): dynamic', '(array: DynamicArray, indices: DynamicArray): dynamic'], {
    lower: primitive('array_split'),
    doc: 'The stretches of an array between the given places.',
    examples: [
      {
        kql: 'array_split(dynamic([1, 2, 3, 4, 5]), 2)',
        result: [
          [1, 2],
          [3, 4, 5],
        ],
      },
      { kql: 'array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))', result: [[1], [2, 3], [4, 5]] },
    ],
  }),
  scalar('array_reverse', '(value: DynamicArray): dynamic', {
    doc: 'The elements in reverse order.',
    examples: [{ kql: 'array_reverse(dynamic(["this", "is"]))', result: ['is', 'this'] }],
  }),
  scalar('array_rotate_left', '(array: DynamicArray, rotate_count: Integer): dynamic', {
    doc: 'The elements moved to the left; those that fall out come back at the end.',
    examples: [
      { kql: 'array_rotate_left(dynamic([1, 2, 3, 4, 5]), 2)', result: [3, 4, 5, 1, 2] },
      { kql: 'array_rotate_left(dynamic([1, 2, 3, 4, 5]), -2)', result: [4, 5, 1, 2, 3] },
    ],
  }),
  scalar('array_rotate_right', '(array: DynamicArray, rotate_count: Integer): dynamic', {
    doc: 'The elements moved to the right; those that fall out come back in front.',
    examples: [{ kql: 'array_rotate_right(dynamic([1, 2, 3, 4, 5]), 2)', result: [4, 5, 1, 2, 3] }],
  }),
  scalar('array_shift_left', '(array: DynamicArray, shift_count: Integer, default_value: Json?): dynamic', {
    lower: primitive('array_shift_left'),
    doc: 'The elements moved to the left; the places that come free get the default, else null or an empty string.',
    examples: [
      { kql: 'array_shift_left(dynamic([1, 2, 3, 4, 5]), 2, -1)', result: [3, 4, 5, -1, -1] },
      { kql: 'array_shift_left(dynamic([1, 2, 3, 4, 5]), -2, -1)', result: [-1, -1, 1, 2, 3] },
    ],
  }),
  scalar('array_shift_right', '(array: DynamicArray, shift_count: Integer, default_value: Json?): dynamic', {
    lower: primitive('array_shift_right'),
    doc: 'The elements moved to the right; the places that come free get the default, else null or an empty string.',
    examples: [{ kql: 'array_shift_right(dynamic([1, 2, 3, 4, 5]), 2)', result: [null, null, 1, 2, 3] }],
  }),
  scalar('array_iff', '(condition_array: DynamicArray, when_true: Json, when_false: Json): dynamic', {
    aliases: ['array_iif'],
    doc: 'For each condition the value, or the element at its place, of the one or the other; numbers count as true unless 0.',
    examples: [
      { kql: 'array_iff(dynamic([true, false, true]), dynamic([1, 2, 3]), dynamic([4, 5, 6]))', result: [1, 5, 3] },
      { kql: 'array_iff(dynamic([1, 0, 50, "a"]), "yes", "no")', result: ['yes', 'no', 'yes', null] },
    ],
  }),
]
