/** How results of tests are written for machines. What people read is `show.ts`. */
import type { LocatedDiagnostic } from '../../text/index.ts'
import type { FileResult } from '../run.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'

export interface TestReport {
  readonly results: readonly FileResult[]
  /** About files, rules and coverage, not about a single case. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

export type TestFormat = 'json' | 'junit'

/** Results as a whole document that ends with a line break. */
export const TEST_FORMATS: Readonly<Record<TestFormat, (report: TestReport) => string>> = { json, junit }
