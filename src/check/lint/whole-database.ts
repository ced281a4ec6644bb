import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

/** Source: "Create scheduled analytics rules", which takes no `search *` and no `union *`. */
export const wholeDatabase: LintRule = {
  page: {
    code: 'KQL0521',
    title: 'a query over all tables',
    severity: 'warning',
    means:
      'search without tables and union * read every table of the workspace: slow, dear, and full of rows that nobody thought of. In an analytics rule they are an error, because the service takes no rule with them.',
    kind: 'kql',
    example: 'search "203.0.113.7"\n| where TimeGenerated > ago(1h)',
    mend: 'Name the tables.',
    mended: 'search in (SigninLogs, OfficeActivity) "203.0.113.7"\n| where TimeGenerated > ago(1h)',
  },
  check: ({ rule, all }) => {
    const refused = rule.kind === 'Scheduled' || rule.kind === 'NRT'
    return [
      // At the beginning of a pipeline; behind a table it searches that alone.
      ...all('operator').flatMap(({ operator: op }) =>
        op.kind === 'search' && op.tables.length === 0 ? [messages.wholeDatabase(op.keyword, 'search *', refused)] : [],
      ),
      ...all('union').flatMap((op) =>
        op.inputs.flatMap((e) =>
          e.kind === 'name' && e.wildcard && e.name === '*' ? [messages.wholeDatabase(e.span, 'union *', refused)] : [],
        ),
      ),
    ]
  },
}
