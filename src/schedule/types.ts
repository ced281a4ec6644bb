/** What becomes of a scheduled rule: runs, and the alerts that they raise. All plain data; times are ISO 8601 in UTC. */
import type { ResultColumn } from '../api.ts'

/** A rule as its runs and alerts name it. */
export interface RuleIdentity {
  /** The rule's id, else its name. */
  readonly id: string
  readonly name: string
  /** As the rule says. */
  readonly version: string | undefined
  /** Of all that makes its alerts what they are: another hash, other alerts. */
  readonly hash: string
}

/** Whether a result raises an alert: the number of its rows against a threshold. */
export interface Trigger {
  readonly operator: 'gt' | 'lt' | 'eq' | 'ne'
  readonly threshold: number
}

/** How the rows of a result become alerts: all one, each its own, or those about the same entities and details together. */
export type Grouping = 'all' | 'each' | 'same'

/** When and how a rule is run. Durations are seconds. */
export interface Schedule {
  readonly frequency: number
  /** How far back a run sees. */
  readonly period: number
  /** How long before a run its period ends. */
  readonly delay: number
  readonly trigger: Trigger
  /** After an alert the rule isn't run for so long. */
  readonly suppression: number | undefined
  readonly grouping: Grouping
  /** A run raises so many alerts at most. */
  readonly mostAlerts: number
  /** An alert isn't raised again while runs go on finding it. */
  readonly once: boolean
  /** By which column events are dated: the first that a table has. */
  readonly timeColumns: readonly string[]
}

export interface Entity {
  /** As the rule says: Account, Host, IP … */
  readonly type: string
  readonly identifiers: Readonly<Record<string, string>>
}

export interface Alert {
  /** The same for the same rule, run and group of rows. */
  readonly id: string
  readonly rule: RuleIdentity
  /** The time of the run. */
  readonly time: string
  /** What the run was shown: from `start` on, before `end`. */
  readonly start: string
  readonly end: string
  readonly title: string
  readonly description: string
  readonly severity: string | undefined
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  /** Distinct ones in the order of the rows, up to the service's limit. */
  readonly entities: readonly Entity[]
  /** Custom details: the distinct values of each. */
  readonly details: Readonly<Record<string, readonly string[]>>
  /** Further properties that the result gives: ProviderName, RemediationSteps … */
  readonly properties: Readonly<Record<string, string>>
  readonly columns: readonly ResultColumn[]
  /** The first rows of the group. */
  readonly rows: readonly (readonly unknown[])[]
  readonly rowCount: number
  /** Tells the group of rows from the rule's other groups, in other runs too. */
  readonly group: string
}

/** What came of one run. */
export interface Run {
  readonly rule: RuleIdentity
  readonly time: string
  readonly start: string
  readonly end: string
  /** `suppressed`: not carried out, since an alert was raised not long before. */
  readonly status: 'finished' | 'suppressed' | 'failed'
  /** Rows of the result. */
  readonly rows: number
  /** Alerts that it raised. */
  readonly alerts: number
  /** Alerts that earlier runs had raised already. */
  readonly repeated: number
  /** Alerts beyond the limit of a run, which were not raised. */
  readonly dropped: number
  readonly error: string | undefined
}
