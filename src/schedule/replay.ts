/** The runs of a rule, one after the other, and what each leaves for the next. */
import type { Engine, ScheduledQuery } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { type Diagnostic, KqlError } from '../text/index.ts'
import { alertsOf, type RunAt } from './alerts.ts'
import { periodOf, runTimes } from './schedule.ts'
import type { Alert, RuleIdentity, Run, Schedule } from './types.ts'

/** A rule with all that its runs need to know of it. */
export interface ScheduledRule {
  readonly rule: Rule
  readonly schedule: Schedule
  readonly identity: RuleIdentity
}

/** Times between which runs are, in milliseconds: after `from`, up to `to`. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** What earlier runs left, where it is kept. Times are ISO 8601. */
export interface Memory {
  /** Runs of this rule that have come to an end: time → whether they raised an alert. */
  readonly finished: ReadonlyMap<string, boolean>
  /** Groups of rows that raised alerts: group → the first and last time that a run found it. */
  readonly found: ReadonlyMap<string, { readonly first: string; readonly last: string }>
}

export const NO_MEMORY: Memory = { finished: new Map(), found: new Map() }

/** What came of a run, to be kept. */
export interface Outcome {
  readonly run: Run
  readonly alerts: readonly Alert[]
  /** Groups found again that an earlier run raised an alert for. */
  readonly again: readonly string[]
  /** Why the run failed; of others the warnings. */
  readonly diagnostics: readonly Diagnostic[]
}

const iso = (time: number): string => new Date(time).toISOString()

/** Remembers what later runs depend on. */
class State {
  readonly #schedule: Schedule
  readonly #found: Map<string, { first: number; last: number }>
  #suppressedUntil = -Infinity

  constructor(schedule: Schedule, memory: Memory) {
    this.#schedule = schedule
    this.#found = new Map([...memory.found].map(([group, t]) => [group, { first: Date.parse(t.first), last: Date.parse(t.last) }]))
  }

  suppresses(time: number): boolean {
    return time < this.#suppressedUntil
  }

  /** A run at a time raised an alert. */
  raised(time: number): void {
    if (this.#schedule.suppression !== undefined)
      this.#suppressedUntil = Math.max(this.#suppressedUntil, time + this.#schedule.suppression * 1000)
  }

  /** Whether runs have gone on finding a group since an earlier one raised an alert for it; takes note of it. */
  isKnown(group: string, time: number): boolean {
    const known = this.#found.get(group)
    const again = known !== undefined && known.first < time && time - known.last < this.#schedule.period * 1000
    this.#found.set(group, { first: again ? known.first : time, last: time })
    return again
  }

  /** Forgets groups that no later run can take for known. */
  forget(time: number): void {
    for (const [group, { last }] of this.#found) if (time - last >= this.#schedule.period * 1000) this.#found.delete(group)
  }
}

const execute = async (query: ScheduledQuery, scheduled: ScheduledRule, at: RunAt, state: State): Promise<Outcome> => {
  const { rule, schedule } = scheduled
  const time = Date.parse(at.time)
  const nothing = { ...at, rows: 0, alerts: 0, repeated: 0, dropped: 0, error: undefined }
  if (state.suppresses(time)) return { run: { ...nothing, status: 'suppressed' }, alerts: [], again: [], diagnostics: [] }
  try {
    const result = await query.at(at.time)
    const { alerts, dropped } = alertsOf(rule, schedule, at, result)
    const again = schedule.once ? alerts.filter((a) => state.isKnown(a.group, time)).map((a) => a.group) : []
    const fresh = again.length > 0 ? alerts.filter((a) => !again.includes(a.group)) : alerts
    if (fresh.length > 0) state.raised(time)
    const counts = { rows: result.rows.length, alerts: fresh.length, repeated: again.length, dropped }
    return { run: { ...nothing, ...counts, status: 'finished' }, alerts: fresh, again, diagnostics: result.diagnostics ?? [] }
  } catch (error) {
    if (!(error instanceof KqlError)) throw error
    return { run: { ...nothing, status: 'failed', error: error.message }, alerts: [], again: [], diagnostics: error.diagnostics }
  }
}

/** Events are read once for the runs of a day, or of a period where that is longer: so each is read twice at most. */
const DAY = 86_400
/** Fewer runs read as much by themselves. */
const FEWEST = 3

/** A function that is told the runs ahead and lets as many of them share what they read as can be held. */
const sharing = (query: ScheduledQuery, { period }: Schedule) => {
  let most = Infinity
  let end = -Infinity
  return async (ahead: readonly number[]): Promise<void> => {
    const [first = 0] = ahead
    if (first <= end) return
    const near = ahead.filter((time) => time - first < Math.max(period, DAY) * 1000)
    let count = Math.min(near.length, most)
    while (count >= FEWEST && !(await query.share(iso(first), iso(near[count - 1] ?? first)).catch(refusal))) count = most = count >> 1
    end = near[(count >= FEWEST ? count : near.length) - 1] ?? first
  }
}

/** What is wrong with the data will be said by the runs. */
const refusal = (error: unknown): false => {
  if (error instanceof KqlError) return false
  throw error
}

/**
 * Carries out the runs of a rule in a range of times, in their order; those that the memory has are left out. Rejects with a KqlError
 * where the rule's query can't be prepared; a run that fails is an outcome like others.
 */
export async function* replay(
  engine: Engine,
  scheduled: ScheduledRule,
  { from, to }: TimeRange,
  memory: Memory = NO_MEMORY,
): AsyncGenerator<Outcome> {
  const { rule, schedule, identity } = scheduled
  const state = new State(schedule, memory)
  for (const [time, raised] of memory.finished) if (raised && Date.parse(time) <= from) state.raised(Date.parse(time))
  const times = [...runTimes(schedule, from, to)]
  const pending = times.filter((time) => !memory.finished.has(iso(time)))
  if (pending.length === 0) return
  const query = await engine.schedule(rule.query, schedule)
  const share = sharing(query, schedule)
  try {
    for (const time of times) {
      if (time !== pending[0]) {
        if (memory.finished.get(iso(time))) state.raised(time)
        continue
      }
      await share(pending)
      pending.shift()
      const { start, end } = periodOf(schedule, time)
      yield await execute(query, scheduled, { rule: identity, time: iso(time), start: iso(start), end: iso(end) }, state)
      state.forget(time)
    }
  } finally {
    await query.release()
  }
}
