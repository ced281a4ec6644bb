/** Rules run on their schedule: one run each, or all those of a stretch of time. */
import type { AlertStore } from '../alerts/index.ts'
import type { Engine, QueryResult } from '../api.ts'
import { durationSeconds } from '../check/duration.ts'
import type { Rule } from '../load/index.ts'
import type { Alert, ScheduledRule, TimeRange } from '../schedule/index.ts'
import { type Diagnostic, KqlError, locate, messages, wholeFile } from '../text/index.ts'
import { writeAlerts } from './alerts.ts'
import type { Context } from './context.ts'
import { UsageError } from './exit.ts'
import { writeResult } from './format/index.ts'
import type { Report } from './report.ts'
import { type OutputOptions, reported, toOutput, withEngine } from './session.ts'
import type { Workspace } from './workspace.ts'

export interface ScheduleOptions {
  /** One run of each rule, at the time of --now. */
  readonly scheduled?: boolean
  readonly from?: string
  readonly to?: string
  readonly store?: string
  readonly force?: boolean
  readonly delay?: string
}

/** Whether the options ask for runs on a schedule. Throws a UsageError where they don't go together. */
export const isScheduled = ({ scheduled, from, to, store, force, delay }: ScheduleOptions): boolean => {
  if ((from === undefined) !== (to === undefined)) throw new UsageError('--from and --to go together')
  if (from !== undefined && scheduled)
    throw new UsageError('--scheduled is one run at the time of --now; --from and --to are all runs in between')
  if (from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from)) throw new UsageError('--to must be later than --from')
  const asked = scheduled === true || from !== undefined
  if (!asked && (store ?? force ?? delay) !== undefined)
    throw new UsageError('--store, --force and --delay need --from and --to, or --scheduled')
  return asked
}

const delayOf = (text: string | undefined): number => {
  const seconds = text === undefined ? 0 : durationSeconds(text)
  if (seconds === undefined) throw new UsageError(`'${text}' is no duration: write it as 5m or PT5M`)
  return seconds
}

/** The rules that a service would run; what keeps others from it is reported. Of rules with one id the first counts. */
const scheduledRules = async (rules: readonly Rule[], delay: number, report: Report): Promise<readonly ScheduledRule[]> => {
  const { scheduleOf, identityOf } = await import('../schedule/index.ts')
  const byId = new Map<string, ScheduledRule>()
  for (const rule of rules) {
    const found = scheduleOf(rule, { delay })
    if ('faults' in found) {
      report.files(found.faults)
      continue
    }
    const identity = identityOf(rule, found.schedule)
    const other = byId.get(identity.id)
    if (other) report.files([locate(messages.idTwice(rule.locate(['id']), identity.id, other.rule.path), wholeFile(rule.source))])
    else byId.set(identity.id, { rule, schedule: found.schedule, identity })
  }
  return [...byId.values()]
}

/** What is known of a rule's runs at the end. */
interface Tally {
  readonly rule: ScheduledRule
  /** Runs in the range, those that the store had among them. */
  runs: number
  kept: number
  alerts: number
  repeated: number
  suppressed: number
  failed: number
  seconds: number
}

const COLUMNS: QueryResult['columns'] = [
  { name: 'Rule', type: 'string' },
  { name: 'Runs', type: 'long' },
  { name: 'Kept', type: 'long' },
  { name: 'Alerts', type: 'long' },
  { name: 'Repeated', type: 'long' },
  { name: 'Suppressed', type: 'long' },
  { name: 'Failed', type: 'long' },
  { name: 'Seconds', type: 'real' },
]

const summary = (tallies: readonly Tally[]): QueryResult => ({
  columns: COLUMNS,
  rows: tallies.map((t) => [
    t.rule.rule.name,
    t.runs,
    t.kept,
    t.alerts,
    t.repeated,
    t.suppressed,
    t.failed,
    Math.round(t.seconds * 100) / 100,
  ]),
})

