/** From what a rule says to its schedule, as the services document it. */
import { durationSeconds, showDuration } from '../check/duration.ts'
import type { Rule } from '../load/index.ts'
import { type Diagnostic, type LocatedDiagnostic, locate, messages, nearest, wholeFile } from '../text/index.ts'
import { valueAt } from './data.ts'
import type { Grouping, Schedule, Trigger } from './types.ts'

export interface ScheduleOptions {
  /**
   * Seconds by which the end of a run's period lies before the run; default 0. Sentinel runs a rule five minutes after the time that its
   * period ends, so that late events are in: 300 does the same. A store holds late events anyway.
   */
  readonly delay?: number | undefined
}

/** The schedule, or why there is none. */
export type ScheduleOrFaults = { readonly schedule: Schedule } | { readonly faults: readonly LocatedDiagnostic[] }

const MINUTE = 60
const HOUR = 3600
/** Sentinel's limits of frequency and period. */
const LEAST = 5 * MINUTE
const MOST = 14 * 24 * HOUR

const SENTINEL = {
  timeColumns: ['TimeGenerated', 'Timestamp'],
  once: false,
} as const

/** A custom detection: frequency as written → how far back its runs see. `0` is continuous: events are looked at as they come. */
const DEFENDER: Readonly<Record<string, { readonly frequency: number; readonly period: number }>> = {
  0: { frequency: MINUTE, period: MINUTE },
  '1H': { frequency: HOUR, period: 4 * HOUR },
  '3H': { frequency: 3 * HOUR, period: 12 * HOUR },
  '12H': { frequency: 12 * HOUR, period: 48 * HOUR },
  '24H': { frequency: 24 * HOUR, period: 30 * 24 * HOUR },
}

const OPERATORS: Readonly<Record<string, Trigger['operator']>> = {
  gt: 'gt',
  greaterthan: 'gt',
  lt: 'lt',
  lessthan: 'lt',
  eq: 'eq',
  equal: 'eq',
  ne: 'ne',
  notequal: 'ne',
}

const ANY_ROW: Trigger = { operator: 'gt', threshold: 0 }

class Reader {
  readonly faults: Diagnostic[] = []
  readonly rule: Rule
  constructor(rule: Rule) {
    this.rule = rule
  }

  duration(key: string, value: string | undefined): number {
    if (value === undefined) {
      this.faults.push(messages.noSchedule(this.rule.locate([]), key))
      return 0
    }
    const seconds = durationSeconds(value)
    if (seconds === undefined) this.faults.push(messages.noDuration(this.rule.locate([key]), key, value))
    else if (seconds < LEAST || seconds > MOST)
      this.faults.push(messages.durationOutside(this.rule.locate([key]), key, value, showDuration(LEAST), showDuration(MOST)))
    return seconds ?? 0
  }

  trigger(): Trigger {
    const { triggerOperator, triggerThreshold } = this.rule
    if (triggerOperator === undefined) return { ...ANY_ROW, threshold: triggerThreshold ?? 0 }
    const operator = OPERATORS[triggerOperator.toLowerCase()]
    if (operator) return { operator, threshold: triggerThreshold ?? 0 }
    const known = Object.keys(OPERATORS).filter((k) => k.length === 2)
    const near = nearest(triggerOperator, known)
    this.faults.push(messages.notOneOf(this.rule.locate(['triggerOperator']), 'triggerOperator', triggerOperator, known, near))
    return ANY_ROW
  }

  suppression(): number | undefined {
    const { data } = this.rule
    if (valueAt(data, 'suppressionEnabled') !== true) return undefined
    const text = valueAt(data, 'suppressionDuration')
    return this.duration('suppressionDuration', text === undefined ? undefined : String(text))
  }

  grouping(): Grouping {
    const kind = valueAt(this.rule.eventGroupingSettings, 'aggregationKind')
    return String(kind).toLowerCase() === 'alertperresult' ? 'each' : 'all'
  }
}

const scheduled = (read: Reader, delay: number): Schedule => ({
  ...SENTINEL,
  frequency: read.duration('queryFrequency', read.rule.queryFrequency),
  period: read.duration('queryPeriod', read.rule.queryPeriod),
  delay,
  trigger: read.trigger(),
  suppression: read.suppression(),
  grouping: read.grouping(),
  mostAlerts: 150,
})

/** Once a minute over the minute before. The service goes by the time of ingestion, a store knows that of the event alone. */
const nearRealTime = (read: Reader, delay: number): Schedule => ({
  ...SENTINEL,
  frequency: MINUTE,
  period: MINUTE,
  delay,
  trigger: ANY_ROW,
  suppression: read.suppression(),
  grouping: read.grouping(),
  mostAlerts: 30,
})

const customDetection = (read: Reader, delay: number): Schedule | undefined => {
  const { rule, faults } = read
  const path = ['schedule', 'period']
  const times = DEFENDER[(rule.queryFrequency ?? '').toUpperCase()]
  if (rule.queryFrequency === undefined) faults.push(messages.noSchedule(rule.locate([]), path.join('.')))
  else if (!times) {
    const known = Object.keys(DEFENDER)
    faults.push(messages.notOneOf(rule.locate(path), path.join('.'), rule.queryFrequency, known, nearest(rule.queryFrequency, known)))
  }
  return (
    times && {
      ...times,
      delay,
      trigger: ANY_ROW,
      suppression: undefined,
      grouping: 'same',
      mostAlerts: 150,
      once: true,
      timeColumns: ['Timestamp', 'TimeGenerated'],
    }
  )
}

/** The schedule of a rule. Rules that no service runs by itself (hunting queries, plain KQL) have none: a warning says so. */
export const scheduleOf = (rule: Rule, { delay = 0 }: ScheduleOptions = {}): ScheduleOrFaults => {
  const read = new Reader(rule)
  const schedule =
    rule.kind === 'Scheduled'
      ? scheduled(read, delay)
      : rule.kind === 'NRT'
        ? nearRealTime(read, delay)
        : rule.kind === 'CustomDetection'
          ? customDetection(read, delay)
          : undefined
  if (!schedule && read.faults.length === 0) read.faults.push(messages.neverScheduled(rule.locate([]), rule.kind))
  if (schedule && read.faults.length === 0) return { schedule }
  return { faults: read.faults.map((d) => locate(d, wholeFile(rule.source))) }
}

/** The times of a rule's runs after `from` and up to `to`, in milliseconds: `from` and whole frequencies, so that runs see all that happens in between. */
export function* runTimes(schedule: Pick<Schedule, 'frequency'>, from: number, to: number): Generator<number> {
  const step = schedule.frequency * 1000
  for (let time = from + step; time <= to; time += step) yield time
}

/** What a run at a time is shown: from `start` on, before `end`. Milliseconds. */
export const periodOf = ({ period, delay }: Pick<Schedule, 'period' | 'delay'>, time: number): { start: number; end: number } => {
  const end = time - delay * 1000
  return { start: end - period * 1000, end }
}

/** Whether a result of so many rows raises an alert. */
export const triggers = ({ operator, threshold }: Trigger, rows: number): boolean => {
  switch (operator) {
    case 'gt':
      return rows > threshold
    case 'lt':
      return rows < threshold
    case 'eq':
      return rows === threshold
    case 'ne':
      return rows !== threshold
  }
}
