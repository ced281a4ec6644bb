export const TICKS_PER_SECOND = 10_000_000n
export const TICKS_PER_DAY = 864_000_000_000n

const LONG_MAX = 9_223_372_036_854_775_807n

const SECOND = 1_000_000_000n
const unit = (nanoseconds: bigint, names: string): [string, bigint][] => names.split(' ').map((name) => [name, nanoseconds])

/** The units of timespan literals with their length in nanoseconds. */
export const TIMESPAN_UNITS: ReadonlyMap<string, bigint> = new Map([
  ...unit(86_400n * SECOND, 'd day days'),
  ...unit(3600n * SECOND, 'h hr hrs hour hours'),
  ...unit(60n * SECOND, 'm min minute minutes'),
  ...unit(SECOND, 's sec second seconds'),
  ...unit(1_000_000n, 'ms milli millis millisec millisecond milliseconds'),
  ...unit(1000n, 'micro micros microsec microsecond microseconds'),
  ...unit(100n, 'tick ticks'),
  ...unit(1n, 'nano nanos nanosec nanosecond nanoseconds'),
])

const WITH_UNIT = /^([+-]?)(\d+)(?:\.(\d+))?\s*([a-z]*)$/
const CLOCK = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,}))?)?$/

const checked = (ticks: bigint): bigint | undefined => (ticks > LONG_MAX || ticks < -LONG_MAX - 1n ? undefined : ticks)

/**
 * Reads what a timespan literal or totimespan() takes: `1.5h`, `15 seconds`, a number of days, `[-][d.]hh:mm[:ss[.fffffff]]`. Yields ticks of
 * 100 ns (what is shorter than a tick is cut), undefined for anything else and for what a timespan can't hold. Source: "The timespan data type".
 */
export function parseTimespan(text: string): bigint | undefined {
  const trimmed = text.trim()
  const simple = WITH_UNIT.exec(trimmed)
  if (simple !== null) {
    const [, sign, whole = '', fraction = '', name = ''] = simple
    const nanoseconds = TIMESPAN_UNITS.get(name === '' ? 'd' : name)
    if (nanoseconds === undefined) return undefined
    const ticks = (BigInt(whole + fraction) * nanoseconds) / (fraction === '' ? 100n : 100n * 10n ** BigInt(fraction.length))
    return checked(sign === '-' ? -ticks : ticks)
  }
  const clock = CLOCK.exec(trimmed)
  if (clock === null) return undefined
  const [, sign, days = '0', hours = '', minutes = '', seconds = '0', fraction = ''] = clock
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const whole = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)
  const ticks = whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0').slice(0, 7))
  return checked(sign === '-' ? -ticks : ticks)
}

const two = (value: bigint): string => String(value).padStart(2, '0')

/** Formats ticks as Kusto writes a timespan: `[-][d.]hh:mm:ss[.fffffff]`, the days and the fraction only where they aren't zero. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks
  const days = size / TICKS_PER_DAY
  const seconds = size / TICKS_PER_SECOND
  const fraction = size % TICKS_PER_SECOND
  const clock = `${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${String(fraction).padStart(7, '0')}` : ''}`
}
