import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { callsIn, nodesOf } from './subject.ts'

/** The columns that the services bound when they run a query. */
const TIME = ['Timestamp', 'TimeGenerated']

export const noTimeFilter: LintRule = {
  page: {
    code: 'KQL0520',
    title: 'no bound on the time',
    severity: 'info',
    means:
      'A hunting query without a condition on the time reads as much as its caller asks for: the range of a portal, or all that is kept. Analytics rules get their range from queryPeriod and are not looked at.',
    kind: 'kql',
    example: 'SigninLogs\n| where ResultType == "50126"\n| summarize count() by UserPrincipalName',
    mend: 'Say how far back the query looks.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(7d)\n| where ResultType == "50126"\n| summarize count() by UserPrincipalName',
  },
  check: ({ rule, tables, tree }) => {
    if (rule.kind !== 'Hunting' && rule.kind !== 'Query') return []
    const [first] = tables
    const column = first && TIME.find((name) => first.columns.some((c) => c.name === name && c.type === 'datetime'))
    if (!first || column === undefined) return []
    // Any mention of a time, wherever it stands, may be the bound.
    const times = new Set(tables.flatMap((t) => t.columns.filter((c) => c.type === 'datetime').map((c) => c.name)))
    const conditions = nodesOf(tree).filter((n) => ['where', 'between', 'make-series', 'find', 'search'].includes(n.kind))
    const bounded =
      conditions.some((n) => nodesOf(n).some((x) => 'name' in x && typeof x.name === 'string' && times.has(x.name))) ||
      callsIn(tree).some((name) => name === 'ago' || name === 'now')
    return bounded ? [] : [messages.noTimeFilter(first.span, first.table, column)]
  },
}
