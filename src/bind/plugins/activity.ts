/** The plugins that count the users of an activity, step by step. Each compares a step with others, as its page says. */
import type { Expression } from '../../kql/index.ts'
import type { Rel } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import { type Env, withRow } from '../env.ts'
import { bindTable, isTabular } from '../table.ts'
import { argumentsOf, columnArgument } from './arguments.ts'
import type { Plugin } from './index.ts'
import { type Measure, nextStep, overTimeline, stepOf, type Timeline, timelineOf } from './timeline.ts'
import { renamed } from './written.ts'

type Text = (t: Timeline) => string

const SPAN = { Start: 'point', End: 'point' } as const

/** A plugin with the arguments id, timeline, then constants by name, then dimensions. */
const overActivity =
  (constants: Readonly<Record<string, Measure>>, text: Text, calendar = false): Plugin =>
  (env, input, op) => {
    const names = ['Id', 'Timeline', ...Object.keys(constants)]
    const args = argumentsOf(env, op.call, names, names.length, true)
    if (!args?.Id || !args.Timeline) return undefined
    const given = Object.entries(constants).flatMap(([name, measure]) => (args[name] ? [[name, measure, args[name]] as const] : []))
    const t = timelineOf(env, input, op.call, { id: args.Id, at: args.Timeline, dimensions: args.rest }, given)
    if (t?.calendar && !calendar) {
      const why = 'windows that slide over weeks, months or years are not documented exactly'
      env.binder.report(messages.unsupportedForm(args.Step?.span ?? op.span, `a step of a ${t.calendar}`, why))
      return undefined
    }
    return t && overTimeline(env, op.call, t, text(t))
  }

/** Each step and all before it. */
export const activityCountsMetrics = overActivity(
  { ...SPAN, Step: 'step' },
  (t) => `
let B = T | where at between (Start .. End) | project id, at = ${stepOf(t, 'at')}, ${t.by};
let News = B | summarize at = min(at) by id, ${t.by} | summarize new_dcount = dcount(id) by at, ${t.by};
B | summarize ['count'] = count(), dcount = dcount(id) by at, ${t.by}
| lookup News on at, ${t.by}
| extend new_dcount = coalesce(new_dcount, 0)
| sort by ${t.by}, at asc
| extend aggregated_dcount = row_cumsum(new_dcount, ${t.by
    .split(', ')
    .map((d) => `${d} != prev(${d})`)
    .join(' or ')})
| project at, ${t.by}, ['count'], dcount, new_dcount, aggregated_dcount`,
  true,
)

/** Each step and the one before it; where there was nobody before, all are retained (recorded result of the plugin's page). */
export const activityMetrics = overActivity(
  { ...SPAN, Step: 'step' },
  (t) => `
let B = T | where at between (Start .. End) | summarize by id, at = ${stepOf(t, 'at')}, ${t.by};
let Before = B | extend at = ${nextStep(t, 'at')};
let Sizes = Before | summarize before = dcount(id) by at, ${t.by};
let Returned = B | join kind=leftsemi Before on id, at, ${t.by} | summarize returned = dcount(id) by at, ${t.by};
B | summarize dcount_values = dcount(id) by at, ${t.by}
| lookup Sizes on at, ${t.by}
| lookup Returned on at, ${t.by}
| extend returned = coalesce(returned, 0)
| project at, ${t.by}, dcount_values, dcount_newvalues = dcount_values - returned,
    retention_rate = iff(isnull(before), 1.0, todouble(returned) / before),
    churn_rate = iff(isnull(before), 0.0, todouble(before - returned) / before)`,
  true,
)

/** Users of a step among those of the wider window that ends with it. */
export const activityEngagement = overActivity(
  { ...SPAN, Step: 'step', Outer: 'distance' },
  (t) => `
let B = T | where at > Start - Outer and at <= End | summarize by id, at = ${stepOf(t, 'at')}, ${t.by};
let Wide = B
| mv-expand at = range(at, at + Outer - Step, Step) to typeof(${t.type})
| summarize dcount_activities_outer = dcount(id) by at, ${t.by};
B | where at >= Start
| summarize dcount_activities_inner = dcount(id) by at, ${t.by}
| lookup Wide on at, ${t.by}
| project at, ${t.by}, dcount_activities_inner, dcount_activities_outer,
    activity_ratio = todouble(dcount_activities_inner) / dcount_activities_outer`,
)

