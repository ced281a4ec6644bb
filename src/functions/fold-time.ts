/** The calendar on constants, when compiling: what now() makes known becomes a literal, by which the engine can skip data. All in ticks of 100 ns. */
import { DATETIME_END, dateOf, dayNumber, daysOfMonth, type KustoType, type LiteralValue, TICKS_PER_DAY } from '../types/index.ts'
import type { FunctionDef } from './define.ts'

type Fold = NonNullable<FunctionDef['fold']>
interface Constant {
  readonly type: KustoType
  readonly value: LiteralValue
}

/** A point in time, null beyond the years 1 to 9999. */
const inRange = (ticks: bigint): bigint | null => (ticks >= 0n && ticks < DATETIME_END ? ticks : null)
const ticksOf = (a: Constant | undefined): bigint | undefined => (typeof a?.value === 'bigint' ? a.value : undefined)
const floorDiv = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b)

/** The beginning of a month counted from January of the year 0; null beyond the years 1 to 10000. */
const monthStart = (months: bigint): bigint | null => {
  const year = floorDiv(months, 12n)
  if (year < 1n || year > 10000n) return null
  return BigInt(dayNumber(Number(year), Number(months - year * 12n) + 1, 1)) * TICKS_PER_DAY
}
const monthOf = (ticks: bigint): bigint => {
  const { year, month } = dateOf(ticks)
  return BigInt(year) * 12n + BigInt(month - 1)
}
/** Days since Sunday; 0001-01-01 is a Monday. */
const weekday = (ticks: bigint): bigint => (ticks / TICKS_PER_DAY + 1n) % 7n

type CalendarUnit = 'day' | 'week' | 'month' | 'year'

/** The beginning of the unit that the time lies in, moved by so many units; may lie at the end of 9999, or before 0001. */
const startOf = (unit: CalendarUnit, ticks: bigint, offset: bigint): bigint | null => {
  const day = ticks - (ticks % TICKS_PER_DAY)
  switch (unit) {
    case 'day':
      return day + offset * TICKS_PER_DAY
    case 'week':
      return day + (offset * 7n - weekday(ticks)) * TICKS_PER_DAY
    case 'month':
      return monthStart(monthOf(ticks) + offset)
    case 'year':
      return monthStart((BigInt(dateOf(ticks).year) + offset) * 12n)
  }
}

const bounded = (args: readonly Constant[], bound: (ticks: bigint, offset: bigint) => bigint | null): LiteralValue | undefined => {
  const ticks = ticksOf(args[0])
  const offset = args[1] ? ticksOf(args[1]) : 0n
  if (ticks === undefined || offset === undefined) return undefined
  const value = bound(ticks, offset)
  return value === null ? null : inRange(value)
}

/** startofday() and its kin. */
export const foldStartOf =
  (unit: CalendarUnit): Fold =>
  (args) =>
    bounded(args, (ticks, offset) => startOf(unit, ticks, offset))

/** endofday() and its kin: the last tick. */
export const foldEndOf =
  (unit: CalendarUnit): Fold =>
  (args) =>
    bounded(args, (ticks, offset) => {
      const next = startOf(unit, ticks, offset + 1n)
      return next === null ? null : next - 1n
    })

const FIXED: Readonly<Record<string, bigint>> = {
  week: 7n * TICKS_PER_DAY,
  day: TICKS_PER_DAY,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
}
const MONTHS: Readonly<Record<string, bigint>> = { year: 12n, quarter: 3n, month: 1n }

const partOf = (a: Constant | undefined): string => (typeof a?.value === 'string' ? a.value.toLowerCase() : '')

/** datetime_add(): months keep the day of the month where it exists, else take the last. */
export const foldDatetimeAdd: Fold = ([part, amount, time]) => {
  const [name, n, ticks] = [partOf(part), ticksOf(amount), ticksOf(time)]
  if (n === undefined || ticks === undefined) return undefined
  if (name === 'nanosecond') return inRange(ticks + n / 100n)
  const size = FIXED[name]
  if (size) return inRange(ticks + n * size)
  const months = MONTHS[name]
  if (!months) return undefined
  const start = monthStart(monthOf(ticks) + n * months)
  if (start === null || start >= DATETIME_END) return null
  const { year, month } = dateOf(start)
  return start + BigInt(Math.min(dateOf(ticks).day, daysOfMonth(year, month)) - 1) * TICKS_PER_DAY + (ticks % TICKS_PER_DAY)
}

/** datetime_diff(): the bounds of the part that lie between the two. */
export const foldDatetimeDiff: Fold = ([part, left, right]) => {
  const [name, a, b] = [partOf(part), ticksOf(left), ticksOf(right)]
  if (a === undefined || b === undefined) return undefined
  if (name === 'nanosecond') return BigInt.asIntN(64, (a - b) * 100n)
  // Weeks begin on Sunday, a day before 0001-01-01.
  if (name === 'week') return Number((a + TICKS_PER_DAY) / (7n * TICKS_PER_DAY) - (b + TICKS_PER_DAY) / (7n * TICKS_PER_DAY))
  const size = FIXED[name]
  if (size) return a / size - b / size
  const months = MONTHS[name]
  return months && monthOf(a) / months - monthOf(b) / months
}

/** The week of the year by ISO 8601. */
const isoWeek = (ticks: bigint): bigint => {
  const day = Number(ticks / TICKS_PER_DAY)
  const thursday = day - (day % 7) + 3
  const { year } = dateOf(BigInt(thursday) * TICKS_PER_DAY)
  return BigInt(Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1)
}

const PARTS: Readonly<Record<string, (ticks: bigint) => bigint>> = {
  year: (t) => BigInt(dateOf(t).year),
  quarter: (t) => BigInt(Math.ceil(dateOf(t).month / 3)),
  month: (t) => BigInt(dateOf(t).month),
  week_of_year: isoWeek,
  day: (t) => BigInt(dateOf(t).day),
  dayofyear: (t) => t / TICKS_PER_DAY - BigInt(dayNumber(dateOf(t).year, 1, 1)) + 1n,
  hour: (t) => (t % TICKS_PER_DAY) / 36_000_000_000n,
  minute: (t) => (t / 600_000_000n) % 60n,
  second: (t) => (t / 10_000_000n) % 60n,
  millisecond: (t) => (t / 10_000n) % 1000n,
  microsecond: (t) => (t / 10n) % 1_000_000n,
  nanosecond: (t) => (t % 10_000_000n) * 100n,
}

export const foldDatetimePart: Fold = ([part, time]) => {
  const ticks = ticksOf(time)
  return ticks === undefined ? undefined : PARTS[partOf(part)]?.(ticks)
}
/** getyear() and its kin. */
export const foldPart =
  (part: string): Fold =>
  ([time]) => {
    const ticks = ticksOf(time)
    return ticks === undefined ? undefined : PARTS[part]?.(ticks)
  }
export const foldDayOfWeek: Fold = ([time]) => {
  const ticks = ticksOf(time)
  return ticks === undefined ? undefined : weekday(ticks) * TICKS_PER_DAY
}

/** A number of units of so many ticks since 1970. */
export const foldUnixTime =
  (numerator: bigint, divisor: bigint): Fold =>
  ([value]) => {
    const number = ticksOf(value)
    if (number === undefined) return undefined
    return inRange(621_355_968_000_000_000n + floorDiv(number * numerator, divisor))
  }