/** A line of the terminal that is written anew as things go on; nothing where nobody watches. */
const progress = ({ io }: Context) => {
  let last = 0
  return {
    show: (text: string) => {
      if (!io.interactive || performance.now() - last < 100) return
      last = performance.now()
      io.err(`\r\u001b[K${text.slice(0, io.columns - 1)}`)
    },
    end: (text: string) => io.err(`${io.interactive ? '\r\u001b[K' : ''}${text}\n`),
  }
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** What was reported of a rule's runs, so that it is said once and not for each. */
const once = () => {
  const said = new Set<string>()
  return (diagnostics: readonly Diagnostic[]) =>
    diagnostics.filter(({ code, message, span }) => {
      const key = `${code} ${span.start} ${message}`
      return !said.has(key) && said.add(key)
    })
}

interface Setting {
  readonly context: Context
  readonly engine: Engine
  readonly store: AlertStore | undefined
  readonly force: boolean
  readonly report: Report
  /** Is handed every alert. */
  readonly take: (alert: Alert) => void
}

const runRule = async (rule: ScheduledRule, range: TimeRange, { context, engine, store, force, report, take }: Setting): Promise<Tally> => {
  const { replay, runTimes } = await import('../schedule/index.ts')
  const start = performance.now()
  const line = progress(context)
  const unsaid = once()
  const { name } = rule.rule
  const runs = [...runTimes(rule.schedule, range.from, range.to)].length
  const tally: Tally = { rule, runs, kept: 0, alerts: 0, repeated: 0, suppressed: 0, failed: 0, seconds: 0 }
  const outcomes = replay(engine, rule, range, store?.begin(rule.identity, rule.schedule, range, force))
  let done = 0
  for (;;) {
    // A rule that can't be run is reported at its place; what is wrong with the store is not its fault.
    const step = await reported(report, rule.rule, () => outcomes.next())
    if (!step) tally.failed = runs
    else if (step.done) tally.kept = runs - done
    if (!step || step.done) break
    const { run, alerts, diagnostics } = step.value
    store?.record(step.value)
    report.query(rule.rule, unsaid(diagnostics))
    done++
    tally.alerts += alerts.length
    tally.repeated += run.repeated
    if (run.status === 'suppressed') tally.suppressed++
    if (run.status === 'failed') tally.failed++
    for (const alert of alerts) take(alert)
    line.show(`${name}: ${done}/${runs} runs, ${count(tally.alerts, 'alert')}`)
  }
  tally.seconds = (performance.now() - start) / 1000
  line.end(tally.failed === runs ? `${name}: failed` : `${name}: ${count(runs, 'run')}, ${count(tally.alerts, 'alert')}`)
  return tally
}

/** Opens the store for `use`, if one is named, and closes it; what is wrong with it is reported. */
export const withStore = async (
  context: Context,
  path: string | undefined,
  existing: boolean,
  report: Report,
  use: (store: AlertStore | undefined) => Promise<void>,
): Promise<void> => {
  let store: AlertStore | undefined
  try {
    const { openAlertStore } = await context.library()
    store = path === undefined ? undefined : await openAlertStore(path, { existing })
    await use(store)
  } catch (error) {
    if (!(error instanceof KqlError)) throw error
    report.call(error.diagnostics)
  } finally {
    store?.close()
  }
}

/** Runs rules on their schedule: writes the alerts of a single run, or a summary of all runs in a range; the store keeps alerts and runs. */
export const runScheduled = async (
  context: Context,
  rules: readonly Rule[],
  workspace: Workspace,
  options: ScheduleOptions & OutputOptions & { readonly now?: string },
  report: Report,
): Promise<void> => {
  const { format, from, to, force = false } = options
  if (format === 'parquet') throw new UsageError('runs on a schedule are written as table, md, json, ndjson or csv')
  const { settings } = workspace
  const scheduled = await scheduledRules(rules, delayOf(options.delay ?? settings.run?.delay), report)
  const now = options.now === undefined ? Date.now() : Date.parse(options.now)
  const rangeOf = ({ schedule }: ScheduledRule): TimeRange =>
    from !== undefined && to !== undefined
      ? { from: Date.parse(from), to: Date.parse(to) }
      : { from: now - schedule.frequency * 1000, to: now }
  const tallies: Tally[] = []
  const alerts: Alert[] = []
  await withStore(context, options.store ?? settings.run?.store, false, report, (store) =>
    withEngine(context, workspace.engine, report, async (engine) => {
      const take = from === undefined ? (alert: Alert) => void alerts.push(alert) : () => undefined
      for (const rule of scheduled) tallies.push(await runRule(rule, rangeOf(rule), { context, engine, store, force, report, take }))
    }),
  )
  await toOutput(context, options, (sink, formatting) =>
    from === undefined ? writeAlerts(format, alerts, formatting, sink) : writeResult(format, summary(tallies), formatting, sink),
  )
}
