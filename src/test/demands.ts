/** What can be demanded of tests beside that their cases pass. */
import type { Rule } from '../load/index.ts'
import { type LocatedDiagnostic, locate, messages, wholeFile } from '../text/index.ts'
import { testFileOf } from './load.ts'
import type { FileResult } from './run.ts'

/** Each rule has a case in which it fires and one in which it doesn't; a case that expects an error is neither. */
export const demandBoth = (results: readonly FileResult[], untested: readonly Rule[]): LocatedDiagnostic[] => {
  const found = untested.map((rule) => locate(messages.noTest({ start: 0, end: 0 }, testFileOf(rule.path)), wholeFile(rule.source)))
  const rules = new Map<Rule, FileResult[]>()
  for (const result of results) rules.set(result.file.rule, [...(rules.get(result.file.rule) ?? []), result])
  for (const own of rules.values()) {
    const [first] = own
    const answered = own.flatMap((r) => r.cases).filter((c) => c.outcome && 'result' in c.outcome)
    const at = first?.file.locate(['cases'])
    if (!first || !at) continue
    if (!answered.some((c) => c.fires)) found.push(first.file.place(messages.neverFires(at)))
    if (!answered.some((c) => !c.fires)) found.push(first.file.place(messages.alwaysFires(at)))
  }
  return found
}

/** The share of all conditions that the tests tell from none, in percent and rounded down; 100 where there are none. */
export const coveragePercent = (results: readonly FileResult[]): number => {
  const sum = (of: 'conditions' | 'told') => results.reduce((total, { coverage }) => total + (coverage?.[of] ?? 0), 0)
  return sum('conditions') === 0 ? 100 : Math.floor((100 * sum('told')) / sum('conditions'))
}
