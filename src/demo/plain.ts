/** The demo's events as plain objects, so that what a query should find can be counted without a query. */
import { COLUMNS, type Part, TIMES } from './columns.ts'
import { type Field, numericEvents } from './events.ts'

/** An event of CloudAppEvents. Times are microseconds since 1970; all else is text as it is stored, also what the schema has as numbers. */
export interface DemoEvent {
  readonly Timestamp: number
  readonly ActionType: string
  readonly Application: string
  readonly RawEventData: string
  readonly [column: string]: string | number
}

const textOf = (part: Part, number: (field: Field) => number): string => {
  if (typeof part === 'string') return part
  if ('from' in part) return part.from[number(part.at)]!
  if ('number' in part) return String(number(part.number))
  if ('hex' in part) return number(part.hex).toString(16).padStart(8, '0')
  return new Date(Math.floor(number(part.seconds) / 1000)).toISOString().slice(0, 19)
}

/**
 * The events of the store that `writeDemo` writes for the same numbers, in the order of their times. `columns` are those to fill in
 * besides the ones that every event has; all if left out.
 */
export function* demoEvents(rows: number, days: number, seed: number, columns?: readonly string[]): Generator<DemoEvent> {
  const wanted = columns && new Set(['ActionType', 'Application', 'RawEventData', ...columns])
  const texts = Object.entries(COLUMNS).filter(([name]) => wanted?.has(name) ?? true)
  for (const { count, numbers } of numericEvents(rows, days, seed)) {
    for (let i = 0; i < count; i++) {
      const number = (field: Field): number => numbers[field][i]!
      const event: Record<string, string | number> = {}
      for (const [name, later] of Object.entries(TIMES)) event[name] = number('time') + later
      for (const [name, parts] of texts) event[name] = parts.map((part) => textOf(part, number)).join('')
      yield event as DemoEvent
    }
  }
}
