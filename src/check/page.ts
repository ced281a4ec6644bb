/** A page about a code: `kqlc explain CODE` prints it, docs/diagnostics.md holds them all. */
import type { Severity } from '../text/index.ts'

/** What is shown in an example: a query, a rule's YAML, or what is called and seen on a terminal. */
export type ExampleKind = 'kql' | 'yaml' | 'text'

export interface Page {
  readonly code: string
  /** A few words without a full stop: what is found. */
  readonly title: string
  /** As it is reported unless kqlc.yaml says otherwise. */
  readonly severity: Severity
  /** What it means and why it matters, in a sentence or two. */
  readonly means: string
  /** Something that yields it. */
  readonly example: string
  readonly kind: ExampleKind
  /** How to mend it. */
  readonly mend: string
  /** The example mended. */
  readonly mended?: string
}

/** A page with an example in KQL. */
export const kqlPage = (
  code: string,
  severity: Severity,
  title: string,
  means: string,
  example: string,
  mend: string,
  mended?: string,
): Page => ({ code, severity, title, means, example, kind: 'kql', mend, ...(mended === undefined ? {} : { mended }) })
