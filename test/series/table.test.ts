import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { SERIES_FUNCTIONS, type SeriesArgument, seriesColumnName, seriesDecomposeAnomalies, seriesFitLine } from '../../src/series/index.ts'
import { seasonalSeries } from './helpers.ts'

const of = (...values: number[]) => Float64Array.from(values)

/** The least arguments of every function. */
function requiredArguments(name: string, series: Float64Array): SeriesArgument[] {
  return SERIES_FUNCTIONS[name]!.parameters.filter((p) => p.default === undefined).map((p) =>
    p.type === 'series' || p.type === 'operand' ? series : 6,
  )
}

const names = Object.keys(SERIES_FUNCTIONS)

describe('SERIES_FUNCTIONS', () => {
  it.each(names)('%s answers a plain call with as many outputs of the right kind as it declares', (name) => {
    const entry = SERIES_FUNCTIONS[name]!
    const results = entry.call(requiredArguments(name, seasonalSeries(48, 6, 2)))
    expect(results.length).toBe(entry.outputs.length)
    entry.outputs.forEach((output, i) => {
      const value = results[i]
      if (output.kind.endsWith('[]')) expect(value).toBeInstanceOf(Float64Array)
      else expect(typeof value).toBe('number')
      if (output.kind === 'long' || output.kind === 'long[]')
        expect([...(value instanceof Float64Array ? value : of(value as number))].every(Number.isInteger)).toBe(true)
      if (output.kind === 'bool[]') expect([...(value as Float64Array)].every((v) => v === 0 || v === 1)).toBe(true)
    })
    expect(entry.result === 'value').toBe(entry.outputs.length === 1 && entry.outputs[0]!.name === '')
    expect(new Set(entry.outputs.map((o) => o.name)).size).toBe(entry.outputs.length)
  })

  it.each(names)('%s leaves its arguments alone, takes an empty series and gives null for a null one', (name) => {
    const entry = SERIES_FUNCTIONS[name]!
    const series = seasonalSeries(48, 6, 2)
    const copy = Float64Array.from(series)
    const first = entry.call(requiredArguments(name, series))
    expect(series).toEqual(copy)
    expect(entry.call(requiredArguments(name, series))).toEqual(first)
    expect(entry.call(requiredArguments(name, of())).length).toBe(entry.outputs.length)
    const args = requiredArguments(name, series)
    args[0] = null
    expect(entry.call(args)).toEqual(entry.outputs.map(() => null))
  })

  it.each(names)('%s takes a null for every optional argument like a missing one', (name) => {
    const entry = SERIES_FUNCTIONS[name]!
    const series = seasonalSeries(48, 6, 2)
    const args = entry.parameters.map((p, i) => (p.default === undefined ? requiredArguments(name, series)[i]! : null))
    expect(entry.call(args)).toEqual(entry.call(requiredArguments(name, series)))
  })

  it('passes the arguments on by position', () => {
    const y = seasonalSeries(120, 12, 3)
    const want = seriesDecomposeAnomalies(y, { threshold: 3, seasonality: 12, trend: 'linefit', testPoints: 10, method: 'tukey' })!
    expect(SERIES_FUNCTIONS.series_decompose_anomalies!.call([y, 3, 12, 'linefit', 10, 'tukey', 0.9])).toEqual([
      want.flag,
      want.score,
      want.baseline,
    ])
    const line = seriesFitLine(of(1, 2, 4))!
    expect(SERIES_FUNCTIONS.series_fit_line_dynamic!.call([of(1, 2, 4)])).toEqual([
      line.slope,
      line.interception,
      line.rsquare,
      line.variance,
      line.rvariance,
      line.lineFit,
    ])
    expect(SERIES_FUNCTIONS.series_periods_validate!.call([y, 12, 5, 1])[0]).toEqual(of(12, 5, 1))
    expect(SERIES_FUNCTIONS.series_fir!.call([of(1, 2, 3), of(1, 1), false, true])[0]).toEqual(of(1, 3, 5))
    expect(SERIES_FUNCTIONS.series_subtract!.call([10, of(1, 2)])[0]).toEqual(of(9, 8))
    expect(SERIES_FUNCTIONS.series_cosine_similarity!.call([of(3, 4), of(3, 4), 5, 10])).toEqual([0.5])
    expect(SERIES_FUNCTIONS.series_outliers!.call([of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'ctukey', null, 10, 90, 2])[0]!).not.toEqual(
      SERIES_FUNCTIONS.series_outliers!.call([of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)])[0],
    )
  })

  it('tells a null constant of series_fill_linear from a missing one', () => {
    const fill = SERIES_FUNCTIONS.series_fill_linear!
    const nulls = of(Number.NaN, Number.NaN)
    expect(fill.call([nulls])[0]).toEqual(of(0, 0))
    expect(fill.call([nulls, null, true, null])[0]).toEqual(nulls)
    expect(fill.call([of(1, Number.NaN, 2)], true)[0]).toEqual(of(1, 1, 2))
  })

  it('keeps integers in series_fir only without normalisation', () => {
    const keeps = SERIES_FUNCTIONS.series_fir!.keepsIntegers!
    expect(keeps([of(1), of(1, 1)])).toBe(false)
    expect(keeps([of(1), of(1, -1)])).toBe(true)
    expect(keeps([of(1), of(1, 1), false])).toBe(true)
    expect(keeps([of(1), of(1, -1), true])).toBe(false)
  })

  it('rejects arguments that the binder should not have let through', () => {
    const { series_decompose: decompose, series_add: add } = SERIES_FUNCTIONS
    expect(() => decompose!.call([of(1), -1, 'cubic'])).toThrow(RangeError)
    expect(() => decompose!.call([5])).toThrow(TypeError)
    expect(() => SERIES_FUNCTIONS.series_outliers!.call([of(1), 'ctukey', null, 1])).toThrow(RangeError)
    expect(() => add!.call([of(1)])).toThrow(TypeError)
  })

  it('says where a result is conjecture', () => {
    const texts = (name: string, ...args: SeriesArgument[]) =>
      SERIES_FUNCTIONS[name]!.caveats.filter((c) => c.when === undefined || c.when(args)).map((c) => c.text)
    expect(texts('series_outliers', of()).length).toBe(1)
    expect(texts('series_outliers', of(), 'tukey').length).toBe(2)
    expect(texts('series_outliers', of(), 'ctukey', null, 5, 95).length).toBe(2)
    expect(texts('series_decompose', of(), 24)).toEqual([])
    expect(texts('series_decompose', of()).length).toBe(1)
  })
})

