/** Which columns a render draws and how. What is asked for comes from the reference's pages of render and its visualisations. */
import { describe, expect, test } from 'vitest'
import { chartOfResult } from '../../src/report/from-result.ts'
import { at, charted, ms, result } from './result.ts'

const names = (chart: ReturnType<typeof charted>) => chart.series.map((s) => s.name)

describe('columns', () => {
  test('the first datetime is the axis of a timechart, numbers are measures, texts the groups', () => {
    const chart = charted(
      'Host:string N:long At:datetime',
      [
        ['a', 1, at(2)],
        ['b', 2, at(1)],
        ['a', 3, at(1)],
      ],
      'timechart',
    )
    expect(chart).toMatchObject({ kind: 'line', x: { scale: 'time', title: 'At' }, y: { title: 'N' } })
    expect(chart.series).toMatchObject([
      { name: 'a', x: [ms(1), ms(2)], y: [3, 1] },
      { name: 'b', x: [ms(1)], y: [2] },
    ])
  })

  test('the axis is a text where that leaves a measure', () => {
    expect(charted('Host:string N:long', [['a', 1]], 'linechart')).toMatchObject({
      x: { scale: 'category', title: 'Host' },
      y: { title: 'N' },
    })
    expect(charted('N:long M:long', [[1, 2]], 'linechart')).toMatchObject({ x: { scale: 'number', title: 'N' }, y: { title: 'M' } })
  })

  test('several measures are series by their names, behind those of the group', () => {
    const rows = [[at(1), 1, 2.5, 'x']]
    expect(names(charted('At:datetime A:long B:real', rows, 'timechart'))).toEqual(['A', 'B'])
    expect(names(charted('At:datetime A:long B:real G:string', rows, 'timechart'))).toEqual(['x: A', 'x: B'])
  })

  test('xcolumn, ycolumns and series are taken as given; a name that is none is said', () => {
    const chart = charted(
      'A:long B:long C:string D:string E:long',
      [[1, 2, 'c', 'd', 5]],
      'linechart with (xcolumn=B, ycolumns=A, E, series=C, D)',
    )
    expect(names(chart)).toEqual(['c, d: A', 'c, d: E'])
    expect(chart.x.title).toBe('B')
    expect(charted('A:long B:long', [[1, 2]], 'linechart with (ycolumns=B, Nope)').notes).toEqual(["The result has no column 'Nope'."])
    expect(charted('A:long B:long', [[1, 2]], 'linechart with (xcolumn=Nope)')).toMatchObject({
      x: { title: 'A' },
      notes: [expect.stringMatching('Nope')],
    })
    expect(charted('N:long Host:string', [[1, 'a']], 'barchart').x).toMatchObject({ title: 'Host', categories: ['a'] })
    expect(names(charted('A:long B:long C:long', [[1, 2, 3]], `linechart with (ycolumns=['C'])`))).toEqual(['C'])
  })

  test('arrays: each row is a series over the values of its axis', () => {
    const chart = charted(
      'Host:string N:dynamic At:dynamic',
      [
        ['a', [1, null, 3], [at(1), at(2), at(3)]],
        ['b', [4, 5], [at(1), at(2), at(3)]],
      ],
      'timechart',
    )
    expect(chart.x.scale).toBe('time')
    expect(chart.series).toMatchObject([
      { name: 'a', x: [ms(1), ms(2), ms(3)], y: [1, null, 3] },
      { name: 'b', y: [4, 5, null] },
    ])
  })

  test('arrays of numbers: the axis is the one that goes up, which make-series puts last', () => {
    const chart = charted(
      'N:dynamic Step:dynamic',
      [
        [
          [3, 1, 2],
          [0, 10, 20],
        ],
      ],
      'linechart',
    )
    expect(chart).toMatchObject({ x: { scale: 'number', title: 'Step' }, series: [{ name: 'N', x: [0, 10, 20], y: [3, 1, 2] }] })
  })

  test('a dynamic counts as what it holds', () => {
    const chart = charted(
      'At:dynamic N:dynamic',
      [
        [at(1), 4],
        [at(2), 5],
      ],
      'timechart',
    )
    expect(chart.series).toMatchObject([{ name: 'N', x: [ms(1), ms(2)], y: [4, 5] }])
  })

  test('a timespan is measured in seconds', () => {
    const chart = charted('At:datetime Wait:timespan', [[at(1), '1.00:01:00.5000000']], 'timechart')
    expect(chart.y.title).toBe('Wait (s)')
    expect(chart.series[0]?.y).toEqual([86460.5])
  })

  test('bars stand at the first column, whatever its type', () => {
    expect(charted('Host:string N:long', [['a', 1]], 'barchart')).toMatchObject({
      kind: 'bar',
      x: { scale: 'category', categories: ['a'] },
    })
    expect(charted('Code:long N:long', [[404, 1]], 'barchart').x.categories).toEqual(['404'])
    expect(charted('At:datetime N:long', [[at(5), 1]], 'barchart').x.categories).toEqual(['2026-01-05'])
    expect(charted('At:datetime N:long', [[at(5), 1]], 'columnchart').x.scale).toBe('time')
    expect(charted('Host:string N:long', [['', 1]], 'columnchart').x.categories).toEqual(['(empty)'])
  })
})

