/** Diagnostics as people read them. */
import type { Severity } from './diagnostic.ts'
import type { LocatedDiagnostic } from './located.ts'
import { width } from './width.ts'

type Paint = (text: string) => string

/** How parts of a message are coloured; picocolors has this form. */
export interface Colours {
  readonly bold: Paint
  readonly red: Paint
  readonly yellow: Paint
  readonly cyan: Paint
  readonly dim: Paint
}

const same: Paint = (text) => text
export const NO_COLOURS: Colours = { bold: same, red: same, yellow: same, cyan: same, dim: same }

export interface RenderOptions {
  readonly colours?: Colours | undefined
  /** Cells of a line of the excerpt; a longer line is shown around the marked place. Default 120. */
  readonly columns?: number | undefined
}

const COLOUR_OF: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = { error: 'red', warning: 'yellow', info: 'cyan' }

/** Tabs and control characters would move the mark away from what it marks. */
const visible = (text: string): string => text.replaceAll('\t', '    ').replace(/\p{Cc}/gu, '\u00b7')

/** Rules come from anywhere: none of their text may steer the terminal. */
const harmless = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '\u00b7')

/** The part of a line that is shown, with the text in front of the mark and the marked text. */
const frame = (line: string, start: number, end: number, columns: number) => {
  const before = visible(line.slice(0, start))
  const marked = visible(line.slice(start, end))
  const after = visible(line.slice(end))
  if (before.length + marked.length + after.length <= columns) return { before, marked, after }
  const room = Math.max(columns - Math.min(marked.length, columns), 0)
  const left = before.length > room / 2 ? `…${before.slice(before.length - Math.floor(room / 2))}` : before
  const mark = marked.slice(0, columns)
  const right = Math.max(columns - left.length - mark.length, 0)
  return { before: left, marked: mark, after: after.length > right ? `${after.slice(0, right)}…` : after }
}

/**
 * A diagnostic as text: `path:line:column: error KQL0042: message`, the line with a mark under what is meant, notes. Without a final
 * line break.
 */
export const renderDiagnostic = (diagnostic: LocatedDiagnostic, options: RenderOptions = {}): string => {
  const { colours: paint = NO_COLOURS, columns = 120 } = options
  const { path, position, severity, code, message } = diagnostic
  const colour = paint[COLOUR_OF[severity]]
  const lines = [`${paint.bold(`${path}:${position.line}:${position.column}:`)} ${colour(`${severity} ${code}:`)} ${harmless(message)}`]
  const number = String(position.line)
  const margin = ' '.repeat(number.length)
  if (diagnostic.excerpt.trim() !== '') {
    const start = position.column - 1
    const { before, marked, after } = frame(diagnostic.excerpt, start, Math.max(diagnostic.end.column - 1, start), columns)
    lines.push(`  ${paint.dim(`${number} |`)} ${before}${marked}${after}`.trimEnd())
    lines.push(`  ${paint.dim(`${margin} |`)} ${' '.repeat(width(before))}${colour(`^${'~'.repeat(Math.max(width(marked) - 1, 0))}`)}`)
  }
  for (const note of diagnostic.notes ?? []) lines.push(`  ${margin} ${paint.cyan('note:')} ${harmless(note)}`)
  return lines.join('\n')
}
