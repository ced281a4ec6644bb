/** When how many events happen: a rhythm of days, and what is planted on the last of them. */

/** What an event is, seen from the demo's rule: `target` is what it counts, all others differ from that in one way. */
export type EventKind = 'target' | 'failed' | 'otherAction' | 'otherApplication' | 'partOfWord' | 'invalidJson'

/** Something that the rhythm doesn't explain. */
interface Planted {
  /** Days before the day of the run. */
  readonly daysAgo: number
  readonly hour: number
  readonly kind: EventKind
  /** Further events, in units of the mean number of targets an hour. */
  readonly surge: number
  /** Events of this kind exactly on the hour. */
  readonly onTheHour: number
}

const planted = (daysAgo: number, hour: number, kind: EventKind, surge: number, onTheHour: number): Planted => ({
  daysAgo,
  hour,
  kind,
  surge,
  onTheHour,
})

/** The rule runs at noon, looks at the hours of the day before yesterday from noon on, and joins the events exactly on a flagged hour. */
const PLANTED: readonly Planted[] = [
  // To be found.
  planted(2, 15, 'target', 4, 3),
  planted(2, 19, 'target', 3, 2),
  // Flagged too, but without an event on the hour, too early, or too late.
  planted(2, 17, 'target', 4, 0),
  planted(2, 9, 'target', 4, 2),
  planted(1, 15, 'target', 4, 3),
  // Not flagged.
  planted(2, 21, 'target', 0, 2),
  planted(1, 0, 'target', 0, 1),
  planted(2, 13, 'invalidJson', 4, 2),
  planted(2, 14, 'failed', 4, 2),
  planted(2, 16, 'otherAction', 4, 2),
  planted(2, 18, 'otherApplication', 4, 2),
  planted(2, 20, 'partOfWord', 4, 2),
  // On a flagged hour, but not what the rule looks for.
  planted(2, 15, 'failed', 0, 1),
  planted(2, 15, 'otherAction', 0, 1),
  planted(2, 15, 'otherApplication', 0, 1),
  planted(2, 15, 'partOfWord', 0, 1),
  planted(2, 15, 'invalidJson', 0, 1),
]

/** How busy the hours of a day are. */
const RHYTHM = [6, 5, 4, 4, 5, 9, 18, 38, 70, 90, 96, 90, 74, 86, 94, 90, 76, 56, 38, 28, 21, 15, 11, 8]

/** Shares of the ordinary events, in percent; what is left is other actions. */
const SHARES: readonly (readonly [EventKind, number])[] = [
  ['target', 34],
  ['failed', 5],
  ['otherApplication', 4],
  ['partOfWord', 2],
  ['invalidJson', 1],
]

export const MICROS_PER_HOUR = 3_600_000_000
const MILLIS_PER_HOUR = 3_600_000
const HOURS_PER_DAY = 24

/** The run is meant for noon of this day, which ends the store. */
export const RUN_TIME = Date.UTC(2026, 0, 31, 12)

export interface HourPlan {
  /** Microseconds since 1970. */
  readonly start: number
  /** The day, `yyyy-MM-dd`. */
  readonly day: string
  /** How many events of which kind lie within the hour. */
  readonly within: ReadonlyMap<EventKind, number>
  /** The kinds of the events exactly at its start. */
  readonly onTheHour: readonly EventKind[]
}

/** A number from −1 to 1, no matter which, but always the same for the same hour. */
type Noise = (hour: number) => number

const split = (count: number, noise: number): Map<EventKind, number> => {
  const result = new Map<EventKind, number>()
  let rest = count
  for (const [kind, share] of SHARES) {
    const wobble = kind === 'target' ? noise : 0
    const size = Math.max(0, Math.min(rest, Math.round((count * share) / 100 + wobble)))
    result.set(kind, size)
    rest -= size
  }
  return result.set('otherAction', rest)
}

/**
 * The hours of a store of `days` days before the time of the run, with `rows` ordinary events in all, spread by the rhythm of a day, and
 * the planted ones on top. `noise` moves the number of targets of an hour a little.
 */
export function* hoursOf(rows: number, days: number, noise: Noise): Generator<HourPlan> {
  const end = RUN_TIME / MILLIS_PER_HOUR
  const today = Math.floor(end / HOURS_PER_DAY)
  const first = (today - days + 1) * HOURS_PER_DAY
  const weight = (hour: number): number => RHYTHM[hour % HOURS_PER_DAY]!
  let total = 0
  for (let hour = first; hour < end; hour++) total += weight(hour)
  const mean = (rows * SHARES[0]![1]) / 100 / (end - first)
  let done = 0
  let passed = 0
  for (let hour = first; hour < end; hour++) {
    passed += weight(hour)
    const count = Math.floor((rows * passed) / total) - done
    done += count
    const within = split(count, noise(hour) * Math.max(1, mean / 40))
    const onTheHour: EventKind[] = []
    for (const plant of PLANTED) {
      if ((today - plant.daysAgo) * HOURS_PER_DAY + plant.hour !== hour) continue
      within.set(plant.kind, (within.get(plant.kind) ?? 0) + Math.round(Math.max(8, mean * plant.surge) * Math.min(1, plant.surge)))
      for (let i = 0; i < plant.onTheHour; i++) onTheHour.push(plant.kind)
    }
    yield { start: hour * MICROS_PER_HOUR, day: new Date(hour * MILLIS_PER_HOUR).toISOString().slice(0, 10), within, onTheHour }
  }
}
