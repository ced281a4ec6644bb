/** How findings are written: for machines that read them. Text for people is `text/render.ts`. */
import type { LocatedDiagnostic } from '../../text/index.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { sarif } from './sarif.ts'

export interface Findings {
  /** kqlc's own version. */
  readonly version: string
  /** The files that were checked, those without a finding too. */
  readonly files: readonly string[]
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** Those that make the check fail; the errors where it isn't given. */
  readonly failing?: readonly LocatedDiagnostic[]
}

export type FindingsFormat = 'json' | 'sarif' | 'junit' | 'github'

/** Findings as a whole document that ends with a line break. */
export const FINDINGS_FORMATS: Readonly<Record<FindingsFormat, (findings: Findings) => string>> = { json, sarif, junit, github }
