/** Options that several commands have. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { EngineOptions } from '../api.ts'

/** Where the data is and what time it is. */
export interface StoreOptions {
  readonly data?: string
  readonly table?: Readonly<Record<string, string>>
  readonly now?: string
}

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** A time of the command line: ISO 8601, UTC where it names no zone. */
const time = (text: string): string => {
  const iso = TIME.test(text) ? text.replace(' ', 'T') : ''
  const zoned = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : iso.includes('T') ? `${iso}Z` : `${iso}T00:00:00Z`
  if (iso === '' || Number.isNaN(Date.parse(zoned))) throw new InvalidArgumentError('A time is written as 2026-01-05T12:00:00Z.')
  return zoned
}

const table = (text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('A table is written as NAME=GLOB.')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

/** A whole number of at least 1. */
export const count = (text: string): number => {
  const value = Number(text.replaceAll('_', ''))
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('A whole number of at least 1 is needed.')
  return value
}

export const nowOption = (): Option => new Option('--now <time>', 'what now() is, ISO 8601 (default: the time of the run)').argParser(time)

/** Adds --data, --table and --now. */
export const addStoreOptions = (command: Command): Command =>
  command
    .option('--data <dir>', 'folder of the event store: NAME.parquet, .csv, .ndjson … and NAME/**')
    .option('--table <name=glob>', 'a further table from files; may be repeated', table)
    .addOption(nowOption())

export const engineOptions = ({ data, table: tables, now }: StoreOptions): EngineOptions => ({ data, tables, now })
