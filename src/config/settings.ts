/** What kqlc.yaml may hold. A new setting is a field of `Settings` and a line of `readers`. */
import type { WatchlistFile } from '../api.ts'
import { messages, type Severity } from '../text/index.ts'
import { type CheckSettings, readCheck } from './check.ts'
import { fields, flag, listOf, mapOf, oneOf, path, type Read, text, wholeNumber } from './read.ts'

/** Paths are resolved against the folder of kqlc.yaml. What the file doesn't say is left out. */
export interface Settings {
  /** The folder of the event store. */
  readonly data?: string
  /** Further tables: name → glob of files. */
  readonly tables?: Readonly<Record<string, string>>
  /** Files with schemas of tables (JSON, YAML, KQL), in their order. */
  readonly schemas?: readonly string[]
  /** Files and folders with saved functions and parsers. */
  readonly functions?: readonly string[]
  /** Name of a watchlist → its CSV file, maybe with the column of its SearchKey. */
  readonly watchlists?: Readonly<Record<string, string | WatchlistFile>>
  /** URL in an `externaldata` → the file that stands for it. */
  readonly external?: Readonly<Record<string, string>>
  /** A database of the locations of addresses, in MaxMind's format. */
  readonly geoip?: string
  readonly check?: CheckSettings
  /** Code of a diagnostic → how severe it is here. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
  readonly run?: RunSettings
  readonly test?: TestSettings
}

/** How rules are run on their schedule. */
export interface RunSettings {
  /** The store of their alerts. */
  readonly store?: string
  /** How long before a run its period ends: a duration as rules write them. */
  readonly delay?: string
}

/** What is demanded of tests; the options of the command win. */
export interface TestSettings {
  readonly requireBoth?: boolean
  /** Percent of all conditions. */
  readonly minCoverage?: number
  /** Engines at the same time. */
  readonly workers?: number
}

/** A file, with or without `#KEY` behind it; or a mapping with the keys file and key. */
const watchlist: Read<string | WatchlistFile> = (value, place) => {
  if (typeof value === 'string') {
    const file = path(value, place)
    return file === undefined ? undefined : watchlistFile(file)
  }
  const read = fields<WatchlistFile>({ file: path, key: text })(value, place)
  if (read?.file !== undefined) return { file: read.file, key: read.key }
  if (read)
    place.report(messages.badSetting(place.locate(place.path), place.path.join('.'), 'a file, or a mapping with the keys file and key'))
  return undefined
}

/** `list.csv#User` as the file and the column of its SearchKey. */
export const watchlistFile = (written: string): string | WatchlistFile => {
  const at = written.lastIndexOf('#')
  return at > 0 ? { file: written.slice(0, at), key: written.slice(at + 1) } : written
}

const readers: { readonly [K in keyof Settings]-?: Read<NonNullable<Settings[K]>> } = {
  data: path,
  tables: mapOf(path),
  schemas: listOf(path),
  functions: listOf(path),
  watchlists: mapOf(watchlist),
  external: mapOf(path),
  geoip: path,
  check: readCheck,
  severities: mapOf(oneOf('off', 'info', 'warning', 'error')),
  run: fields<RunSettings>({ store: path, delay: text }),
  test: fields<TestSettings>({ requireBoth: flag, minCoverage: wholeNumber, workers: wholeNumber }),
}

export const readAll: Read<Settings> = fields<Settings>(readers)
