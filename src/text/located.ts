import type { Diagnostic } from './diagnostic.ts'
import type { Position, Source } from './source.ts'

/** A diagnostic with its place in a file. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly path: string
  readonly position: Position
  /** Where the marked text ends, exclusive; on the first line where it spans several. */
  readonly end: Position
  /** The line of `position`. */
  readonly excerpt: string
}

/** Where a query's text stands: the file, and for an offset in the text its offset in the file. */
export interface Origin {
  readonly source: Source
  sourceOffset(offset: number): number
}

/** The origin of a text that is a whole file by itself. */
export const wholeFile = (source: Source): Origin => ({ source, sourceOffset: (offset) => offset })

/** Places a diagnostic, whose span counts in the origin's text, in the origin's file. */
export const locate = (diagnostic: Diagnostic, origin: Origin): LocatedDiagnostic => {
  const { source } = origin
  const start = origin.sourceOffset(diagnostic.span.start)
  const length = diagnostic.span.end - diagnostic.span.start
  // The last character is placed, not the end: what lies between two characters can be indentation of the file.
  const end = length > 0 ? Math.max(start, origin.sourceOffset(diagnostic.span.end - 1) + 1) : start
  const position = source.position(start)
  const excerpt = source.line(position.line)
  const last = source.position(end)
  const sameLine = last.line === position.line
  return {
    ...diagnostic,
    path: source.path,
    position,
    end: sameLine ? last : { line: position.line, column: excerpt.length + 1 },
    excerpt,
  }
}
