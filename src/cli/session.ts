/** What the commands that ask the engine have in common: opening it, loading rules, sending results where they belong. */
import { appendFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Option } from 'commander'
import picocolors from 'picocolors'
import type { Engine, EngineOptions, QueryResult } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { KqlError, type Origin, renderDiagnostic } from '../text/index.ts'
import type { Context } from './context.ts'
import { UsageError } from './exit.ts'
import { FORMATS, type Format, type FormatOptions, writeResult } from './format/index.ts'
import { replaceFile } from './output.ts'
import type { Answered, Asked, PictureOptions, Pictures } from './pictures.ts'
import type { Report } from './report.ts'

export interface OutputOptions {
  readonly format: Format
  readonly output?: string
}

/** Adds --format and -o. */
export const addOutputOptions = (command: Command): Command =>
  command
    .addOption(new Option('--format <format>', 'how the result is written').choices(FORMATS).default('table'))
    .option('-o, --output <file>', 'write the result to a file')

/** Loads the rules that the paths mean and reports what is wrong with the others. */
export const loadReported = async (context: Context, paths: readonly string[], report: Report): Promise<readonly Rule[]> => {
  const { loadRules } = await context.library()
  const { rules, diagnostics } = await loadRules(paths)
  report.files(diagnostics)
  return rules
}

/** Opens an engine for `use` and closes it; what is wrong with the store is reported. */
export const withEngine = async (
  context: Context,
  options: EngineOptions,
  report: Report,
  use: (engine: Engine) => Promise<void>,
): Promise<void> => {
  const { openEngine } = await context.library()
  const engine = await openEngine(options).catch((error: unknown) => {
    if (!(error instanceof KqlError)) throw error
    report.call(error.diagnostics)
    return undefined
  })
  if (!engine) return
  try {
    await use(engine)
  } finally {
    await engine.close()
  }
}

/** Does something with a query; its errors are reported at their places. Undefined then. */
export const reported = async <T>(report: Report, origin: Origin, work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof KqlError)) throw error
    report.query(origin, error.diagnostics)
    return undefined
  }
}

/** Asks one query; what is wrong with it is reported. */
export const ask = async (engine: Engine, { kql, origin }: Asked, report: Report): Promise<Answered> => {
  const start = performance.now()
  const before = report.found.length
  const result = await reported(report, origin, () => engine.query(kql))
  const seconds = (performance.now() - start) / 1000
  if (result) report.query(origin, result.diagnostics ?? [])
  return { result, seconds, messages: report.found.slice(before).map((d) => renderDiagnostic(d)) }
}

/** Asks one query and writes its result; what is wrong with it is reported. */
export const answer = async (
  context: Context,
  engine: Engine,
  asked: Asked,
  options: OutputOptions,
  report: Report,
  pictures: Pictures,
): Promise<void> => {
  const { format } = options
  if (format === 'parquet') {
    const { output = '' } = options
    await reported(report, asked.origin, () => replaceFile(output, (file) => engine.export(asked.kql, file, format)))
    return
  }
  const answered = await ask(engine, asked, report)
  await pictures.show(engine, asked, answered)
  const { result } = answered
  if (!result) return
  await toOutput(context, options, (sink, formatting) => writeResult(format, result, formatting, sink))
  if (context.io.interactive) context.io.err(`${rowCount(result)}\n`)
}

/** `1 row`, `12 rows`. */
export const rowCount = ({ rows }: QueryResult): string => `${rows.length} row${rows.length === 1 ? '' : 's'}`

/** Parquet is written by the engine into a file; throws a UsageError where there is none, or where the rows are wanted too. */
export const checkOutput = ({ format, output, report, chart }: OutputOptions & PictureOptions): void => {
  if (format !== 'parquet') return
  if (output === undefined) throw new UsageError('--format parquet needs a file: -o FILE')
  if (report !== undefined || chart)
    throw new UsageError('--format parquet leaves the rows to the engine: --report and --chart need another format')
}

/** Lets `write` send text to the output file or, without one, to standard output. */
export const toOutput = async (
  { io }: Context,
  { output }: { readonly output?: string | undefined },
  write: (sink: (text: string) => Promise<void>, options: FormatOptions) => Promise<void>,
): Promise<void> => {
  const { bold } = picocolors.createColors(io.colours.out && output === undefined)
  const hidden = (rows: number) => io.err(`kqlc: ${rows} more rows are not shown, --format csv or json writes all\n`)
  const options = { columns: io.columns, bold, hidden }
  if (output === undefined) await write((text) => io.out(text), options)
  else
    await replaceFile(output, async (temporary) => {
      await appendFile(temporary, '')
      await write((text) => appendFile(temporary, text), options)
    })
}
