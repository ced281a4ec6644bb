/** Cells of a result as positions in a chart. */
import type { QueryResult, ResultColumn } from '../api.ts'
import { isNumber, type KustoType, parseTimespan } from '../types/index.ts'

/** What a column can be in a chart; `times` and `numbers` are arrays. */
export type Kind = 'time' | 'number' | 'text' | 'times' | 'numbers' | 'other'

const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const TICKS_A_SECOND = 1e7
/** Cells that are looked at to tell what a dynamic column holds. */
const SAMPLE = 200

const isNumeric = (type: KustoType): boolean => isNumber(type) || type === 'timespan'

/** A cell as a number: a timespan in seconds, a time in milliseconds since 1970; null where it is none, or not finite. */
export const numberOf = (cell: unknown): number | null => {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell === 'boolean') return Number(cell)
  if (typeof cell !== 'string' || cell === '') return null
  const number = ISO.test(cell) ? Date.parse(cell) : Number(cell)
  if (Number.isFinite(number)) return number
  const ticks = /^-?[\d.:]+$/.test(cell) ? parseTimespan(cell) : undefined
  return typeof ticks === 'bigint' ? Number(ticks) / TICKS_A_SECOND : null
}

/** A cell as the name of a category or group. */
export const nameOf = (cell: unknown): string => {
  if (cell === null || cell === undefined || cell === '') return '(empty)'
  if (typeof cell === 'object') return JSON.stringify(cell)
  const text = String(cell)
  return ISO.test(text) ? shortTime(text) : text
}

/** `2026-01-05T00:00:00.0000000Z` is `2026-01-05`, `…T12:30:00.0000000Z` is `2026-01-05 12:30`. */
export const shortTime = (iso: string): string =>
  iso
    .replace(/\.0+Z$/, 'Z')
    .replace(/T00:00:00Z$/, '')
    .replace(/:00Z$/, '')
    .replace(/Z$/, '')
    .replace('T', ' ')

const ofElement = (value: unknown): 'time' | 'number' | 'text' =>
  typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity'
    ? 'number'
    : typeof value === 'string' && ISO.test(value)
      ? 'time'
      : 'text'

const ofDynamic = (cells: readonly unknown[]): Kind => {
  const arrays = cells.every((c) => Array.isArray(c))
  const values = (arrays ? cells.flat() : cells).filter((v) => v !== null)
  if (values.some((v) => typeof v === 'object')) return 'other'
  const kinds = new Set(values.map(ofElement))
  const [only] = kinds
  if (!arrays) return kinds.size === 1 && only ? only : values.length === 0 ? 'other' : 'text'
  return kinds.size !== 1 ? 'other' : only === 'time' ? 'times' : only === 'number' ? 'numbers' : 'other'
}

/** What each column of a result can be; a dynamic one is told by its values. */
export const kindsOf = ({ columns, rows }: QueryResult): readonly Kind[] =>
  columns.map(({ type }: ResultColumn, i): Kind => {
    if (type === 'datetime') return 'time'
    if (isNumeric(type)) return 'number'
    if (type !== 'dynamic') return 'text'
    const cells = rows
      .slice(0, SAMPLE)
      .map((row) => row[i])
      .filter((cell) => cell !== null && cell !== undefined)
    return ofDynamic(cells)
  })
