import type { Rel } from '../../plan/index.ts'
import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

/** Whether a relation has exactly one row whatever the data. */
const isOneRow = (rel: Rel): boolean => {
  if (rel.kind === 'project' || rel.kind === 'window') return isOneRow(rel.input)
  return rel.kind === 'aggregate' && rel.keys.length === 0
}

/** What one row does, by operator. */
const FIRES: Readonly<Record<string, (threshold: number) => boolean>> = {
  gt: (t) => 1 > t,
  lt: (t) => 1 < t,
  eq: (t) => t === 1,
  ne: (t) => t !== 1,
}
const SHORT: Readonly<Record<string, string>> = { greaterthan: 'gt', lessthan: 'lt', equal: 'eq', notequal: 'ne' }

const RULE = [
  'id: 6f0f3e1c-3b0e-4d7a-9a53-0d0f4b1c2a11',
  'name: Failed sign-ins',
  'kind: Scheduled',
  'severity: Low',
  'queryFrequency: 1h',
  'queryPeriod: 1h',
  'triggerOperator: gt',
  'triggerThreshold: 0',
  'query: |',
  '  SigninLogs',
  '  | where ResultType == "50126"',
  '  | summarize Failures = count()',
]

export const alwaysOneRow: LintRule = {
  page: {
    code: 'KQL0538',
    title: 'a rule whose result always has one row',
    severity: 'warning',
    means:
      'count, and summarize without by, give one row even where nothing was found: its value is 0. The service counts rows, so the rule alerts at every run or never.',
    kind: 'yaml',
    example: RULE.join('\n'),
    mend: 'Put the condition into the query, as a where behind the aggregate; or leave the aggregate out and let the trigger count rows.',
    mended: [...RULE, '  | where Failures > 100'].join('\n'),
  },
  check: ({ rule, plan, tree }) => {
    const { triggerOperator: operator, triggerThreshold: threshold } = rule
    if (rule.kind !== 'Scheduled' || !plan || operator === undefined || threshold === undefined || !isOneRow(plan)) return []
    const short = operator.toLowerCase()
    const fires = FIRES[SHORT[short] ?? short]
    const result = tree.statements.find((s) => s.kind === 'expression')?.value
    const last = result?.kind === 'pipeline' ? result.operators.findLast((o) => o.kind === 'summarize' || o.kind === 'count') : undefined
    return fires && last ? [messages.alwaysOneRow(last.span, `${operator} ${threshold}`, fires(threshold))] : []
  },
}
