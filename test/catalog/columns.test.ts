import { describe, expect, it } from 'vitest'
import { decodeColumns } from '../../src/catalog/columns.ts'

const standard = decodeColumns('When:d,Who', [])

describe('decodeColumns', () => {
  it('reads names, types, shared prefixes and standard columns', () => {
    expect(decodeColumns('SourceAddress,6Port:i,1,8Range,0,Yes:b', standard)).toEqual([
      { name: 'SourceAddress', type: 'string' },
      { name: 'SourcePort', type: 'int' },
      { name: 'Who', type: 'string' },
      { name: 'SourcePoRange', type: 'string' },
      { name: 'When', type: 'datetime' },
      { name: 'Yes', type: 'bool' },
    ])
  })

  it.each(['', 'A,,B', 'A:q', '2', 'A b', '0:d:d'])('throws on %j', (list) => {
    expect(() => decodeColumns(list, standard)).toThrow('malformed column')
  })
})
