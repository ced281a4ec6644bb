import type { Source } from './source.ts'

/** A half-open range of UTF-16 offsets into a source text. */
export interface Span {
  readonly start: number
  readonly end: number
  /** Set where the offsets count in another text than the query's own. */
  readonly elsewhere?: Elsewhere | undefined
}

/** A text that a query calls: a saved function. */
export interface Elsewhere {
  readonly source: Source
  /** What calls it, in the query's own text. */
  readonly call: Span
}

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) })
