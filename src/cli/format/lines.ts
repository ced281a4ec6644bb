/** The formats that programs read: JSON, lines of JSON, CSV. Each yields a text in pieces. */
import type { QueryResult } from '../../api.ts'
import { cellText } from '../../types/index.ts'

/** Rows a piece: large enough to write seldom, small enough to hold. */
const BATCH = 1000

function* batches(rows: QueryResult['rows'], text: (row: readonly unknown[], index: number) => string): Generator<string> {
  for (let from = 0; from < rows.length; from += BATCH) {
    yield rows
      .slice(from, from + BATCH)
      .map((row, i) => text(row, from + i))
      .join('')
  }
}

/** A writer of objects with the result's columns as keys, in their order whatever the names are. */
const objectText = (result: QueryResult): ((row: readonly unknown[]) => string) => {
  const keys = result.columns.map((column) => `${JSON.stringify(column.name)}:`)
  return (row) => `{${keys.map((key, i) => key + JSON.stringify(row[i] ?? null)).join(',')}}`
}

/** One array of objects. */
export function* json(result: QueryResult): Generator<string> {
  const object = objectText(result)
  yield '['
  yield* batches(result.rows, (row, i) => `${i === 0 ? '\n' : ',\n'}${object(row)}`)
  yield result.rows.length === 0 ? ']\n' : '\n]\n'
}

/** One object a line. */
export function* ndjson(result: QueryResult): Generator<string> {
  const object = objectText(result)
  yield* batches(result.rows, (row) => `${object(row)}\n`)
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text)

/** RFC 4180 with a header; null and the empty string are both empty. */
export function* csv(result: QueryResult): Generator<string> {
  const { columns } = result
  yield `${columns.map((column) => csvField(column.name)).join(',')}\r\n`
  yield* batches(result.rows, (row) => `${columns.map(({ type }, i) => csvField(cellText(row[i], type))).join(',')}\r\n`)
}
