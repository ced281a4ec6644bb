/** The series that a query decomposes, read from the engine: each view is a query of its own. */
import type { SeriesGroup, SeriesView } from '../api.ts'
import { type BoundView, seriesViews } from '../bind/index.ts'
import type { CompileContext } from '../compile.ts'

export type Part = NonNullable<CompileContext['part']>

/** A person looks at no more groups of one series, nor at more series of one query. */
const MOST_GROUPS = 12
const MOST_VIEWS = 8

/** The views of a query. `rows` runs a part of it, and gives undefined where the query has no such part. */
export const readSeries = async (rows: (part: Part) => Promise<readonly (readonly unknown[])[] | undefined>): Promise<SeriesView[]> => {
  const views: SeriesView[] = []
  while (views.length < MOST_VIEWS) {
    let bound: BoundView | undefined
    // One more than is shown tells whether there are more.
    const found = await rows((binder, plan) => {
      bound = seriesViews(binder, plan, MOST_GROUPS + 1)[views.length]
      return bound?.rel
    })
    if (!found || !bound) break
    views.push(viewOf(bound, found))
  }
  return views
}

const viewOf = (bound: BoundView, rows: readonly (readonly unknown[])[]): SeriesView => ({
  function: bound.function,
  name: bound.name,
  axis: bound.axis?.name,
  keys: bound.keys.map((c) => c.name),
  groups: rows.slice(0, MOST_GROUPS).map((row) => groupOf(bound, row)),
  more: rows.length > MOST_GROUPS,
})

const groupOf = ({ keys, axis, at }: BoundView, row: readonly unknown[]): SeriesGroup => {
  const list = (place: number | undefined) => (place === undefined || !Array.isArray(row[place]) ? undefined : (row[place] as unknown[]))
  return {
    keys: row.slice(0, keys.length),
    axis: list(axis?.at),
    values: list(at.series) ?? [],
    baseline: list(at.baseline) ?? [],
    anomalies: list(at.anomalies),
    scores: list(at.score),
  }
}
