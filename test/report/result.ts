/** Results as they come from the engine, without one. */
import type { QueryResult, Render } from '../../src/api.ts'
import type { Chart } from '../../src/report/chart.ts'
import { chartOfResult } from '../../src/report/from-result.ts'
import type { KustoType } from '../../src/types/index.ts'

/**
 * `columns` are written as `name:type`; `render` as it stands in a query, `timechart with (title="x", ymin=0)`, with `sort |` in front where the
 * query sorts its rows.
 */
export const result = (columns: string, rows: readonly (readonly unknown[])[], render?: string): QueryResult => ({
  columns: columns.split(' ').map((text) => {
    const [name = '', type = ''] = text.split(':')
    return { name, type: type as KustoType }
  }),
  rows,
  ...(render === undefined ? {} : { render: renderOf(render) }),
})

const renderOf = (text: string): Render => {
  const [, sorted, kind = '', list = ''] = /^(sort \| )?(\w+)(?: with \((.*)\))?$/s.exec(text) ?? []
  const properties = [...list.matchAll(/(\w+)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^,"']|,(?! \w+=))+)/g)].map((m) => [m[1], m[2]?.trim()])
  return { kind, properties: Object.fromEntries(properties), ...(sorted ? { sorted: true } : {}) }
}

/** The chart of a result that has one. */
export const charted = (...args: Parameters<typeof result>): Chart => {
  const found = chartOfResult(result(...args))
  if (!found?.chart) throw new Error(found?.note ?? 'no chart')
  return found.chart
}

/** `2026-01-0D` at an hour, as the engine writes it. */
export const at = (day: number, hour = 0): string =>
  `2026-01-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.0000000Z`
export const ms = (day: number, hour = 0): number => Date.UTC(2026, 0, day, hour)