// The official language service knows the functions, their parameters' names and number, and the columns that come out.
type List<T> = { Count?: number; length?: number; getItem?: (i: number) => T } & { [i: number]: T }
type Symbol = { Name: string; Signatures: List<{ Parameters: List<{ Name: string; MinOccurring: number; MaxOccurring: number }> }> }
type Column = { Name: string; Type: { Name: string } }
type Language = {
  Functions: { All: List<Symbol> }
  KustoCode: { ParseAndAnalyze: (text: string) => { ResultType: { Columns: List<Column> } } }
}

function items<T>(list: List<T>): T[] {
  return Array.from({ length: list.Count ?? list.length ?? 0 }, (_, i) => (list.getItem === undefined ? list[i]! : list.getItem(i)))
}

function language(): Language {
  const require = createRequire(import.meta.url)
  require('@kusto/language-service-next/bridge.min.js')
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
  return (globalThis as unknown as { Kusto: { Language: Language } }).Kusto.Language
}

describe('SERIES_FUNCTIONS beside the language service', () => {
  const service = language()

  it('has the same functions and parameters', () => {
    const symbols = items(service.Functions.All).filter((f) => f.Name.startsWith('series_'))
    expect(symbols.map((f) => f.Name).sort()).toEqual([...names].sort())
    for (const symbol of symbols) {
      const signatures = items(symbol.Signatures).map((s) => items(s.Parameters))
      const longest = signatures.reduce((a, b) => (b.length > a.length ? b : a))
      const { parameters } = SERIES_FUNCTIONS[symbol.Name]!
      expect([symbol.Name, ...parameters.map((p) => p.name)]).toEqual([symbol.Name, ...longest.map((p) => p.Name)])
      const least = Math.min(...signatures.map((s) => s.filter((p) => p.MinOccurring > 0).length))
      expect(parameters.filter((p) => p.default === undefined).length, symbol.Name).toBe(least)
      expect(parameters.map((p) => p.repeat ?? 1)).toEqual(longest.map((p) => p.MaxOccurring))
    }
  })

  it('names and types the columns alike', () => {
    for (const name of names) {
      const { parameters, outputs, result } = SERIES_FUNCTIONS[name]!
      if (result !== 'columns') continue
      const args = parameters.filter((p) => p.default === undefined).map((p) => (p.type === 'series' ? 'y' : '5'))
      const code = service.KustoCode.ParseAndAnalyze(`print y = dynamic([1]) | project ${name}(${args.join(', ')})`)
      expect(items(code.ResultType.Columns).map((c) => `${c.Name}:${c.Type.Name}`)).toEqual(
        outputs.map((o) => `${seriesColumnName(name, 'y', o)}:${o.kind.endsWith('[]') ? 'dynamic' : o.kind}`),
      )
    }
  })
})
