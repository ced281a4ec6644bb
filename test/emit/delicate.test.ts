/** Arguments that are computed in front of a call. Expected values are by hand. */
import { describe, expect, test } from 'vitest'
import { testEngine } from '../bind/operators/engine.ts'

const { rows, codes } = testEngine()
const one = async (expression: string) => (await rows(`print a = "1", l = dynamic([3, 1]) | project x = ${expression}`))[0]?.[0]

describe('an argument', () => {
  test('out of a subquery may stand where the engine tries or repeats it', async () => {
    expect(await one('base64_decode_tostring(toscalar(print "QQ=="))')).toBe('A')
    expect(await one('array_sort_asc(toscalar(print dynamic([3, 1])))')).toEqual([1, 3])
    expect(await one('set_difference(l, toscalar(print dynamic([1])))')).toEqual([3])
    expect(await one('array_index_of(datetime_list_timezones(), "Africa/Abidjan")')).toBe(0)
    expect(await one('todecimal(a) + toscalar(print decimal(1.5))')).toBe('2.5')
    expect(await one('tostring(parse_json(toscalar(print "{\\"k\\": 1}")).k)')).toBe('1')
  })

  test('of an aggregate may come out of a subquery', async () => {
    const summarize =
      'print a = 1 | summarize make_bag(toscalar(print dynamic({"k": 1}))), make_list(toscalar(print dynamic([1]))), stdev(toscalar(print 1.0))'
    expect(await rows(summarize)).toEqual([[{ k: 1 }, [1], 0]])
  })

  test('of mv-expand and bag_unpack may come out of a subquery', async () => {
    expect(await rows('print s = toscalar(print "http://a/b") | mv-expand u = parse_url(s) | project u.Host')).toEqual([
      [null],
      ['a'],
      [null],
      [null],
      [null],
      [null],
      [null],
      [null],
    ])
    expect(await rows('print d = toscalar(print parse_json(\'{"k": 1}\')) | evaluate bag_unpack(d)')).toEqual([[1]])
  })

  test('that differs each time is computed once', async () => {
    expect(await one('tolong(rand()) + tolong(rand(1))')).toBe(0)
    expect(await one('array_length(set_union(pack_array(rand()), l))')).toBe(3)
  })

  test('that may end the query ends it, also where errors are taken for null', async () => {
    expect(await one('base64_decode_tostring(strrep("Q", tolong(a)))')).toBe('')
    expect(await one('tolong(strrep(a, 3)) + 1')).toBe(112)
    expect(await codes('print n = 1025 | project x = base64_decode_tostring(strrep("Q", n)), y = tolong(strrep("1", n)) + 1')).toEqual([
      'KQL0491',
    ])
  })
})
