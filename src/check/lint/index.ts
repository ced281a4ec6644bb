/** The lint rules, one a file. */
import type { Query } from '../../kql/index.ts'
import type { Rule } from '../../load/index.ts'
import type { Rel } from '../../plan/index.ts'
import type { Diagnostic } from '../../text/index.ts'
import { alwaysOneRow } from './always-one-row.ts'
import { boolText } from './bool-text.ts'
import { caseVaries } from './case-varies.ts'
import { chartOfRule } from './chart-of-rule.ts'
import { alwaysEither, neverBoth } from './contradiction.ts'
import { joinKind } from './join-kind.ts'
import { literalStar } from './literal-star.ts'
import { longerThanPeriod } from './longer-than-period.ts'
import { needlessCase } from './needless-case.ts'
import { neverNull } from './never-null.ts'
import { neverThatCase } from './never-that-case.ts'
import { noTimeFilter } from './no-time-filter.ts'
import { oldNames } from './old-names.ts'
import { orderLost } from './order-lost.ts'
import { plainRegex } from './plain-regex.ts'
import { repeatedCondition } from './repeated-condition.ts'
import { repeatedValue } from './repeated-value.ts'
import type { LintRule } from './rule.ts'
import { subjectOf } from './subject.ts'
import { takeBeforeAggregate } from './take-before-aggregate.ts'
import { typesDiffer } from './types-differ.ts'
import { unusedLet } from './unused-let.ts'
import { wholeDatabase } from './whole-database.ts'
import { wholeTerms } from './whole-terms.ts'
import { wordInName } from './word-in-name.ts'

export const LINT_RULES: readonly LintRule[] = [
  noTimeFilter,
  wholeDatabase,
  unusedLet,
  joinKind,
  takeBeforeAggregate,
  orderLost,
  caseVaries,
  neverThatCase,
  needlessCase,
  plainRegex,
  literalStar,
  wholeTerms,
  wordInName,
  neverNull,
  boolText,
  repeatedValue,
  neverBoth,
  alwaysEither,
  alwaysOneRow,
  chartOfRule,
  typesDiffer,
  oldNames,
  repeatedCondition,
  longerThanPeriod,
]

/** What the lint rules find in a rule's query; `plan` is what binding made of `tree`, each undefined after errors. Spans count in the query. */
export const lint = (rule: Rule, tree: Query | undefined, plan: Rel | undefined): readonly Diagnostic[] => {
  if (!tree) return []
  const subject = subjectOf(rule, tree, plan)
  return LINT_RULES.flatMap(({ check }) => check(subject))
}
