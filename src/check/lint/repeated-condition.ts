import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { callsIn, partsOf } from './subject.ts'

/** Give another value each time. */
const VOLATILE = new Set(['rand', 'new_guid'])

export const repeatedCondition: LintRule = {
  page: {
    code: 'KQL0542',
    title: 'the same condition twice',
    severity: 'info',
    means:
      'A condition that stands twice in a chain of and or or changes nothing the second time; perhaps another value or column was meant.',
    kind: 'kql',
    example:
      'SigninLogs\n| where TimeGenerated > ago(1d)\n| where AppDisplayName has "Graph" or UserAgent has "curl" or AppDisplayName has "Graph"',
    mend: 'Take it out, or write what was meant.',
    mended: 'SigninLogs\n| where TimeGenerated > ago(1d)\n| where AppDisplayName has "Graph" or UserAgent has "curl"',
  },
  check: ({ all, text }) => {
    const chains = all('binary').filter((b) => b.op === 'and' || b.op === 'or')
    const inner = new Set(chains.flatMap((c) => [c.left, c.right].filter((e) => e.kind === 'binary' && e.op === c.op)))
    return chains
      .filter((c) => !inner.has(c))
      .flatMap((chain) => {
        const seen = new Set<string>()
        return partsOf(chain, chain.op as 'and' | 'or').flatMap((part) => {
          const written = text.slice(part.span.start, part.span.end)
          const volatile = callsIn(part).some((name) => VOLATILE.has(name))
          if (!seen.has(written) || volatile) {
            seen.add(written)
            return []
          }
          return [messages.repeatedCondition(part.span)]
        })
      })
  },
}