describe('properties', () => {
  const rows = [[at(1), 2, 3]]
  const columns = 'At:datetime A:long B:long'

  test('titles, limits, scales, legend', () => {
    const chart = charted(
      columns,
      rows,
      `timechart with (title="Say \\"x\\"", xtitle='when', ytitle=@"how much", ymin=-1.5, ymax=10, yaxis=log, legend=hidden)`,
    )
    expect(chart).toMatchObject({
      title: 'Say "x"',
      x: { title: 'when' },
      y: { title: 'how much', min: -1.5, max: 10, log: true },
      legend: false,
    })
  })

  test('panels and axes', () => {
    expect(charted(columns, rows, 'timechart with (ysplit=panels)')).toMatchObject({
      panels: ['A', 'B'],
      series: [{ panel: 0 }, { panel: 1 }],
    })
    const groups = Array.from({ length: 7 }, (_, i) => [at(1), i, `g${i}`])
    const chart = charted('At:datetime N:long G:string', groups, 'timechart with (ysplit=panels)')
    expect(chart.panels).toEqual(['g0', 'g1', 'g2', 'g3', 'g4'])
    expect([chart.series.length, chart.notes]).toEqual([5, ['5 of 7 panels are drawn.']])
    expect(charted(columns, rows, 'timechart with (ysplit=axes)').ownAxes).toBe(true)
  })

  test('accumulate', () => {
    const days = [1, 2, 3].map((day) => [at(day), day])
    expect(charted('At:datetime N:long', days, 'timechart with (accumulate=true)').series[0]?.y).toEqual([1, 3, 6])
  })

  test('stacks share their positions; stacked100 gives shares', () => {
    const data = [
      [at(1), 'a', 1],
      [at(2), 'a', 3],
      [at(2), 'b', 1],
    ]
    const stacked = charted('At:datetime G:string N:long', data, 'areachart with (kind=stacked)')
    expect(stacked.stack).toBe('stacked')
    expect(stacked.series).toMatchObject([
      { x: [ms(1), ms(2)], y: [1, 3] },
      { x: [ms(1), ms(2)], y: [0, 1] },
    ])
    const shares = charted('At:datetime G:string N:long', data, 'columnchart with (kind=stacked100)')
    expect(shares.series.map((s) => s.y)).toEqual([
      [100, 75],
      [0, 25],
    ])
    expect(charted('At:datetime G:string N:long', data, 'stackedareachart').stack).toBe('stacked')
    expect(charted('At:datetime G:string N:long', data, 'areachart with (kind=unstacked)').stack).toBe('none')
    expect(charted('At:datetime G:string N:long', data, 'timechart with (kind=stacked)').stack).toBe('none')
  })
})

describe('anomalies', () => {
  const hours = Array.from({ length: 48 }, (_, i) => i)
  const values = hours.map((i) => (i === 30 ? 90 : 10 + (i % 2)))

  test('the columns that are named mark points of the measures', () => {
    const chart = charted(
      'At:dynamic N:dynamic Flag:dynamic',
      [[hours.map((h) => at(1 + Math.floor(h / 24), h % 24)), values, hours.map((i) => (i === 30 ? 1 : i === 3 ? -1 : 0))]],
      'anomalychart with (anomalycolumns=Flag)',
    )
    expect(names(chart)).toEqual(['N', 'anomalies'])
    expect(chart.series[1]).toMatchObject({ role: 'anomalies', x: [ms(1, 3), ms(2, 6)], y: [11, 90], weight: [-1, 1] })
  })

  test('without a name, a column of flags is taken for them, and is no line', () => {
    const rows = hours.map((h) => [at(1 + Math.floor(h / 24), h % 24), values[h], h === 30 ? 1 : 0])
    const chart = charted('At:datetime N:long Odd:long', rows, 'anomalychart')
    expect(names(chart)).toEqual(['N', 'anomalies'])
    expect(chart.series[1]).toMatchObject({ x: [ms(2, 6)], y: [90] })
    expect(chart.notes).toEqual([])
    // A timechart draws what there is.
    expect(names(charted('At:datetime N:long Odd:long', rows, 'timechart'))).toEqual(['N', 'Odd'])
  })

  test('without a name they are found, and that is said', () => {
    const rows = hours.map((h) => [at(1 + Math.floor(h / 24), h % 24), values[h]])
    const chart = charted('At:datetime N:long', rows.toReversed(), 'anomalychart')
    expect(chart.series.find((s) => s.role === 'anomalies')).toMatchObject({ x: [ms(2, 6)], y: [90] })
    expect(chart.notes.join()).toContain('series_decompose_anomalies')
  })
})

