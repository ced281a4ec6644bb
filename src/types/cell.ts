/** One value of a result as text. */
import type { KustoType } from './scalar.ts'

/** Null is the empty text; a dynamic is compact JSON; all others are as `QueryResult` has them. */
export const cellText = (value: unknown, type: KustoType): string => {
  if (value === null || value === undefined) return ''
  if (type === 'dynamic') return typeof value === 'string' ? value : JSON.stringify(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** As `cellText`, for people: a time without the fraction where that is zero. */
export const shortText = (value: unknown, type: KustoType): string => {
  const text = cellText(value, type)
  return type === 'datetime' ? text.replace(/\.0+Z$/, 'Z') : text
}
