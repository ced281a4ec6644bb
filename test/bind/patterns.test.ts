/** Patterns, functions without parentheses, and what toscalar computes once. */
import { describe, expect, test } from 'vitest'
import { testEngine } from './operators/engine.ts'

const { rows, columns, codes } = testEngine()

const CITIES = `declare pattern city = (country: string)[region: string] {
  ('DE').['north'] = { print name = 'Kiel', from = strcat(country, '/', region) };
  ('DE').['south'] = { print name = 'Ulm', from = region };
};`
const SIZES = 'declare pattern size = (n: long) { (1) = { range x from 1 to 3 step 1 }; (2) = { print x = n }; };'

describe('a pattern', () => {
  // The statement's page: the case whose values are equal; its body can name the parameters.
  test('yields the table of the case that fits', async () => {
    expect(await rows(`${CITIES} city('DE').north`)).toEqual([['Kiel', 'DE/north']])
    expect(await rows(`${CITIES} city('DE').['south'] | project from`)).toEqual([['south']])
    expect(await rows(`${CITIES} let where_ = 'DE'; union city(where_).south, city('DE').north | summarize count()`)).toEqual([[2]])
  })

  test('without a path', async () => {
    expect(await rows(`${SIZES} union size(1), size(2) | summarize sum(x)`)).toEqual([[8]])
    expect(await columns(`${SIZES} size(2)`)).toEqual(['x:long'])
  })

  test('is refused where no case fits, or the service has its cases', async () => {
    expect(await codes(`${CITIES} city('DE').east`)).toEqual(['KQL0371'])
    expect(await codes(`${CITIES} city('FR').north`)).toEqual(['KQL0371'])
    expect(await codes(`${CITIES} print c = 'DE' | join (city(rand()).north) on $left.c == $right.name`)).toEqual(['KQL0203'])
    expect((await codes('declare pattern p; p(1).x'))[0]).toBe('KQL0302')
  })
})

describe('a function without parameters', () => {
  test('may stand without parentheses', async () => {
    expect(await rows('let seven = () { 7 }; print a = seven, b = seven() * 2')).toEqual([[7, 14]])
  })
})

describe('toscalar', () => {
  test('computes once what changes from one time to the next', async () => {
    const query = 'let g = toscalar(new_guid()); range x from 1 to 5 step 1 | extend a = g, b = g | summarize dcount(a), countif(a == b)'
    expect(await rows(query)).toEqual([[1, 5]])
    expect(await rows('let s = toscalar(range x from 1 to 1000 step 1 | sample 1); print a = s, b = s | project a == b')).toEqual([[true]])
  })
})
