/** A result as a table of the page. */
import type { QueryResult, ResultColumn } from '../api.ts'
import { isNumber, type KustoType, shortText } from '../types/index.ts'
import { escaped, visible } from './html.ts'

/** Rows of a result that a page shows: more is the work of other formats. */
const MOST_ROWS = 1000
/** Characters of a value that are seen before it is opened. */
const FOLDED = 120
/** Characters of a value that a page holds. */
const LONGEST = 20_000

const count = (n: number): string => n.toLocaleString('en', { maximumFractionDigits: 3 })

const cut = (text: string, length: number): string => {
  const end = /[\ud800-\udbff]$/.test(text.slice(0, length)) ? length - 1 : length
  return text.slice(0, end)
}

/** Digits of a real that are seen; the others are in the title. */
const DIGITS = 6
/** Texts up to here stay on one line. */
const ONE_LINE = 40

const realCell = (value: number, text: string): string => {
  const short = String(Number(value.toPrecision(DIGITS)))
  return short.length < text.length
    ? `<td class="number" title="${escaped(text)}">${short}</td>`
    : `<td class="number">${escaped(text)}</td>`
}

const cell = (value: unknown, { type }: ResultColumn): string => {
  const text = shortText(value, type)
  if (text === '') return '<td></td>'
  if (typeof value === 'number' && type === 'real') return realCell(value, text)
  const kind = isNumber(type) ? ' class="number"' : text.length > ONE_LINE ? ' class="long"' : ''
  if (text.length <= FOLDED) return `<td${kind} dir="auto">${visible(text)}</td>`
  const pretty = type === 'dynamic' && typeof value === 'object' ? JSON.stringify(value, undefined, 1) : text
  const rest = pretty.length - LONGEST
  const full = rest > 0 ? `${visible(cut(pretty, LONGEST))}</span><em> … ${count(rest)} more characters</em>` : `${visible(pretty)}</span>`
  return `<td class="long"><details><summary dir="auto">${visible(cut(text, FOLDED))}…</summary><span class="full" dir="auto">${full}</details></td>`
}

const sortOf = ({ type }: ResultColumn): string => (isNumber(type) ? 'number' : type === 'timespan' ? 'timespan' : 'text')

/** Tables have hundreds of columns, most of them empty in a result: only their names are worth a line. */
const emptyColumns = ({ columns, rows }: QueryResult): ReadonlySet<number> =>
  new Set(rows.length === 0 ? [] : columns.flatMap((c, i) => (rows.every((row) => shortText(row[i], c.type) === '') ? [i] : [])))

/** The table with what a reader has to know of it. */
export const tableHtml = (result: QueryResult): string => {
  const { columns, rows } = result
  if (columns.length === 0) return ''
  const empty = emptyColumns(result)
  const shown = columns.flatMap((column, at) => (empty.has(at) ? [] : [{ column, at }]))
  const head = shown
    .map(({ column }) => {
      const button = `<button type="button" title="${escaped(column.type)}" dir="auto">${visible(column.name)}</button>`
      return `<th scope="col" data-sort="${sortOf(column)}"${isNumber(column.type) ? ' class="number"' : ''}>${button}</th>`
    })
    .join('')
  const lines = rows.slice(0, MOST_ROWS).map((row) => `<tr>${shown.map(({ column, at }) => cell(row[at], column)).join('')}</tr>`)
  const notes = [
    rows.length > MOST_ROWS ? `<p class="note">The first ${count(MOST_ROWS)} of ${count(rows.length)} rows are shown.</p>` : '',
    empty.size > 0
      ? `<details class="note"><summary>${empty.size} column${empty.size === 1 ? ' is' : 's are'} empty in all rows and not shown</summary><p dir="auto">${[...empty].map((at) => visible(columns[at]?.name ?? '')).join(', ')}</p></details>`
      : '',
    rows.length === 0 ? '<p class="note">No rows.</p>' : '',
  ]
  const scrolled = `<div class="table" tabindex="0" role="region" aria-label="Result"><table><thead><tr>${head}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>`
  return `${shown.length > 0 ? scrolled : ''}\n${notes.filter(Boolean).join('\n')}`
}

const cardText = (value: unknown, type: KustoType): string =>
  typeof value === 'number' ? count(value) : visible(cut(shortText(value, type), FOLDED))

/** A result of `render card`: the values of its first row, large. */
export const cardHtml = ({ columns, rows: [first] }: QueryResult): string =>
  first
    ? `<dl class="card">${columns.map((c, i) => `<div><dt dir="auto">${visible(c.name)}</dt><dd dir="auto">${cardText(first[i], c.type)}</dd></div>`).join('')}</dl>`
    : ''
