/** What kqlc.yaml may hold. A new setting is a field of `Settings` and a line of `readers`. */
import type { Severity } from '../text/index.ts'
import { fields, listOf, mapOf, oneOf, path, type Read } from './read.ts'

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
  /** Name of a watchlist → its CSV file. */
  readonly watchlists?: Readonly<Record<string, string>>
  /** URL in an `externaldata` → the file that stands for it. */
  readonly external?: Readonly<Record<string, string>>
  /** A database of the locations of addresses, in MaxMind's format. */
  readonly geoip?: string
  /** Code of a diagnostic → how severe it is here. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
}

const readers: { readonly [K in keyof Settings]-?: Read<NonNullable<Settings[K]>> } = {
  data: path,
  tables: mapOf(path),
  schemas: listOf(path),
  functions: listOf(path),
  watchlists: mapOf(path),
  external: mapOf(path),
  geoip: path,
  severities: mapOf(oneOf('off', 'info', 'warning', 'error')),
}

export const readAll: Read<Settings> = fields<Settings>(readers)
