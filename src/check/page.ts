/** A page about a code: `kqlc explain CODE` prints it, docs/diagnostics.md holds them all. */
import type { Severity } from '../text/index.ts'

export interface Page {
  readonly code: string
  /** A few words without a full stop: what is found. */
  readonly title: string
  /** As `kqlc check` reports it unless kqlc.yaml says otherwise. */
  readonly severity: Severity
  /** What it means and why it matters, in a sentence or two. */
  readonly means: string
  /** Something that yields it: a query, a rule's YAML, or what is called and seen on a terminal. */
  readonly example: string
  readonly kind: 'kql' | 'yaml' | 'text'
  /** How to mend it. */
  readonly mend: string
  /** The example mended: nothing is found in it. */
  readonly mended?: string
}

type Written = Omit<Page, 'severity' | 'kind'> & Partial<Pick<Page, 'severity' | 'kind'>>

/** Pages about errors with examples in KQL, where they don't say otherwise. */
export const pages = (...list: readonly Written[]): readonly Page[] => list.map((page) => ({ severity: 'error', kind: 'kql', ...page }))
