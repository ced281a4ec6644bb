/** Results as pictures beside the output proper: `--report` gathers them in a page, `--chart` draws them in the terminal. */
import { statSync } from 'node:fs'
import type { Command } from 'commander'
import type { Engine, EngineOptions, QueryResult, SeriesView } from '../api.ts'
import type { Rule } from '../load/index.ts'
import type { Section } from '../report/index.ts'
import { KqlError, type Origin } from '../text/index.ts'
import type { Context } from './context.ts'
import { UsageError } from './exit.ts'
import { replaceText } from './output.ts'

export interface PictureOptions {
  readonly report?: string
  readonly chart?: boolean
}

/** A rule, or a query without one. */
export interface Asked {
  readonly kql: string
  readonly origin: Origin
  readonly rule?: Rule | undefined
}

/** What came of it; `messages` says why there is no result, and what else was found. */
export interface Answered {
  readonly result: QueryResult | undefined
  readonly seconds: number
  readonly messages: readonly string[]
}

export interface Pictures {
  /** What the engine is to be opened with: at a time that the page can name. */
  readonly engine: EngineOptions
  /** Takes up an answer, and draws it in the terminal where that is asked for. */
  show(engine: Engine, asked: Asked, answered: Answered): Promise<void>
  /** Writes the page where there is one to write. */
  end(): Promise<void>
}

/** Adds --report and --chart. */
export const addPictureOptions = (command: Command): Command =>
  command
    .option('--report <file.html>', 'also write the results as one page with charts and tables')
    .option('--chart', 'also draw charts in the terminal, on standard error: standard output stays the result')

/** Throws a UsageError where the page can't be written for a reason that is plain now; rules may run for long. */
const checkFile = (file: string): void => {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`--report ${file}: this is a folder`)
}

/** The series that a query decomposes. They are an extra: where they can't be had, that is said in the place of the picture. */
const seriesOf = async (engine: Engine, kql: string): Promise<{ series: readonly SeriesView[]; messages: readonly string[] }> => {
  try {
    return { series: await engine.series(kql), messages: [] }
  } catch (error) {
    if (!(error instanceof KqlError)) throw error
    return { series: [], messages: error.diagnostics.map((d) => `The decomposed series can't be drawn: ${d.message}`) }
  }
}

/** The pictures that the options ask for, of results of an engine with these options. */
export const picturesOf = (context: Context, { report: file, chart }: PictureOptions, engineOptions: EngineOptions): Pictures => {
  if (file === undefined && !chart) return { engine: engineOptions, show: async () => undefined, end: async () => undefined }
  if (file !== undefined) checkFile(file)
  const { io } = context
  const sections: Section[] = []
  const now = new Date(engineOptions.now ?? Date.now()).toISOString()
  return {
    engine: { ...engineOptions, now: engineOptions.now ?? now },
    show: async (engine, { kql, rule }, { result, seconds, messages }) => {
      const { reportSection, drawCharts } = await context.library()
      const found = result ? await seriesOf(engine, kql) : { series: [], messages: [] }
      const { id, name = 'Query', path, description, severity, tactics } = rule ?? {}
      const about = { id, name, path, description, severity, tactics }
      const entry = { ...about, kql, seconds, result, series: found.series, messages: [...messages, ...found.messages] }
      if (file !== undefined) sections.push(await reportSection(entry))
      if (chart) io.err(await drawCharts(entry, { columns: io.errColumns, colours: io.colours.err }))
    },
    end: async () => {
      if (file === undefined) return
      const { reportPage } = await context.library()
      await replaceText(file, await reportPage(sections, { now, about: engineOptions.data }))
    },
  }
}
