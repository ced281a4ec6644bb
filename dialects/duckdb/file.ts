/** Files that a query names, read as text: nothing is guessed from the data. */
import * as sql from '../../src/sql/build.ts'
import type { FileSource, SqlExpr, SqlFrom } from '../../src/sql/index.ts'

const SEPARATORS: Readonly<Record<Exclude<FileSource['format'], 'json'>, string>> = {
  csv: ',',
  tsv: '\t',
  psv: '|',
  scsv: ';',
  sohsv: '\u0001',
  // A character that no text has, so that a line is one field.
  txt: '\u001f',
}

/** Records may have more fields than are asked for, up to so many. */
const FURTHER = 200

const named = (name: string, value: SqlExpr): SqlExpr => ({ kind: 'named', name, value })

export const file = (source: FileSource, alias: string): { from: SqlFrom; columns: readonly string[] } => {
  const { format, positions } = source
  const paths = sql.list(source.paths.map((p) => sql.literal(p)))
  if (format === 'json') {
    const fields = [{ name: 'record', value: sql.literal('JSON') }]
    const options = [named('format', sql.literal('auto')), named('records', sql.FALSE), named('columns', { kind: 'struct', fields })]
    const from: SqlFrom = { kind: 'tableFunction', name: 'read_json', args: [paths, ...options], alias }
    return { from, columns: positions.map(() => 'record') }
  }
  const width = format === 'txt' ? 1 : Math.max(0, ...positions) + 1 + FURTHER
  const fields = Array.from({ length: width }, (_, i) => ({ name: `c${i}`, value: sql.literal('VARCHAR') }))
  const quote = sql.literal(format === 'txt' ? '' : '"')
  const options = [
    named('auto_detect', sql.FALSE),
    named('header', sql.literal(source.header)),
    named('delim', sql.literal(SEPARATORS[format])),
    named('quote', quote),
    named('escape', quote),
    named('columns', { kind: 'struct', fields }),
    ...(format === 'txt' ? [named('strict_mode', sql.FALSE)] : [named('null_padding', sql.TRUE)]),
  ]
  const from: SqlFrom = { kind: 'tableFunction', name: 'read_csv', args: [paths, ...options], alias }
  return { from, columns: positions.map((p) => `c${p}`) }
}
