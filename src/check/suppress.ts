/**
 * Comments that switch findings off: `// kqlc-disable CODE, CODE` at the end of a line or on lines of its own above it, and
 * `// kqlc-disable-file CODE` anywhere; in YAML outside the query with `#`. What stands behind the codes says why.
 */
import { type LocatedDiagnostic, locate, messages, type Source, wholeFile } from '../text/index.ts'

interface Entry {
  readonly code: string
  readonly start: number
  /** The line that it is about, counted from 1; undefined for the whole file. */
  readonly line: number | undefined
  used: boolean
}

const COMMENT = /(\/\/|#)[ \t]*kqlc-disable(-file)?[ \t:]+((?:KQL\d{4})(?:[ \t]*,[ \t]*KQL\d{4})*)/g
/** A line that holds a comment alone. */
const COMMENT_LINE = /^\s*(?:\/\/|#|$)/

const entriesOf = (source: Source): Entry[] =>
  [...source.text.matchAll(COMMENT)].flatMap((match) => {
    const { line, column } = source.position(match.index)
    const alone =
      source
        .line(line)
        .slice(0, column - 1)
        .trim() === ''
    let about: number | undefined = line
    if (match[2] !== undefined) about = undefined
    else if (alone) {
      about = line + 1
      const last = source.position(source.text.length).line
      while (about < last && COMMENT_LINE.test(source.line(about))) about++
    }
    const codes = match[3] ?? ''
    const from = match.index + match[0].length - codes.length
    return [...codes.matchAll(/KQL\d{4}/g)].map((code) => ({ code: code[0], start: from + code.index, line: about, used: false }))
  })

/** The findings that no comment switches off, and those about comments that switch off nothing. `sources` are the files that were checked. */
export const applyComments = (found: readonly LocatedDiagnostic[], sources: Iterable<Source>): readonly LocatedDiagnostic[] => {
  const entries = new Map<string, Entry[]>()
  const bySource = new Map<string, Source>()
  for (const source of sources) {
    if (bySource.has(source.path)) continue
    bySource.set(source.path, source)
    const own = source.text.includes('kqlc-disable') ? entriesOf(source) : []
    if (own.length > 0) entries.set(source.path, own)
  }
  const kept = found.filter((d) => {
    const hits = (entries.get(d.path) ?? []).filter((e) => e.code === d.code && (e.line === undefined || e.line === d.position.line))
    for (const hit of hits) hit.used = true
    return hits.length === 0
  })
  const unused = [...entries].flatMap(([path, own]) =>
    own
      .filter((e) => !e.used)
      .map((e) =>
        locate(
          messages.unusedComment({ start: e.start, end: e.start + e.code.length }, e.code, e.line),
          wholeFile(bySource.get(path) as Source),
        ),
      ),
  )
  return [...kept, ...unused]
}
