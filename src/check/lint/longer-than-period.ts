import type { Expression } from '../../kql/index.ts'
import { messages, type Span } from '../../text/index.ts'
import { TICKS_PER_SECOND } from '../../types/index.ts'
import { durationSeconds, showDuration } from '../duration.ts'
import type { LintRule } from './rule.ts'
import { isCall, nameOf, type Subject } from './subject.ts'

const TIME = new Set(['TimeGenerated', 'Timestamp'])

/** The seconds of a constant timespan: a literal, or a variable that is one. */
const secondsOf = (subject: Subject, e: Expression | undefined): number | undefined => {
  if (e?.kind === 'literal' && e.type === 'timespan' && typeof e.value === 'bigint') return Number(e.value / TICKS_PER_SECOND)
  const name = e && nameOf(e)
  const lets = name === undefined ? [] : subject.all('let').filter((l) => l.name.name === name)
  return lets.length === 1 && lets[0] ? secondsOf(subject, lets[0].value) : undefined
}

/** How far back an expression such as `ago(7d)` reaches; undefined for others. */
const reach = (subject: Subject, e: Expression): number | undefined => {
  if (isCall(e, 'ago')) return secondsOf(subject, e.args[0])
  const name = nameOf(e)
  const lets = name === undefined ? [] : subject.all('let').filter((l) => l.name.name === name)
  return lets.length === 1 && lets[0] && isCall(lets[0].value, 'ago') ? secondsOf(subject, lets[0].value.args[0]) : undefined
}

const RULE = (query: string, period: string): string =>
  [
    'id: 6f0f3e1c-3b0e-4d7a-9a53-0d0f4b1c2a11',
    'name: Rare applications',
    'kind: Scheduled',
    'severity: Low',
    'queryFrequency: 1d',
    `queryPeriod: ${period}`,
    'triggerOperator: gt',
    'triggerThreshold: 0',
    'query: |',
    ...query.split('\n').map((line) => `  ${line}`),
  ].join('\n')

const QUERY = `SigninLogs
| where TimeGenerated > ago(14d)
| summarize First = min(TimeGenerated) by AppDisplayName
| where First > ago(1d)`

export const longerThanPeriod: LintRule = {
  page: {
    code: 'KQL0614',
    title: 'a query that looks back further than its period',
    severity: 'warning',
    means:
      'The service hands a scheduled rule only the events of the last queryPeriod, whatever the query asks for. A baseline of 14 days over a period of one day is a baseline of one day.',
    kind: 'yaml',
    example: RULE(QUERY, '1d'),
    mend: 'Make queryPeriod as long as the longest look-back, up to 14 days, or look back less far.',
    mended: RULE(QUERY, '14d'),
  },
  check: (subject) => {
    const { rule } = subject
    const period = rule.kind === 'Scheduled' && rule.queryPeriod !== undefined ? durationSeconds(rule.queryPeriod) : undefined
    if (period === undefined || rule.queryPeriod === undefined) return []
    const bounds = [
      ...subject.all('binary').flatMap((b): [Expression, Expression, Span][] => {
        if (b.op === '>' || b.op === '>=') return [[b.left, b.right, b.right.span]]
        return b.op === '<' || b.op === '<=' ? [[b.right, b.left, b.left.span]] : []
      }),
      ...subject.all('between').flatMap((b): [Expression, Expression, Span][] => (b.negated ? [] : [[b.operand, b.low, b.low.span]])),
    ]
    return bounds.flatMap(([column, from, span]) => {
      if (!TIME.has(nameOf(column) ?? '')) return []
      const seconds = reach(subject, from)
      return seconds === undefined || seconds <= period
        ? []
        : [messages.longerThanPeriod(span, showDuration(seconds), showDuration(period))]
    })
  },
}
