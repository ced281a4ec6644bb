import { describe, expect, test } from 'vitest'
import { testEngine } from './engine.ts'

const { rows, codes } = testEngine()
const parsed = (text: string, columns: string, properties = '') =>
  rows(
    `print s = @'${text.replaceAll("'", "''")}' | parse-kv s as (${columns})${properties ? ` with (${properties})` : ''} | project-away s`,
  )

describe('parse-kv', () => {
  const delimiters = "pair_delimiter=';', kv_delimiter='='"

  test('with delimiters: trimmed, first appearance, the first delimiter splits', async () => {
    expect(await parsed(' b = 2 ; a=1=x;a=3;c', 'a:string, b:string, c:string', delimiters)).toEqual([['1=x', '2', '']])
    expect(await parsed('a=1][b=2', 'a:string, b:string', "pair_delimiter='][', kv_delimiter='='")).toEqual([['1', '2']])
  })

  test('quoted keys and values', async () => {
    expect(await parsed('a="x;y" ; "b c"=z', "a:string, ['b c']:string", `${delimiters}, quote='"'`)).toEqual([['x;y', 'z']])
    expect(await parsed('a=(x;y);b=[p;q]', 'a:string, b:string', `${delimiters}, quote='()', quote='[]'`)).toEqual([['x;y', 'p;q']])
    expect(await parsed(String.raw`a="x\";b=1";b=2`, 'a:string, b:string', `${delimiters}, quote='"', escape='\\\\'`)).toEqual([
      ['x";b=1', '2'],
    ])
    expect(await parsed('a="x;b=2', 'a:string, b:string', `${delimiters}, quote='"'`)).toEqual([['"x', '2']])
  })

  // The page of the operator: until the next key appears.
  test('greedy values may hold pair delimiters', async () => {
    const greedy = "pair_delimiter=' ', kv_delimiter='=', greedy=true"
    expect(await parsed('a=x y z b=u v', 'a:string, b:string', greedy)).toEqual([['x y z', 'u v']])
    expect(await parsed('a=x y z b=u v', 'a:string, b:string', greedy.replace('true', 'false'))).toEqual([['x', 'u']])
  })

  test('without delimiters every other character separates', async () => {
    expect(await parsed('[12:30] Id->7, Name: Bo, Id: 8', 'Name:string, Id:string')).toEqual([['Bo', '7']])
    expect(await parsed("Text: 'a, b' Id:1", 'Text:string, Id:string', `quote="'"`)).toEqual([['a, b', '1']])
  })

  test('by an expression with two groups', async () => {
    expect(await parsed('<a>1</><b>2</><a>3</>', 'a:string, b:string', "regex='<(\\\\w+)>([^<]*)<'")).toEqual([['1', '2']])
  })

  test('refuses properties that are no such text', async () => {
    expect(await codes("print s = '' | parse-kv s as (a:string) with (pair_delimiter='', kv_delimiter='=')")).toEqual(['KQL0015'])
    expect(await codes("print s = '' | parse-kv s as (a:string) with (quote='abc')")).toEqual(['KQL0015'])
  })
})
