/** What every page does: tables are sorted by a click on a column's head. */

const KEYS: Readonly<Record<string, (text: string) => number | string>> = {
  number: (text) => (text === '' ? Number.NEGATIVE_INFINITY : Number(text)),
  text: (text) => text,
  /** `[-][d.]hh:mm:ss[.fffffff]` */
  timespan: (text) => {
    const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = /^(-?)(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(text) ?? []
    const size = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
    return text === '' ? Number.NEGATIVE_INFINITY : sign ? -size : size
  },
}

const collator = new Intl.Collator('en', { numeric: true })

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a === b
      ? 0
      : a < b || Number.isNaN(a)
        ? -1
        : 1
    : collator.compare(String(a), String(b))

/** What a cell holds, however little of it is seen. */
const fullText = (cell: HTMLElement | undefined): string => cell?.title || ((cell?.querySelector('.full') ?? cell)?.textContent ?? '')

const sort = (head: HTMLTableCellElement): void => {
  const body = head.closest('table')?.tBodies[0]
  if (!body) return
  const ascending = head.getAttribute('aria-sort') !== 'ascending'
  for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending')
  const keyOf = KEYS[head.dataset.sort ?? 'text'] ?? String
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(fullText(row.cells[head.cellIndex])) }))
  rows.sort((a, b) => (ascending ? 1 : -1) * compare(a.key, b.key))
  body.append(...rows.map((r) => r.row))
}

for (const button of document.querySelectorAll('th > button'))
  button.addEventListener('click', () => sort(button.parentElement as HTMLTableCellElement))
