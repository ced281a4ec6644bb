import { describe, expect, test } from 'vitest'
import { testEngine } from './engine.ts'

const { rows, columns, codes } = testEngine()
const of = (...texts: string[]) => `datatable(s:string)[${texts.map((t) => JSON.stringify(t)).join(', ')}]`

describe('parse', () => {
  test('takes as little as it can and must match the whole text', async () => {
    expect(
      await rows(`${of('user=ann host=web', 'xuser=ann host=web', 'user=ann')} | parse s with 'user=' u ' host=' h | project u, h`),
    ).toEqual([
      ['ann', 'web'],
      ['', ''],
      ['', ''],
    ])
    expect(await rows(`${of('a;b;c')} | parse s with x ';' y | project x, y`)).toEqual([['a', 'b;c']])
    expect(await rows(`${of('a;b;c')} | parse s with x ';' y ';' | project x, y`)).toEqual([['', '']])
  })

  test('stars skip', async () => {
    expect(await rows(`${of('time 1 id=7;rest', 'id=')} | parse s with * 'id=' id ';' * | project id`)).toEqual([['7'], ['']])
    expect(await rows(`${of('id=1;id=2;')} | parse s with * 'id=' id ';' * | project id`)).toEqual([['1']])
  })

  test('texts are no expressions, and captures may span lines', async () => {
    expect(await rows(`${of('a.b(c)', 'axb(c)')} | parse s with x '.b(' y ')' | project x, y`)).toEqual([
      ['a', 'c'],
      ['', ''],
    ])
    expect(await rows(`${of('a: 1\n2 end')} | parse s with 'a: ' x ' end' | project x`)).toEqual([['1\n2']])
  })

  // The parse page: regex mode is greedy, U turns that round.
  test('kind=regex matches anywhere and takes as much as it can', async () => {
    const text = of('key=a,b,c')
    expect(await rows(`${text} | parse kind=regex s with 'k.y=' x ',' * | project x`)).toEqual([['a,b']])
    expect(await rows(`${text} | parse kind=regex flags=Ui s with 'K.Y=' x ',' * | project x`)).toEqual([['a']])
    expect(await rows(`${of('v12-34')} | parse kind=regex s with '(v|w)' x '(-)' y | project x, y`)).toEqual([['12', '34']])
    expect(await rows(`${of('1[2]3')} | parse kind=regex s with @'[(\\[]' x @'[])]' y | project x, y`)).toEqual([['2', '3']])
  })

  test('a column of the same name is replaced, others go behind', async () => {
    expect(await columns(`${of('a-b')} | extend t = 1 | parse s with s '-' u`)).toEqual(['s:string', 't:long', 'u:string'])
    expect(await rows(`${of('a-b')} | extend t = 1 | parse s with s '-' u`)).toEqual([['a', 1, 'b']])
  })

  test('refuses what the language refuses', async () => {
    expect(await codes(`${of('')} | parse s with x y`)).toEqual(['KQL0014'])
    expect(await codes(`${of('')} | parse s with 'a' x * 'b'`)).toEqual(['KQL0014'])
    expect(await codes(`${of('')} | parse s with 'a' x 'b' x`)).toEqual(['KQL0104'])
    expect(await codes(`${of('')} | parse s with 'a' x:datetime * 'b'`)).toEqual(['KQL0302'])
  })

  test('parse-where drops what does not match', async () => {
    expect(await rows(`${of('a=1', 'b=2', 'a=')} | parse-where s with 'a=' x`)).toEqual([
      ['a=1', '1'],
      ['a=', ''],
    ])
    expect(await rows(`${of('a=1', 'b=2')} | parse-where s with 'b=' * | project s`)).toEqual([['b=2']])
  })
})
