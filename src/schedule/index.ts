/** Rules run on their schedule, as the services do: when, over what, and which alerts come of it. */
export { alertsOf, digest, type Raised, type RunAt } from './alerts.ts'
export { detailFinder, type Wording, wordingOf } from './details.ts'
export { entityFinder } from './entities.ts'
export { identityOf } from './identity.ts'
export { type Memory, NO_MEMORY, type Outcome, replay, type ScheduledRule, type TimeRange } from './replay.ts'
export { periodOf, runTimes, type ScheduleOptions, type ScheduleOrFaults, scheduleOf, triggers } from './schedule.ts'
export type { Alert, Entity, Grouping, RuleIdentity, Run, Schedule, Trigger } from './types.ts'
