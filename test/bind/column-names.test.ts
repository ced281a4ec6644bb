import { expect, test } from 'vitest'
import { ChangedColumns, ColumnNames, indexOfName } from '../../src/bind/column-names.ts'
import { columnsBehind, layoutOf } from '../../src/bind/layout.ts'
import type { Column } from '../../src/plan/index.ts'

let ids = 0
const column = (name: string): Column => ({ id: ++ids, name, type: 'long', form: undefined, nullable: true })
const many = (count: number): Column[] => Array.from({ length: count }, (_, i) => column(`c${i}`))
const placesOf = (columns: readonly Column[]) => new Map(columns.map((c, i) => [c.name, i]))

test.each([2, 10, 40])('finds each of %i columns, known or not', (count) => {
  const columns = many(count)
  for (const known of [false, true]) {
    const names = new ColumnNames()
    if (known) names.know(columns, placesOf(columns))
    for (const name of [...columns.map((c) => c.name), 'C1', 'none', 'c1'])
      expect(names.placeOf(columns, name)).toBe(indexOfName(columns, name))
  }
})

test('keeps up with columns that are added, replaced and renamed', () => {
  const names = new ColumnNames()
  let columns: readonly Column[] = many(20)
  names.know(columns, placesOf(columns))
  const change = (...changes: readonly [string, string][]) => {
    const changed = new ChangedColumns(names, columns)
    for (const [name, to] of changes) {
      const at = changed.placeOf(name)
      changed.put(column(to), at)
      expect(changed.placeOf(to)).toBe(at < 0 ? changed.done().length - 1 : at)
      if (to !== name) expect(changed.placeOf(name)).toBe(-1)
    }
    columns = changed.done()
    for (const name of ['c0', 'c1', 'c19', 'a', 'b', 'none']) expect(names.placeOf(columns, name)).toBe(indexOfName(columns, name))
  }
  change(['a', 'a'])
  change(['c1', 'b'], ['c0', 'c1'], ['a', 'a'])
  change(['b', 'c0'], ['c1', 'a1'])
  change(['none', 'none'], ['none', 'b'])
})

test('gives the columns of a table ids of their own each time, behind all before', () => {
  const layout = layoutOf({ name: 'T', columns: [0, 1, 2].map((i) => ({ name: `c${i}`, type: 'string' })) })
  const taken = new Set<number>()
  let last = 0
  for (let i = 0; i < 6; i++) {
    for (const { id } of columnsBehind(layout, last)) {
      expect(id).toBeGreaterThan(last)
      expect(taken.has(id)).toBe(false)
      taken.add(id)
      last = id
    }
  }
  expect(columnsBehind(layout, 0)).toBe(columnsBehind(layout, 0))
})
