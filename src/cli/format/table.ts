/** The formats that people read: tables for the terminal and for Markdown. */
import Table from 'cli-table3'
import type { QueryResult } from '../../api.ts'
import { cut, width } from '../../text/index.ts'
import { isNumber, shortText } from '../../types/index.ts'

/** Rows that are laid out; who reads more than that wants another format. */
const MOST_ROWS = 1000
/** A column narrower than this says nothing. */
const NARROWEST = 8
/** A cell is cut here even where there is room. */
const WIDEST = 60
/** Cells between two columns: a bar and a space at each side. */
const GAP = 3

/** Line breaks and control characters would tear the table. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ⏎ ').replace(/\p{Cc}/gu, ' ')

/** The largest widths that fit: wide columns give way to narrow ones. */
const shrunk = (natural: readonly number[], room: number): readonly number[] | undefined => {
  const sum = (cap: number) => natural.reduce((total, n) => total + Math.min(n, cap), 0)
  let cap = Math.max(...natural, NARROWEST)
  while (sum(cap) > room && cap >= NARROWEST) cap--
  return cap < NARROWEST ? undefined : natural.map((n) => Math.min(n, cap))
}

const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  right: '',
  mid: '',
  'left-mid': '',
  'mid-mid': '',
  'right-mid': '',
} as const

const horizontal = (result: QueryResult, cells: readonly (readonly string[])[], widths: readonly number[], bold: (t: string) => string) => {
  const table = new Table({
    chars: { ...BORDERLESS, middle: '│' },
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
    colWidths: widths.map((w) => w + 2),
    colAligns: result.columns.map(({ type }) => (isNumber(type) ? 'right' : 'left')),
  })
  table.push(result.columns.map(({ name }, i) => bold(cut(oneLine(name), widths[i] ?? 0))))
  table.push(widths.map((w) => '─'.repeat(w)))
  for (const row of cells) table.push(row.map((text, i) => cut(text, widths[i] ?? 0)))
  const lines = table.toString().split('\n')
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

/** One line a value, for results that are wider than the terminal. Tables have hundreds of columns: the empty ones say nothing here. */
const vertical = (result: QueryResult, cells: readonly (readonly string[])[], columns: number, bold: (t: string) => string) => {
  const names = result.columns.map(({ name }) => cut(oneLine(name), WIDEST))
  const margin = Math.max(...names.map(width))
  const room = Math.max(columns - margin - 2, NARROWEST)
  const records = cells.map((row, i) => {
    const title = `── ${i + 1} `
    const filled = [...row.entries()].filter(([, text]) => text !== '')
    const lines = filled.map(([c, text]) => `${bold(names[c] ?? '')}${' '.repeat(margin - width(names[c] ?? ''))}  ${cut(text, room)}\n`)
    return `${title}${'─'.repeat(Math.max(Math.min(columns, 60) - title.length, 0))}\n${lines.join('')}`
  })
  return records.join('')
}

export interface TableOptions {
  /** Cells of a line. */
  readonly columns: number
  readonly bold: (text: string) => string
}

/** A table that fits the terminal, or one value a line where it can't. `hidden` counts the rows that are left out. */
export const table = (result: QueryResult, { columns, bold }: TableOptions): { readonly text: string; readonly hidden: number } => {
  const shown = result.rows.slice(0, MOST_ROWS)
  const cells = shown.map((row) => result.columns.map(({ type }, i) => oneLine(shortText(row[i], type))))
  const natural = result.columns.map(({ name }, i) =>
    Math.min(
      WIDEST,
      Math.max(
        width(oneLine(name)),
        cells.reduce((most, row) => Math.max(most, width(row[i] ?? '')), 1),
      ),
    ),
  )
  const hidden = result.rows.length - shown.length
  if (result.columns.length === 0) return { text: '', hidden }
  const widths = shrunk(natural, columns - GAP * result.columns.length)
  const text = widths || cells.length === 0 ? horizontal(result, cells, widths ?? natural, bold) : vertical(result, cells, columns, bold)
  return { text, hidden }
}

const markdownCell = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/\r?\n|\r/g, '<br>')

/** A table of GitHub Flavored Markdown. */
export const markdown = (result: QueryResult): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const { columns, rows } = result
  return [
    line(columns.map(({ name }) => markdownCell(name))),
    line(columns.map(({ type }) => (isNumber(type) ? '--:' : '---'))),
    ...rows.map((row) => line(columns.map(({ type }, i) => markdownCell(shortText(row[i], type))))),
  ].join('')
}
