/** Options that several commands have. */
import { InvalidArgumentError, Option } from 'commander'

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** A time of the command line: ISO 8601, UTC where it names no zone. */
export const time = (text: string): string => {
  const iso = TIME.test(text) ? text.replace(' ', 'T') : ''
  const zoned = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : iso.includes('T') ? `${iso}Z` : `${iso}T00:00:00Z`
  if (iso === '' || Number.isNaN(Date.parse(zoned))) throw new InvalidArgumentError('A time is written as 2026-01-05T12:00:00Z.')
  return zoned
}

/** Options of the form NAME=VALUE gather in a record. `split` says where the name ends: by default at the first `=`. */
export const named =
  (form: string, split = (text: string) => text.indexOf('=')) =>
  (text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
    const at = split(text)
    if (at < 1 || at === text.length - 1) throw new InvalidArgumentError(form)
    return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
  }

/** Options that may be repeated gather in a list. */
export const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

/** A whole number, 0 too. */
export const countOrNone = (text: string): number => (text === '0' ? 0 : count(text))

/** A whole number of at least 1. */
export const count = (text: string): number => {
  const value = Number(text.replaceAll('_', ''))
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('A whole number of at least 1 is needed.')
  return value
}

export const nowOption = (): Option => new Option('--now <time>', 'what now() is, ISO 8601 (default: the time of the run)').argParser(time)
