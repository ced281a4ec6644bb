import { TICKS_PER_DAY, TICKS_PER_SECOND } from './timespan.ts'

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Ticks at the end of the year 9999, the first that is no datetime any more. */
export const DATETIME_END = 3_155_378_976_000_000_000n

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
/** Days of a month, 1 to 12, in the proleptic Gregorian calendar. */
export const daysOfMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0))

/** Days from 0001-01-01 to a date. */
export function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day - 1
  for (let m = 1; m < month; m++) days += daysOfMonth(year, m)
  return days
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:\.(?<fraction>\d+))?)?`
const ZONE = String.raw`(?:\s*(?<zone>Z|GMT|UTC|[+-]\d{2}:?\d{2}))?`
const forms = [
  // ISO 8601 and its relatives, also 2015.12.31, 2015 - 12 - 31 and 2015, 12, 31; the day may be missing.
  String.raw`(?<year>\d{4})\s*[-./,]\s*(?<month>\d{1,2})(?:\s*[-./,]\s*(?<day>\d{1,2})(?:(?:T|\s+)${TIME}${ZONE})?)?`,
  String.raw`(?<year>\d{4})`,
  // Month first, as in the sample of todatetime().
  String.raw`(?<month>\d{1,2})[-/](?<day>\d{1,2})[-/](?<year>\d{4})(?:\s+${TIME}${ZONE})?`,
  // RFC 822 (8 Nov 14) and RFC 850 (08-Nov-14), with or without the day of the week.
  String.raw`(?:[a-z]+,\s*)?(?<day>\d{1,2})[- ](?<name>[a-z]{3})[- ](?<year>\d{4}|\d{2})\s+${TIME}${ZONE}`,
].map((form) => new RegExp(`^${form}$`, 'i'))

function fullYear(digits: string): number | undefined {
  const year = Number(digits)
  if (digits.length === 4) return year
  // Which century the years 30 to 49 are in differs between implementations, so they are no years here.
  if (year < 30) return 2000 + year
  return year >= 50 ? 1900 + year : undefined
}

function zoneTicks(zone: string | undefined): bigint | undefined {
  if (zone === undefined || /^[a-z]/i.test(zone)) return 0n
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  const ticks = BigInt(hours * 60 + minutes) * 60n * TICKS_PER_SECOND
  return zone.startsWith('-') ? -ticks : ticks
}

/**
 * Reads what a datetime literal or todatetime() takes: ISO 8601 (also without the time, the day, or all but the year; with Z or an offset),
 * RFC 822 and RFC 850 dates, month-first dates with `-` or `/`. Yields ticks of 100 ns since 0001-01-01 UTC (further digits are cut), undefined
 * for anything else. Source: "The datetime data type", and the sample of "todatetime()".
 */
export function parseDatetime(text: string): bigint | undefined {
  const trimmed = text.trim()
  for (const form of forms) {
    const found = form.exec(trimmed)?.groups
    if (found === undefined) continue
    const year = fullYear(found.year ?? '')
    const month = found.name === undefined ? Number(found.month ?? 1) : MONTHS.indexOf(found.name.toLowerCase()) + 1
    const day = Number(found.day ?? 1)
    if (year === undefined || year < 1 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return undefined
    const hour = Number(found.hour ?? 0)
    const minute = Number(found.minute ?? 0)
    const second = Number(found.second ?? 0)
    const offset = zoneTicks(found.zone)
    if (hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined
    const seconds = BigInt(dayNumber(year, month, day)) * 86_400n + BigInt(hour * 3600 + minute * 60 + second)
    const ticks = seconds * TICKS_PER_SECOND + BigInt((found.fraction ?? '').padEnd(7, '0').slice(0, 7)) - offset
    return ticks < 0n || ticks >= DATETIME_END ? undefined : ticks
  }
  return undefined
}

const two = (value: number): string => String(value).padStart(2, '0')

export interface CalendarDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

/** The date of a point in time given in ticks since 0001-01-01. */
export function dateOf(ticks: bigint): CalendarDate {
  let days = Number(ticks / TICKS_PER_DAY)
  let year = 1 + Math.floor(days / 366)
  while (dayNumber(year + 1, 1, 1) <= days) year++
  days -= dayNumber(year, 1, 1)
  let month = 1
  for (; days >= daysOfMonth(year, month); month++) days -= daysOfMonth(year, month)
  return { year, month, day: days + 1 }
}

/** Formats ticks since 0001-01-01 as Kusto writes a datetime: `2020-01-31T01:02:03.0000000Z`. Throws a RangeError out of the years 1 to 9999. */
export function formatDatetime(ticks: bigint): string {
  if (ticks < 0n || ticks >= DATETIME_END) throw new RangeError(`${ticks} ticks are no datetime`)
  const { year, month, day } = dateOf(ticks)
  const rest = ticks % TICKS_PER_DAY
  const seconds = Number(rest / TICKS_PER_SECOND)
  const fraction = String(rest % TICKS_PER_SECOND).padStart(7, '0')
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}.${fraction}Z`
}
