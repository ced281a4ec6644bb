import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { nodesOf } from './subject.ts'

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
  check: ({ rule, tree }) => {
    const refused = rule.kind === 'Scheduled' || rule.kind === 'NRT'
    return nodesOf(tree).flatMap((node) => {
      if (node.kind === 'operator' && 'operator' in node) {
        const op = node.operator as { kind: string; tables?: readonly unknown[]; keyword: { start: number; end: number } }
        if (op.kind === 'search' && op.tables?.length === 0) return [messages.wholeDatabase(op.keyword, 'search *', refused)]
      }
      if (node.kind === 'name' && 'wildcard' in node && 'name' in node && node.name === '*' && node.wildcard === true)
        return [messages.wholeDatabase(node.span, 'union *', refused)]
      return []
    })
  },
}
