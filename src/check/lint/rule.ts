import type { Diagnostic } from '../../text/index.ts'
import type { Page } from '../page.ts'
import type { Subject } from './subject.ts'

/** One lint rule. It says nothing rather than something doubtful: a finding is true of the query whatever the data. */
export interface LintRule {
  /** What it finds, for `kqlc explain`; its code and its severity are there. */
  readonly page: Page
  /** Findings; spans count in the query. Never throws. */
  readonly check: (subject: Subject) => readonly Diagnostic[]
}
