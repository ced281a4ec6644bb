import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'

const LOOSE = new Set(['in~', '!in~', 'has_any', 'has_all'])

export const repeatedValue: LintRule = {
  page: {
    code: 'KQL0535',
    title: 'a value twice in a list',
    severity: 'info',
    means: 'The second one changes nothing; perhaps another value was meant.',
    kind: 'kql',
    example: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType in ("50053", "50126", "50053")',
    mend: 'Take it out, or write the value that was meant.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where ResultType in ("50053", "50126")',
  },
  check: ({ all, text }) =>
    all('in').flatMap(({ op, list }) => {
      const seen = new Set<string>()
      return list.flatMap((e) => {
        if (e.kind !== 'literal' || e.type === 'dynamic') return []
        const value = `${e.type}:${LOOSE.has(op) ? String(e.value).toLowerCase() : String(e.value)}`
        if (seen.has(value)) return [messages.repeatedValue(e.span, text.slice(e.span.start, e.span.end))]
        seen.add(value)
        return []
      })
    }),
}
