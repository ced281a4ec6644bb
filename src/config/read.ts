/** Readers of settings: a value of kqlc.yaml → what it means, or a diagnostic at its place. */
import { join } from 'node:path'
import type { Span } from '../text/index.ts'
import { type Diagnostic, messages, nearest } from '../text/index.ts'

/** Where a value stands, and where what is wrong with it goes. */
export interface Place {
  readonly path: readonly (string | number)[]
  /** The folder of kqlc.yaml: paths in it count from there. */
  readonly folder: string
  locate(path: readonly (string | number)[]): Span
  report(diagnostic: Diagnostic): void
}

/** Undefined where the value can't be read; that has been reported then. */
export type Read<T> = (value: unknown, place: Place) => T | undefined

const refuse = (place: Place, wanted: string): undefined => {
  place.report(messages.badSetting(place.locate(place.path), place.path.join('.'), wanted))
  return undefined
}

const below = (place: Place, step: string | number): Place => ({ ...place, path: [...place.path, step] })

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text: Read<string> = (value, place) => (typeof value === 'string' && value !== '' ? value : refuse(place, 'text'))

/** A file, folder or glob, from the folder of kqlc.yaml. */
export const path: Read<string> = (value, place) => {
  const written = text(value, place)
  return written === undefined ? undefined : join(place.folder, written)
}

export const flag: Read<boolean> = (value, place) => (typeof value === 'boolean' ? value : refuse(place, 'true or false'))

export const wholeNumber: Read<number> = (value, place) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : refuse(place, 'a whole number')

export const oneOf =
  <T extends string>(...known: readonly T[]): Read<T> =>
  (value, place) =>
    // YAML reads a bare `off` as text, but `no` may come from elsewhere: names are compared as text alone.
    known.find((k) => k === value) ?? refuse(place, `one of ${known.join(', ')}`)

/** A sequence; a single value stands for a sequence of one. */
export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value, place) =>
    (Array.isArray(value) ? value : [value]).flatMap((v: unknown, i) => {
      const item = read(v, Array.isArray(value) ? below(place, i) : place)
      return item === undefined ? [] : [item]
    })

/** A mapping of names of the user's own to values of one kind. */
export const mapOf =
  <T>(read: Read<T>): Read<Readonly<Record<string, T>>> =>
  (value, place) => {
    if (!isMapping(value)) return refuse(place, 'a mapping of names to values')
    const entries = Object.entries(value).flatMap(([key, v]) => {
      const item = read(v, below(place, key))
      return item === undefined ? [] : [[key, item] as const]
    })
    return Object.fromEntries(entries)
  }

/** A mapping with known keys; others are reported. A key that is left out, or empty, is left out of the result. */
export const fields =
  <T extends object>(readers: { readonly [K in keyof T]-?: Read<NonNullable<T[K]>> }): Read<Partial<T>> =>
  (value, place) => {
    if (value === null || value === undefined) return {}
    if (!isMapping(value)) return refuse(place, `a mapping with the keys ${Object.keys(readers).join(', ')}`)
    const result: Partial<T> = {}
    for (const [key, v] of Object.entries(value)) {
      if (!Object.hasOwn(readers, key)) {
        const known = Object.keys(readers)
        place.report(messages.unknownSetting(place.locate([...place.path, key]), key, known, nearest(key, known)))
      } else if (v !== null) {
        const read = readers[key as keyof T]
        const item = read(v, below(place, key))
        if (item !== undefined) result[key as keyof T] = item
      }
    }
    return result
  }
