/** Durations of rules: `5h`, `1d`, `70m`, or ISO 8601 (`PT5H`, `P1DT12H`). */

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 }

/** The seconds of a duration; undefined where the text is none. */
export const durationSeconds = (text: string): number | undefined => {
  const short = /^(\d+)([dhms])$/i.exec(text)
  if (short) return Number(short[1]) * (UNITS[(short[2] ?? '').toLowerCase()] ?? 0)
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text)
  if (!iso || text.length < 3 || /T$/i.test(text)) return undefined
  const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((n) => Number(n ?? 0)) as [number, number, number, number, number]
  return ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
}

/** Seconds in the largest unit that fits: `5h`, `90m`. */
export const showDuration = (seconds: number): string => {
  for (const [unit, size] of Object.entries(UNITS)) if (seconds % size === 0) return `${seconds / size}${unit}`
  return `${seconds}s`
}
