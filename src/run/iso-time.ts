/** DuckDB's microseconds since 1970 → Kusto's text of a datetime. Written for many rows: what belongs to a day is computed once. */

const DAY = 86_400_000_000n
/** 0001-01-01 and the last microsecond of 9999. */
const FIRST = -62_135_596_800_000_000n
const LAST = 253_402_300_799_999_999n

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))

let cachedDay = 0n
let cachedDate = '1970-01-01'

const dateOf = (day: bigint): string => {
  if (day !== cachedDay) {
    cachedDate = new Date(Number(day) * 86_400_000).toISOString().slice(0, 10)
    cachedDay = day
  }
  return cachedDate
}

/** `2026-01-05T03:04:05.1234560Z`; the last microsecond stands for the last tick; null outside the years 1 to 9999, which also DuckDB's infinities are. */
export const isoTime = (micros: bigint): string | null => {
  if (micros < FIRST || micros > LAST) return null
  if (micros === LAST) return '9999-12-31T23:59:59.9999999Z'
  let day = micros / DAY
  if (micros < day * DAY) day -= 1n // division truncates toward 1970
  const rest = Number(micros - day * DAY)
  const seconds = Math.floor(rest / 1_000_000)
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${dateOf(day)}T${time}.${String(rest % 1_000_000).padStart(6, '0')}0Z`
}
