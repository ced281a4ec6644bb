import type { Operator } from '../../kql/index.ts'
import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { callsIn } from './subject.ts'

/** Aggregates whose value doesn't depend on the order of the rows. */
const UNORDERED = new Set([
  ...['count', 'countif', 'dcount', 'dcountif', 'sum', 'sumif', 'min', 'minif', 'max', 'maxif', 'avg', 'avgif'],
  ...['stdev', 'stdevif', 'variance', 'varianceif', 'percentile', 'percentiles'],
])
/** Functions that look at neighbouring rows. */
const WINDOWS = ['prev', 'next', 'row_number', 'row_cumsum', 'row_rank_dense', 'row_rank_min', 'row_window_session']
const PASSING = new Set(['where', 'extend', 'project', 'project-away', 'project-keep', 'project-rename', 'project-reorder'])

const looksAround = (op: Operator): boolean => callsIn(op).some((name) => WINDOWS.includes(name))

const losesOrder = (op: Operator): boolean => {
  if (op.kind === 'count' || op.kind === 'sort') return true
  if (op.kind !== 'summarize') return false
  const calls = op.aggregates.map((a) => (a.kind === 'named' ? a.value : a))
  return calls.every((c) => c.kind === 'call' && UNORDERED.has(c.name.name))
}

export const orderLost: LintRule = {
  page: {
    code: 'KQL0525',
    title: 'an order that is lost',
    severity: 'info',
    means:
      'A sort in front of count, of another sort, or of a summarize whose aggregates have no regard to order costs time and changes nothing.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| sort by TimeGenerated asc\n| summarize count() by UserPrincipalName',
    mend: 'Take the sort out, or sort behind it.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| summarize count() by UserPrincipalName\n| sort by count_ desc',
  },
  check: ({ all }) =>
    all('pipeline').flatMap(({ operators }) =>
      operators.flatMap((op, i) => {
        if (op.kind !== 'sort') return []
        const behind = operators.slice(i + 1)
        const at = behind.findIndex((o) => !PASSING.has(o.kind))
        const next = behind[at]
        if (!next || !losesOrder(next) || behind.slice(0, at).some(looksAround)) return []
        return [messages.orderLost(op.span, next.kind)]
      }),
    ),
}
