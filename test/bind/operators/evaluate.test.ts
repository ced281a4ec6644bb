import { describe, expect, test } from 'vitest'
import { compile } from '../../../src/index.ts'
import { testEngine } from './engine.ts'

const { rows, columns, codes } = testEngine()
const empty = testEngine({ missingTables: 'empty', schemas: { T: { a: 'string', n: 'long', d: 'dynamic' } } })

const BAGS =
  "datatable(a:string, d:dynamic)['x', dynamic({'n':1, 'b':'p', 'm':1}), 'y', dynamic({'n':2, 'm':'q', 'l':[1]}), 'z', dynamic(null)]"

describe('bag_unpack', () => {
  // The plugin's page: input columns first, keys in order; a type where all values have it, else dynamic.
  test('learns its columns', async () => {
    expect(await columns(`${BAGS} | evaluate bag_unpack(d)`)).toEqual(['a:string', 'b:string', 'l:dynamic', 'm:dynamic', 'n:long'])
    expect(await rows(`${BAGS} | evaluate bag_unpack(d) | sort by a asc`)).toEqual([
      ['x', 'p', null, 1, 1],
      ['y', '', [1], 'q', 2],
      ['z', '', null, null, null],
    ])
    expect(await columns(`${BAGS} | evaluate bag_unpack(d, 'p_', ignoredProperties=dynamic(['l', 'm']))`)).toEqual([
      'a:string',
      'p_b:string',
      'p_n:long',
    ])
  })

  test('learns twice in one query', async () => {
    const query = "print d = dynamic({'e':{'f':1}}) | evaluate bag_unpack(d) | evaluate bag_unpack(e) | extend g = f + 1"
    expect(await rows(query)).toEqual([[1, 2]])
  })

  test('columns of the same name', async () => {
    const bags = "datatable(a:string, d:dynamic)['x', dynamic({'a':1, 'd':2})]"
    expect(await codes(`${bags} | evaluate bag_unpack(d)`)).toEqual(['KQL0104'])
    expect(await columns(`${bags} | evaluate bag_unpack(d, columnsConflict='replace_source')`)).toEqual(['a:long', 'd:long'])
    expect(await rows(`${bags} | evaluate bag_unpack(d, columnsConflict='keep_source')`)).toEqual([['x', 2]])
  })

  test('with a schema it needs no data', async () => {
    const query = `${BAGS} | evaluate bag_unpack(d) : (*, n:long, b:string)`
    expect(compile(query).columns.map((c) => c.name)).toEqual(['a', 'n', 'b'])
    expect(await rows(`${query} | where n == 1`)).toEqual([['x', 1, 'p']])
    expect(compile('print d = dynamic({}) | evaluate bag_unpack(d)').diagnostics.map((d) => d.code)).toEqual(['KQL0302'])
  })
})

describe('columns that depend on data that is not there', () => {
  const unpacked = 'T | evaluate bag_unpack(d)'

  test('are null, with a warning', async () => {
    const { rows: none, diagnostics } = await empty.result(`${unpacked} | where f has 'x' and g > 5 | summarize count() by f, tostring(h)`)
    expect(none).toEqual([])
    expect(diagnostics?.map((d) => d.code)).toEqual(['KQL0155', 'KQL0155', 'KQL0155', 'KQL0155'])
  })

  test('take whatever type is asked for', async () => {
    for (const tail of [
      'extend x = f + 1, y = strlen(f), z = f.g[0], w = ago(f), v = iff(f, 1, 2), u = f in ("a", "b")',
      'where f | where g between (1 .. 5) | where h in (T) | sort by f asc',
      'join kind=inner (T | project f = a) on f',
      'join kind=inner (T) on $left.f == $right.n',
      'summarize max(f), sum(g), make_set(h), dcount(i) by bin(t, 1h)',
      'union (T | extend f = n) | project f, a',
      'distinct f, g | project g',
      'mv-expand f | project-rename x = y | project-away z',
      'project f | where f == "x" | summarize by f',
    ])
      expect(await empty.codes(`${unpacked} | ${tail}`), tail).toEqual([])
    expect(await empty.columns(`${unpacked} | union (T | extend f = n)`)).toEqual(['a:string', 'n:long', 'd:dynamic', 'f:long'])
  })

  test('end where the columns are chosen', async () => {
    expect(await empty.codes(`${unpacked} | project a | where f == 1`)).toEqual(['KQL0100'])
    expect(await empty.codes(`${unpacked} | summarize count() by a | where f == 1`)).toEqual(['KQL0100'])
  })
})

describe('pivot', () => {
  const sales = "datatable(who:string, what:string, n:long)['a','p',1, 'a','q',2, 'a','p',3, 'b','q',4]"

  // The plugin's page: count() by default; what has no rows is the aggregate over none.
  test('a column a value', async () => {
    expect(await rows(`${sales} | evaluate pivot(what, sum(n)) | sort by who asc`)).toEqual([
      ['a', 4, 2],
      ['b', 0, 4],
    ])
    expect(await columns(`${sales} | evaluate pivot(what, sum(n))`)).toEqual(['who:string', 'p:long', 'q:long'])
    expect(await rows(`${sales} | project who, what | evaluate pivot(what) | sort by who asc`)).toEqual([
      ['a', 2, 1],
      ['b', 0, 1],
    ])
    expect(await rows(`${sales} | evaluate pivot(n, make_set(what), who) | where who == 'b'`)).toEqual([['b', [], [], [], ['q']]])
  })

  test('with a schema it needs no data', async () => {
    const query = `${sales} | evaluate pivot(what, max(n), who) : (who:string, q:long, r:long)`
    expect(await rows(`${query} | sort by who asc`)).toEqual([
      ['a', 2, null],
      ['b', 4, null],
    ])
    expect(compile(query).diagnostics).toEqual([])
  })
})

describe('evaluate', () => {
  test('refuses what asks services or runs code', async () => {
    expect(await codes('print 1 | evaluate python(typeof(*), "")')).toEqual(['KQL0300'])
    expect(await codes('print 1 | evaluate nothing()')).toEqual(['KQL0102'])
  })
})
