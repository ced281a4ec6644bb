/** The demo's events as numbers: a time, and choices from the lists of `names.ts`. What they look like is said in `columns.ts`. */
import { type EventKind, type HourPlan, hoursOf, MICROS_PER_HOUR } from './calendar.ts'
import { ACTIVITIES, CLIENTS, FOLDERS, PEOPLE, PLACES, SERVERS } from './names.ts'
import { mix, type Random, random } from './random.ts'

/** `time` is in microseconds since 1970; `first` and `second` are 32 bits that ids are made of; `cut` is 1 where the record is cut off. */
export const FIELDS = ['time', 'activity', 'person', 'place', 'host', 'client', 'folder', 'server', 'first', 'second', 'cut'] as const
export type Field = (typeof FIELDS)[number]

/** Events side by side: the numbers at a position belong to the event at that position. */
export interface Events {
  readonly count: number
  readonly numbers: Readonly<Record<Field, Float64Array>>
}

/** For each kind its activities, each as often as it weighs. */
const CHOICES = new Map<EventKind, readonly number[]>(
  ACTIVITIES.map(({ kind }) => [kind, ACTIVITIES.flatMap((a, i) => (a.kind === kind ? new Array<number>(a.weight).fill(i) : []))]),
)

const shuffle = (kinds: EventKind[], source: Random): EventKind[] => {
  for (let i = kinds.length - 1; i > 0; i--) {
    const j = source.below(i + 1)
    const kind = kinds[i]!
    kinds[i] = kinds[j]!
    kinds[j] = kind
  }
  return kinds
}

/** The events of an hour in the order of their times; none but the planted ones lies exactly on the hour. */
const eventsOfHour = (plan: HourPlan, source: Random): Events => {
  const kinds = shuffle(
    [...plan.within].flatMap(([kind, count]) => new Array<EventKind>(count).fill(kind)),
    source,
  )
  const offsets = Float64Array.from(kinds, () => 1 + source.below(MICROS_PER_HOUR - 1)).sort()
  const all = [...plan.onTheHour, ...kinds]
  const exact = plan.onTheHour.length
  const numbers = Object.fromEntries(FIELDS.map((field) => [field, new Float64Array(all.length)])) as Record<Field, Float64Array>
  for (const [i, kind] of all.entries()) {
    const choices = CHOICES.get(kind)!
    numbers.time[i] = plan.start + (i < exact ? 0 : offsets[i - exact]!)
    numbers.activity[i] = choices[source.below(choices.length)]!
    numbers.person[i] = source.below(PEOPLE.length)
    numbers.place[i] = source.below(PLACES.length)
    numbers.host[i] = 1 + source.below(254)
    numbers.client[i] = source.below(CLIENTS.length)
    numbers.folder[i] = source.below(FOLDERS.length)
    numbers.server[i] = source.below(SERVERS.length)
    numbers.first[i] = source.next()
    numbers.second[i] = source.next()
    numbers.cut[i] = kind === 'invalidJson' ? 1 : 0
  }
  return { count: all.length, numbers }
}

/**
 * The events of a store with so many ordinary events over so many days, hour by hour in the order of their times; always the same for
 * the same numbers.
 */
export function* numericEvents(rows: number, days: number, seed: number): Generator<Events> {
  const noise = (hour: number): number => (mix(seed, hour, 1) / 4_294_967_295) * 2 - 1
  for (const plan of hoursOf(rows, days, noise)) yield eventsOfHour(plan, random(mix(seed, plan.start / MICROS_PER_HOUR, 2)))
}
