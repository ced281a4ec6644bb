/** From the rows of a run to its alerts: trigger, grouping, limits. */
import { createHash } from 'node:crypto'
import type { QueryResult } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { detailFinder, wordingOf } from './details.ts'
import { entityFinder, entityKey } from './entities.ts'
import { triggers } from './schedule.ts'
import type { Alert, Grouping, RuleIdentity, Schedule } from './types.ts'

type Row = readonly unknown[]

/** Rows that an alert keeps. */
const MOST_ROWS = 100

/** A digest of values, as text: the same values, the same text. */
export const digest = (...values: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32)

/** Rows that make one alert, under a name that the same rows have in any run. */
interface Group {
  readonly key: string
  readonly rows: readonly Row[]
}

/** Each row by itself; equal rows are numbered. */
const each = (rows: readonly Row[]): Group[] => {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const text = digest(row)
    const number = (seen.get(text) ?? 0) + 1
    seen.set(text, number)
    return { key: number === 1 ? text : `${text}-${number}`, rows: [row] }
  })
}

/** Rows of the same words, entities and details together, in the order of their first. */
const same = (rows: readonly Row[], keyOf: (row: Row) => string): Group[] => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups].map(([key, group]) => ({ key, rows: group }))
}

const grouped = (grouping: Grouping, rows: readonly Row[], most: number, keyOf: (row: Row) => string): Group[] => {
  if (grouping === 'same') return same(rows, keyOf)
  const all = { key: 'all', rows }
  // A rule that asks for an alert a row may be triggered by there being none.
  if (grouping === 'all' || rows.length === 0) return [all]
  // Where there are more rows than alerts, the last alert stands for all rows.
  return rows.length <= most ? each(rows) : [...each(rows.slice(0, most - 1)), all]
}

/** A run, as far as its alerts name it. */
export interface RunAt {
  readonly rule: RuleIdentity
  readonly time: string
  readonly start: string
  readonly end: string
}

export interface Raised {
  readonly alerts: readonly Alert[]
  /** Alerts beyond the most that a run raises. */
  readonly dropped: number
}

/**
 * The alerts that the result of a run raises; none where its number of rows doesn't trigger the rule. Pure: the same input gives the same
 * alerts with the same ids.
 */
export const alertsOf = (rule: Rule, schedule: Schedule, run: RunAt, result: QueryResult): Raised => {
  const { rows, columns } = result
  if (!triggers(schedule.trigger, rows.length)) return { alerts: [], dropped: 0 }
  const [entities, details, wording] = [entityFinder(rule, result), detailFinder(rule, result), wordingOf(rule, result)]
  const keyOf = (row: Row): string => {
    const { title, description } = wording(row)
    return digest(title, description, entities([row]).map(entityKey), details([row]))
  }
  const groups = grouped(schedule.grouping, rows, schedule.mostAlerts, keyOf)
  const alerts = groups.slice(0, schedule.mostAlerts).map(
    (group): Alert => ({
      id: digest(run.rule.id, run.time, group.key),
      ...run,
      ...wording(group.rows[0]),
      techniques: rule.techniques,
      entities: entities(group.rows),
      details: details(group.rows),
      columns,
      rows: group.rows.slice(0, MOST_ROWS),
      rowCount: group.rows.length,
      group: group.key,
    }),
  )
  return { alerts, dropped: groups.length - alerts.length }
}
