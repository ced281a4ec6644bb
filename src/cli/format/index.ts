/** Results as text, in the formats that `--format` names. */
import type { QueryResult } from '../../api.ts'
import { csv, json, ndjson } from './lines.ts'

export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'parquet', 'md'] as const
export type Format = (typeof FORMATS)[number]
/** All but Parquet, which the engine writes. */
export type TextFormat = Exclude<Format, 'parquet'>
/** Formats in which the results of several rules can stand one after the other. */
export type SeveralFormat = Exclude<Format, 'parquet' | 'csv'>

/** The rule that a result is of, where the output holds those of several. */
export interface Label {
  readonly id?: string | undefined
  readonly name: string
  readonly path: string
}

export interface FormatOptions {
  /** Cells of a line. */
  readonly columns: number
  readonly bold: (text: string) => string
  /** Called where rows are left out. */
  readonly hidden: (rows: number) => void
}

type Sink = (text: string) => Promise<void>
type WriteOne = (result: QueryResult, options: FormatOptions) => Iterable<string> | Promise<Iterable<string>>

const ONE: Readonly<Record<TextFormat, WriteOne>> = {
  // What only people read is laid out by a package that programs needn't wait for.
  table: async (result, options) => {
    const { table } = await import('./table.ts')
    const { text, hidden } = table(result, options)
    if (hidden > 0) options.hidden(hidden)
    return [text]
  },
  md: async (result) => [(await import('./table.ts')).markdown(result)],
  json,
  ndjson,
  csv,
}

interface WriteSeveral {
  readonly begin: string
  readonly between: string
  readonly end: string
  of(label: Label, pieces: Iterable<string>, result: QueryResult, options: FormatOptions): Iterable<string>
}

const SEVERAL: Readonly<Record<SeveralFormat, WriteSeveral>> = {
  table: {
    begin: '',
    between: '\n',
    end: '',
    *of(label, pieces, _, { bold }) {
      yield `${bold(label.name)}  ${label.path}\n`
      yield* pieces
    },
  },
  md: {
    begin: '',
    between: '\n',
    end: '',
    *of(label, pieces) {
      yield `## ${label.name}\n\n`
      yield* pieces
    },
  },
  json: {
    begin: '[\n',
    between: ',\n',
    end: ']\n',
    *of(label, pieces, { columns }) {
      yield `{"rule":${JSON.stringify(label)},"columns":${JSON.stringify(columns)},"rows":`
      yield* pieces
      yield '}'
    },
  },
  ndjson: {
    begin: '',
    between: '',
    end: '',
    *of(label, pieces) {
      const head = `{"rule":${JSON.stringify(label)},"row":`
      for (const lines of pieces) yield lines.replace(/^(.*)\n/gm, (_, row) => `${head}${row}}\n`)
    },
  },
}

/** Whether results of several rules can stand in one output of this format. */
export const takesSeveral = (format: Format): format is SeveralFormat => format in SEVERAL

/** Writes a result by itself. */
export const writeResult = async (format: TextFormat, result: QueryResult, options: FormatOptions, sink: Sink): Promise<void> => {
  for (const piece of await ONE[format](result, options)) await sink(piece)
}

/** Writes results one after the other, each with its rule, as they come. */
export const writeResults = async (
  format: SeveralFormat,
  results: AsyncIterable<{ readonly label: Label; readonly result: QueryResult }>,
  options: FormatOptions,
  sink: Sink,
): Promise<void> => {
  const { begin, between, end, of } = SEVERAL[format]
  await sink(begin)
  let first = true
  for await (const { label, result } of results) {
    if (!first) await sink(between)
    first = false
    for (const piece of of(label, await ONE[format](result, options), result, options)) await sink(piece)
  }
  await sink(end)
}
