import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

const AGGREGATES = new Set(['summarize', 'count', 'distinct', 'make-series', 'top-nested', 'top-hitters'])
/** Operators that leave the rows and their order as they are, but for dropping some. */
const PASSING = new Set(['where', 'extend', 'project', 'project-away', 'project-keep', 'project-rename', 'project-reorder', 'serialize'])

export const takeBeforeAggregate: LintRule = {
  page: {
    code: 'KQL0524',
    title: 'take in front of an aggregate',
    severity: 'warning',
    means:
      'take and limit keep any rows. What is counted behind them depends on which ones the engine came across first: a rest from trying the query out.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| take 1000\n| summarize count() by UserPrincipalName',
    mend: 'Take it out, or sort in front of it.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| summarize count() by UserPrincipalName',
  },
  check: ({ all, text }) =>
    all('pipeline').flatMap(({ operators }) =>
      operators.flatMap((op, i) => {
        if (op.kind !== 'take') return []
        const before = operators.slice(0, i).findLast((o) => !PASSING.has(o.kind))
        // Behind a sort the rows are the first ones; behind an aggregate it limits what is shown of it.
        if (before && (before.kind === 'sort' || before.kind === 'top' || AGGREGATES.has(before.kind))) return []
        const next = operators.slice(i + 1).find((o) => !PASSING.has(o.kind))
        if (!next || !AGGREGATES.has(next.kind)) return []
        return [messages.takeBeforeAggregate(op.span, text.slice(op.keyword.start, op.keyword.end), next.kind)]
      }),
    ),
}
