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

/** A place as `path:line:column`. */
const placeOf = (origin: Origin, offset: number): string => {
  const { line, column } = origin.source.position(origin.sourceOffset(offset))
  return `${origin.source.path}:${line}:${column}`
}

/** Places a diagnostic, whose span counts in the origin's text, in the origin's file; one in a saved function in that function's file. */
export const locate = (diagnostic: Diagnostic, origin: Origin): LocatedDiagnostic => {
  const { elsewhere, start: from, end: to } = diagnostic.span
  if (elsewhere) {
    const { source, call } = elsewhere
    const note = `the function '${source.path}' is called at ${placeOf(origin, call.start)}`
    return locate(
      { ...diagnostic, span: { start: from, end: to }, notes: [...(diagnostic.notes ?? []), note] },
      source.origin ?? wholeFile(source),
    )
  }
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

/** Diagnostics in functions that no file is known of point at the call in the query, with a note that says where in the function; others stay. */
export const atCalls = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.map((d) => {
    const { elsewhere } = d.span
    if (!elsewhere || elsewhere.source.origin) return d
    const { line, column } = elsewhere.source.position(d.span.start)
    return {
      ...d,
      span: elsewhere.call,
      notes: [...(d.notes ?? []), `in the function '${elsewhere.source.path}', line ${line}, column ${column}`],
    }
  })