describe('order', () => {
  const orderOf = (columns: string, rows: readonly (readonly unknown[])[], render: string) => {
    const { x, series } = charted(columns, rows, render)
    return series.map((s) => [s.name, ...s.x.map((at, i) => `${x.categories[at]}=${s.y[i]}`).sort()])
  }
  const doors = [
    ['b', 2],
    ['a', 2],
    ['c', 9],
  ]

  test('of names: as the query sorts them, else by their values', () => {
    expect(charted('Door:string N:long', doors, 'barchart').x.categories).toEqual(['c', 'a', 'b'])
    expect(charted('Door:string N:long', doors, 'sort | barchart').x.categories).toEqual(['b', 'a', 'c'])
    expect(orderOf('Door:string N:long', doors, 'barchart')).toEqual([['N', 'a=2', 'b=2', 'c=9']])
  })

  test('of numbers and times: upwards', () => {
    const ports = [
      [443, 9],
      [1000, 1],
      [80, 5],
    ]
    expect(charted('Port:long N:long', ports, 'columnchart').x.categories).toEqual(['80', '443', '1000'])
    expect(charted('Port:long N:long', ports, 'sort | columnchart').x.categories).toEqual(['443', '1000', '80'])
    expect(orderOf('Port:long N:long', ports, 'columnchart')).toEqual([['N', '1000=1', '443=9', '80=5']])
    const days = [at(10), at(9, 12), at(9)].map((day) => [day, 1])
    expect(charted('At:datetime N:long', days, 'barchart').x.categories).toEqual(['2026-01-09', '2026-01-09 12:00', '2026-01-10'])
  })

  test('of series: by name, or as they come', () => {
    const rows = ['host-10', 'host-9', 'host-1'].map((host) => [at(1), host, 1])
    expect(names(charted('At:datetime H:string N:long', rows, 'timechart'))).toEqual(['host-1', 'host-9', 'host-10'])
    expect(names(charted('At:datetime H:string N:long', rows, 'sort | timechart'))).toEqual(['host-10', 'host-9', 'host-1'])
  })
})

describe('limits', () => {
  test('series, categories and slices beyond them are named in a note', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => [at(1), `g${i}`, i + 1])
    const lines = charted('At:datetime G:string N:long', many(90), 'timechart')
    expect([lines.series.length, lines.notes]).toEqual([40, ['40 of 90 series are drawn, those with the largest values.']])
    const bars = charted('At:datetime G:string N:long', many(90), 'barchart with (xcolumn=G, ycolumns=N)')
    expect([bars.series[0]?.x.length, bars.notes]).toEqual([60, ['The first 60 of 90 values of the axis are drawn.']])
    const pie = charted(
      'G:string N:long',
      many(14).map(([, g, n]) => [g, n]),
      'piechart',
    )
    expect(pie.x.categories.slice(0, 2)).toEqual(['g13', 'g12'])
    expect([pie.x.categories.at(-1), pie.series[0]?.y.at(-1)]).toEqual(['4 others', 1 + 2 + 3 + 4])
  })

  test('no chart where there is nothing to draw, with the reason', () => {
    expect(chartOfResult(result('At:datetime N:long', [], 'timechart'))?.note).toMatch('empty')
    expect(chartOfResult(result('A:string B:string', [['a', 'b']], 'timechart'))?.note).toMatch('no columns')
    expect(chartOfResult(result('At:datetime N:long', [[null, 1]], 'timechart'))?.note).toMatch('no row')
    expect(chartOfResult(result('At:datetime N:long', [[at(1), null]], 'timechart'))?.note).toMatch('no row')
    expect(chartOfResult(result('A:long', [[1]], 'table'))).toBeUndefined()
    expect(chartOfResult(result('A:long', [[1]], 'constructor'))).toBeUndefined()
    expect(chartOfResult(result('A:long', [[1]]))).toBeUndefined()
  })

  test('what is no finite number is a gap', () => {
    const chart = charted(
      'At:datetime N:real',
      [
        [at(1), 'NaN'],
        [at(2), 'Infinity'],
        [at(3), 1],
      ],
      'timechart',
    )
    expect(chart.series[0]?.y).toEqual([null, null, 1])
  })
})
