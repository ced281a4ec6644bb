/**
 * A baseline: findings that were there when checking began and may stay. It may only shrink. An entry names the file, the code and the
 * text of the line, not its number, so that a change elsewhere in the file moves nothing.
 */
import { existsSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { type LocatedDiagnostic, locate, messages, Source, wholeFile } from '../text/index.ts'

export interface BaselineEntry {
  /** From the folder of the baseline, with slashes. */
  readonly path: string
  readonly code: string
  readonly line: string
}

const entryOf = (d: LocatedDiagnostic, folder: string): BaselineEntry => ({
  path: relative(folder, resolve(d.path)).split(sep).join('/'),
  code: d.code,
  line: d.excerpt.trim(),
})

const keyOf = ({ path, code, line }: BaselineEntry): string => `${path}\t${code}\t${line}`

const isEntry = (value: unknown): value is BaselineEntry =>
  typeof value === 'object' &&
  value !== null &&
  ['path', 'code', 'line'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

/** The entries of a baseline's text; undefined where it is none. */
export const parseBaseline = (text: string): readonly BaselineEntry[] | undefined => {
  try {
    const { findings } = JSON.parse(text) as { findings?: unknown }
    return Array.isArray(findings) && findings.every(isEntry) ? findings : undefined
  } catch {
    return undefined
  }
}

/** A baseline's text: an entry a line, sorted, so that two versions compare well. */
export const showBaseline = (entries: readonly BaselineEntry[]): string => {
  const lines = entries
    .map((e) => ({ key: keyOf(e), text: `    ${JSON.stringify({ path: e.path, code: e.code, line: e.line })}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((l) => l.text)
  return `{\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`
}

/** All findings as entries of a baseline in `file`. */
export const baselineOf = (found: readonly LocatedDiagnostic[], file: string): readonly BaselineEntry[] =>
  found.map((d) => entryOf(d, dirname(resolve(file))))

export interface Compared {
  /** Findings that the baseline doesn't have. */
  readonly fresh: readonly LocatedDiagnostic[]
  /** Entries that are still found: what a smaller baseline would hold. */
  readonly kept: readonly BaselineEntry[]
  /** A finding in the baseline's file for each entry that is found no more. */
  readonly gone: readonly LocatedDiagnostic[]
}

/** Findings against a baseline, whose text is `text`; each entry stands for one finding. `checked` are the files that were looked at. */
export const compareBaseline = (
  found: readonly LocatedDiagnostic[],
  entries: readonly BaselineEntry[],
  { file, text, checked }: { readonly file: string; readonly text: string; readonly checked: readonly string[] },
): Compared => {
  const folder = dirname(resolve(file))
  const left = new Map<string, number>()
  for (const entry of entries) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + 1)
  const fresh = found.filter((d) => {
    const key = keyOf(entryOf(d, folder))
    const count = left.get(key) ?? 0
    if (count > 0) left.set(key, count - 1)
    return count === 0
  })
  const source = new Source(file, text)
  const looked = new Set(checked.map((path) => resolve(path)))
  const gone: LocatedDiagnostic[] = []
  // From the end: the entries that are too many are the last of their kind.
  const kept = entries.toReversed().filter((entry) => {
    const key = keyOf(entry)
    const count = left.get(key) ?? 0
    const path = resolve(folder, entry.path)
    // A run over a part of the rules says nothing of the others; a file that is no longer there has no findings.
    if (count === 0 || (!looked.has(path) && existsSync(path))) return true
    left.set(key, count - 1)
    const at = Math.max(text.indexOf(JSON.stringify({ path: entry.path, code: entry.code, line: entry.line })), 0)
    gone.push(locate(messages.goneFromBaseline({ start: at, end: at + 1 }, entry.code, entry.path), wholeFile(source)))
    return false
  })
  return { fresh, kept: kept.reverse(), gone: gone.reverse() }
}
