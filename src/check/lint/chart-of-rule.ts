import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

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
  '  | summarize Failures = countif(ResultType != "0") by bin(TimeGenerated, 10m)',
].join('\n')

export const chartOfRule: LintRule = {
  page: {
    code: 'KQL0539',
    title: 'render in a rule',
    severity: 'info',
    means: 'A rule yields rows; nobody sees a chart of them. render is a rest from writing the query in a portal.',
    kind: 'yaml',
    example: `${RULE}\n  | render timechart`,
    mend: 'Take it out.',
    mended: RULE,
  },
  check: ({ rule, all }) =>
    rule.kind === 'Scheduled' || rule.kind === 'NRT' || rule.kind === 'CustomDetection'
      ? all('render').map((op) => messages.chartOfRule(op.span))
      : [],
}
