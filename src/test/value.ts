/** Values of a test's YAML → cells as results have them (`QueryResult`), checked against a column's type. */
import { formatDatetime, formatTimespan, type KustoType, parseDatetime, parseTimespan } from '../types/index.ts'

/** What is wrong with a value, and what to write instead where that is clear. */
export interface CellFault {
  readonly why: string
  readonly fix?: string
}

export type ReadCell = { readonly cell: unknown } | { readonly fault: CellFault }

type Reader = (value: unknown) => unknown | undefined

const INTEGER = /^-?\d+$/
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const NOT_FINITE = new Set(['NaN', 'Infinity', '-Infinity'])

const integer =
  (bits: bigint): Reader =>
  (value) => {
    if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'string' || !INTEGER.test(value)) return undefined
    const exact = BigInt(value as number | string)
    const limit = 1n << (bits - 1n)
    if (exact < -limit || exact >= limit) return undefined
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : String(exact)
  }

/** `1.50` and `1.5` are the same decimal. */
const decimal: Reader = (value) => {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value
  if (typeof text !== 'string' || !NUMBER.test(text)) return undefined
  return text.includes('.') && !/[eE]/.test(text) ? text.replace(/\.?0+$/, '') : text
}

/** Ticks are cut to the microseconds that the engine keeps. */
const datetime: Reader = (value) => {
  const ticks = typeof value === 'string' ? parseDatetime(value) : undefined
  return ticks === undefined ? undefined : formatDatetime(ticks - (ticks % 10n))
}

const timespan: Reader = (value) => {
  const ticks = typeof value === 'string' ? parseTimespan(value) : undefined
  return ticks === undefined ? undefined : formatTimespan(ticks)
}

const real: Reader = (value) => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return typeof value === 'string' && NOT_FINITE.has(value) ? value : undefined
}

const READERS: Readonly<Record<KustoType, Reader>> = {
  bool: (value) => (typeof value === 'boolean' ? value : undefined),
  int: integer(32n),
  long: integer(64n),
  real,
  decimal,
  string: (value) => (typeof value === 'string' ? value : undefined),
  datetime,
  timespan,
  guid: (value) => (typeof value === 'string' && GUID.test(value) ? value.toLowerCase() : undefined),
  dynamic: (value) => value,
}

const WANTED: Readonly<Record<KustoType, string>> = {
  bool: 'true or false',
  int: 'a whole number of 32 bits',
  long: 'a whole number of 64 bits; in quotes beyond 2^53',
  real: 'a number',
  decimal: 'a number',
  string: 'text',
  datetime: 'a time such as 2026-01-05T12:00:00Z',
  timespan: 'a time span such as 1.02:30:00 or 90m',
  guid: 'a GUID',
  dynamic: 'any value',
}

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : String(value)
}

/** A value of YAML as a cell of a type. Null is a cell of every type; of a string it is the empty text. */
export const readCell = (value: unknown, type: KustoType): ReadCell => {
  if (value === null || value === undefined) return { cell: type === 'string' ? '' : null }
  const cell = READERS[type](value)
  if (cell !== undefined) return { cell }
  const scalar = typeof value === 'number' || typeof value === 'boolean'
  return {
    fault: {
      why: `${shown(value)} is not ${WANTED[type]}`,
      ...(type === 'string' && scalar ? { fix: `'${value}'` } : {}),
    },
  }
}
