/** make_datetime() and make_timespan() of constants. */
import { DATETIME_END, dayNumber, daysOfMonth, parseDatetime, parseTimespan, TICKS_PER_DAY } from '../types/index.ts'
import type { FunctionDef } from './define.ts'

type Fold = NonNullable<FunctionDef['fold']>
type Arguments = Parameters<Fold>[0]

const textOf = (args: Arguments): string | undefined => {
  const [only] = args
  return args.length === 1 && typeof only?.value === 'string' && only.type === 'string' ? only.value : undefined
}

/** The arguments as numbers, integers but for the last of `count`; undefined where one isn't such a number. */
const numbersOf = (args: Arguments): number[] | undefined => {
  const numbers = args.map((a) => (typeof a.value === 'bigint' || typeof a.value === 'number' ? Number(a.value) : Number.NaN))
  return numbers.every(Number.isFinite) ? numbers : undefined
}

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high
/** Seconds as ticks; what is shorter than a tick is rounded. */
const ticksOfSeconds = (seconds: number): bigint => BigInt(Math.round(seconds * 1e7))

export const foldMakeDatetime: Fold = (args) => {
  const text = textOf(args)
  if (text !== undefined) return parseDatetime(text) ?? null
  const numbers = numbersOf(args)
  if (!numbers || numbers.length < 3 || numbers.slice(0, 5).some((n) => !Number.isInteger(n))) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers
  if (!within(year, 1, 9999) || !within(month, 1, 12) || !within(day, 1, daysOfMonth(year, month))) return null
  if (!within(hour, 0, 23) || !within(minute, 0, 59) || second < 0 || second >= 60) return null
  const ticks =
    BigInt(dayNumber(year, month, day)) * TICKS_PER_DAY + BigInt(hour * 3600 + minute * 60) * 10_000_000n + ticksOfSeconds(second)
  return ticks < DATETIME_END ? ticks : null
}

export const foldMakeTimespan: Fold = (args) => {
  const text = textOf(args)
  if (text !== undefined) return parseTimespan(text) ?? null
  const numbers = numbersOf(args)
  if (!numbers || numbers.length < 2) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = numbers.length === 4 ? numbers : [0, ...numbers]
  if (![days, hours, minutes].every(Number.isInteger)) return undefined
  if (!within(days, 0, 10_675_198) || !within(hours, 0, 23) || !within(minutes, 0, 59) || seconds < 0 || seconds >= 60) return null
  return BigInt(days) * TICKS_PER_DAY + BigInt(hours * 3600 + minutes * 60) * 10_000_000n + ticksOfSeconds(seconds)
}