/** All events of the window that ends with a step. */
export const slidingWindowCounts = overActivity(
  { ...SPAN, Lookback: 'distance', Step: 'step' },
  (t) => `
T | where at > Start - Lookback and at <= End
| extend at = ${stepOf(t, 'at')}
| mv-expand at = range(at, at + Lookback - Step, Step) to typeof(${t.type})
| where at between (Start .. End)
| summarize Count = count(), Dcount = dcount(id) by at, ${t.by}`,
)

/** Users who, when they are seen, have been seen in enough periods of the window that ends then. */
export const activeUsersCount = overActivity(
  { ...SPAN, Lookback: 'distance', Period: 'distance', Active: 'number', Step: 'step' },
  (t) => `
let B = T | where at > Start - Lookback and at <= End | summarize by id, at, ${t.by};
B | where at >= Start
| join kind=inner (B | project id, ${t.by}, seen = at) on id, ${t.by}
| where seen <= at and seen > at - Lookback
| summarize periods = count_distinct(bin_at(seen, Period, Start)) by id, at, ${t.by}
| where periods >= Active
| summarize dcount = dcount(id) by at = ${stepOf(t, 'at')}, ${t.by}`,
  true,
)

/** Those who are new in a step, in every step from then on. */
export const newActivityMetrics: Plugin = (env, input, op) => {
  const { call } = op
  const args = argumentsOf(env, call, ['Id', 'Timeline', 'Start', 'End', 'Step'], 5, true)
  if (!args?.Id || !args.Timeline || !args.Start || !args.End || !args.Step) return undefined
  const dimensions = [...args.rest]
  const isColumn = (e: Expression | undefined) => e?.kind === 'name' && env.binder.find(input.columns, e.name) !== undefined
  const first = dimensions[0]
  const cohort = first && !isColumn(first) && !isTabular(withRow(env, undefined), first) ? dimensions.shift() : undefined
  const last = dimensions.at(-1)
  const lookback = last && !isColumn(last) && isTabular(withRow(env, undefined), last) ? dimensions.pop() : undefined
  const constants = [
    ['Start', 'point', args.Start],
    ['End', 'point', args.End],
    ['Step', 'step', args.Step],
    ...(cohort ? [['Cohort', 'point', cohort] as const] : []),
  ] as const
  const t = timelineOf(env, input, call, { id: args.Id, at: args.Timeline, dimensions }, constants)
  const known = t && lookback && knownIds(env, lookback, args.Id)
  if (!t || (lookback && !known)) return undefined
  const at = [`from_${t.at.name}`, `to_${t.at.name}`]
  return overTimeline(env, call, t, newActivity(t, cohort !== undefined, known !== undefined), {
    at,
    tables: known ? { Known: known } : {},
  })
}

/** The column of a table that is called as the one with the ids. */
const knownIds = (env: Env, table: Expression, id: Expression): Rel | undefined => {
  const rel = bindTable(withRow(env, undefined), table)
  const column = rel && columnArgument(env, rel, id)
  return rel && column && renamed(env, rel, { id: column })
}

const newActivity = (t: Timeline, cohort: boolean, known: boolean): string => `
let B = T | where at between (Start .. End) | summarize by id, at = ${stepOf(t, 'at')}, ${t.by}${known ? ' | join kind=leftanti Known on id' : ''};
let First = B | summarize f = min(at) by id, ${t.by};
let C = B | join kind=inner (First) on id, ${t.by} | summarize n = dcount(id) by f, at, ${t.by};
let Cohorts = C | where f == at${cohort ? ` and f == ${stepOf(t, 'Cohort')}` : ''} | project f, ${t.by}, size = n;
let Steps = ${stepsOf(t)} | extend d = 0;
let Later = Cohorts | project w = f, ${t.by} | join kind=inner (C) on ${t.by} | where f > w | summarize later = sum(n) by w, at, ${t.by};
Cohorts
| join kind=inner (Steps) on d
| where s >= f
| lookup (C | project f, s = at, ${t.by}, n) on f, s, ${t.by}
| lookup (Later | project f = w, s = at, ${t.by}, later) on f, s, ${t.by}
| extend n = coalesce(n, 0)
| sort by ${t.by}, f asc, s asc
| project f, s, ${t.by}, dcount_new_values = iff(s == f, size, coalesce(later, 0)), dcount_retained_values = n,
    dcount_churn_values = size - n, retention_rate = todouble(n) / size, churn_rate = todouble(size - n) / size`

/** All steps from start to end, whether anything happens in them or not. */
const stepsOf = (t: Timeline): string =>
  t.calendar
    ? `range i from 0 to datetime_diff('${t.calendar}', End, Start) step 1 | project s = datetime_add('${t.calendar}', tolong(i), ${stepOf(t, 'Start')})`
    : 'range s from Start to End step Step'
