/** A test's YAML, value by value: what isn't as it should be is reported at its place and left out. */
import type { YamlDocument } from '../load/document.ts'
import { type Diagnostic, messages, nearest, type Span } from '../text/index.ts'

export type Path = readonly (string | number)[]
export type Mapping = Readonly<Record<string, unknown>>

/** The document being read, and where its faults go. */
export interface Reading {
  readonly document: YamlDocument
  report(diagnostic: Diagnostic): void
}

export const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)

const spanOf = ({ document }: Reading, path: Path): Span => document.locate(path)

/** Says that the value at a path must be something else. */
export const refuse = (reading: Reading, path: Path, wanted: string): undefined => {
  reading.report(messages.badTestValue(spanOf(reading, path), path.length > 0 ? String(path.at(-1)) : 'the test', wanted))
  return undefined
}

/** A mapping with these keys at most; empty where it is none. */
export const mapping = (reading: Reading, value: unknown, path: Path, known?: readonly string[]): Mapping => {
  if (value === undefined || value === null) return {}
  if (!isMapping(value)) return refuse(reading, path, known ? `a mapping with the keys ${known.join(', ')}` : 'a mapping') ?? {}
  for (const key of known ? Object.keys(value) : []) {
    if (known?.includes(key)) continue
    reading.report(messages.unknownTestKey(reading.document.locate([...path, key], 'key'), key, known ?? [], nearest(key, known ?? [])))
  }
  return value
}

export const list = (reading: Reading, value: unknown, path: Path): readonly unknown[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : (refuse(reading, path, 'a list') ?? [])
}

/** The value at a key where it has the type; undefined where it is absent. */
const typed =
  <T>(wanted: string, fits: (value: unknown) => value is T) =>
  (reading: Reading, data: Mapping, path: Path, key: string): T | undefined => {
    const value = data[key]
    if (value === undefined || value === null) return undefined
    return fits(value) ? value : refuse(reading, [...path, key], wanted)
  }

export const text = typed('text', (v): v is string => typeof v === 'string' && v !== '')
export const flag = typed('true or false', (v): v is boolean => typeof v === 'boolean')
export const wholeNumber = typed('a whole number', (v): v is number => Number.isSafeInteger(v) && (v as number) >= 0)
