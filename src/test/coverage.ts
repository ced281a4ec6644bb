/** Which conditions of a rule its tests would miss: each is taken away in turn, and some case has to come to another result. */
import type { Rule } from '../load/index.ts'
import type { Session } from '../run/index.ts'
import { type LocatedDiagnostic, locate, messages } from '../text/index.ts'
import { ask } from './ask.ts'
import type { Outcome } from './compare.ts'
import { conditions, without } from './conditions.ts'

export interface Coverage {
  readonly conditions: number
  /** Conditions without which some case comes to something else. */
  readonly told: number
  /** The others, at their places in the rule. */
  readonly open: readonly LocatedDiagnostic[]
}

/** A value of a result with the elements of arrays in a fixed order: make_set and its kin have none. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return value
}

/** The same text for the same rows, in whatever order they come. */
const signature = (outcome: Outcome): string => {
  if ('errors' in outcome) return `errors ${outcome.errors.map((d) => d.code).join(' ')}`
  return outcome.result.rows
    .map((row) => JSON.stringify(row.map(sorted)))
    .sort()
    .join('\n')
}

/** Asks the rule without each of its conditions, until a case answers differently. */
export const coverageOf = async (
  rule: Rule,
  cases: readonly { readonly session: Session; readonly outcome: Outcome }[],
): Promise<Coverage> => {
  const spans = conditions(rule.query)
  const usual = cases.map(({ outcome }) => signature(outcome))
  const open: LocatedDiagnostic[] = []
  for (const span of spans) {
    const query = without(rule.query, span)
    let told = false
    for (const [i, { session }] of cases.entries()) {
      told = signature((await ask(session, query)).outcome) !== usual[i]
      if (told) break
    }
    if (!told) open.push(locate(messages.undistinguished(span), rule))
  }
  return { conditions: spans.length, told: spans.length - open.length, open }
}
