/** Pages about running rules on their schedule and keeping their alerts: KQL0760 to KQL0799. */
import { pages } from '../page.ts'

const text = 'text' as const

export const SCHEDULE_PAGES = pages(
  {
    code: 'KQL0760',
    title: 'a rule that nothing runs',
    severity: 'warning',
    means: 'No service runs hunting queries and plain queries on a schedule: a replay leaves them out.',
    kind: text,
    example: 'kqlc run rules/ --data store --from 2026-01-01 --to 2026-01-15',
    mend: 'Make it a Scheduled rule, or replay other ones.',
  },
  {
    code: 'KQL0761',
    title: 'a rule without a schedule',
    means: "A key that says when the rule runs, or when it alerts, is missing or can't be read.",
    kind: text,
    example: 'kind: Scheduled\nquery: SigninLogs | take 5',
    mend: 'Add the key; kqlc check tells what is wrong with it.',
  },
  {
    code: 'KQL0770',
    title: 'SQLite is missing',
    means: "Alerts are kept in SQLite, through a package of its own. Without --store it isn't needed.",
    kind: text,
    example: 'kqlc run rules/ --data store --store alerts.db',
    mend: 'Install it: npm install libsql.',
  },
  {
    code: 'KQL0771',
    title: 'a file that is no store of alerts',
    means: 'The file of --store is something else.',
    kind: text,
    example: 'kqlc alerts list --store report.html',
    mend: "Name a file that kqlc made, or one that isn't there yet.",
  },
  {
    code: 'KQL0772',
    title: 'a store of alerts of a newer kqlc',
    means: "A newer kqlc wrote the store in a form that this one doesn't know.",
    kind: text,
    example: 'kqlc alerts list --store alerts.db',
    mend: 'Use that kqlc.',
  },
  {
    code: 'KQL0773',
    title: "a store of alerts that can't be used",
    means: 'SQLite reports an error with the file.',
    kind: text,
    example: 'kqlc alerts list --store alerts.db',
    mend: 'The message says why: often it is locked by another process, or the disk is full.',
  },
  {
    code: 'KQL0774',
    title: 'an alert that there is not',
    means: "No alert's id begins so.",
    kind: text,
    example: 'kqlc alerts show 0000 --store alerts.db',
    mend: 'kqlc alerts list shows the ids.',
  },
  {
    code: 'KQL0775',
    title: 'an id that several alerts have',
    means: 'The beginning of an id fits several alerts.',
    kind: text,
    example: 'kqlc alerts show a --store alerts.db',
    mend: 'Write more of it.',
  },
)
