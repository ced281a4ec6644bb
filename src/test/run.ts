/** Runs test files on a few engines side by side. */
import type { EngineOptions } from '../api.ts'
import type { Rule } from '../load/index.ts'
import { type Bench, openBench, type Session } from '../run/index.ts'
import { scheduleOf, triggers } from '../schedule/index.ts'
import { type LocatedDiagnostic, locate, messages, nearest } from '../text/index.ts'
import { ask } from './ask.ts'
import { compare, type Difference, type Outcome } from './compare.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { Scratch } from './data.ts'
import type { TestCase, TestFile } from './model.ts'
import { type Prepared, prepare } from './prepare.ts'

export interface RunOptions {
  /** What rules find around them; its events are not used. */
  readonly around: EngineOptions
  /** Engines at the same time. */
  readonly workers: number
  /** A folder for the rows of the tests: whoever made it removes it. */
  readonly scratch: string
  readonly coverage?: boolean | undefined
}

export interface CaseResult {
  readonly test: TestCase
  /** Undefined where the case's data isn't there. */
  readonly outcome: Outcome | undefined
  readonly differences: readonly Difference[]
  readonly faults: readonly LocatedDiagnostic[]
  readonly passed: boolean
  /** Whether the service would raise an alert. */
  readonly fires: boolean
  readonly milliseconds: number
}

export interface FileResult {
  readonly file: TestFile
  readonly cases: readonly CaseResult[]
  readonly warnings: readonly LocatedDiagnostic[]
  readonly coverage: Coverage | undefined
}

/** Whether the service would raise an alert; of rules that it doesn't run by itself, whether there is anything to see. */
const firesAt = (rule: Rule, count: number): boolean => {
  const planned = scheduleOf(rule)
  return 'schedule' in planned ? triggers(planned.schedule.trigger, count) : count > 0
}

/** What a rule reads that isn't there is empty in a test: that is told, once a file. */
const EMPTY = new Set([messages.emptyExternal({ start: 0, end: 0 }, '').code, messages.emptyWatchlist({ start: 0, end: 0 }, '').code])

const emptyReads = (rule: Rule, outcome: Outcome): LocatedDiagnostic[] =>
  'errors' in outcome ? [] : (outcome.result.diagnostics ?? []).filter((d) => EMPTY.has(d.code)).map((d) => locate(d, rule))

/** Tables of a case that the rule doesn't read are misspelt, or left over. */
const unread = ({ file, test }: Prepared, read: readonly string[]): LocatedDiagnostic[] =>
  Object.entries(test.tables)
    .filter(([name]) => !read.includes(name))
    .map(([name, { path }]) => {
      const near = nearest(
        name,
        read.filter((r) => !Object.hasOwn(test.tables, r)),
      )
      return file.place(messages.tableNotRead(file.locate(path, 'key'), name, near))
    })

const distinct = (diagnostics: readonly LocatedDiagnostic[]): LocatedDiagnostic[] => [
  ...new Map(diagnostics.map((d) => [`${d.path}:${d.position.line}:${d.position.column}:${d.code}`, d])).values(),
]

const runFile = async (cases: readonly Prepared[], file: TestFile, bench: Bench, coverage: boolean): Promise<FileResult> => {
  const results: CaseResult[] = []
  const warnings: LocatedDiagnostic[] = []
  const sessions: { readonly session: Session; readonly outcome: Outcome }[] = []
  for (const prepared of cases) {
    const { test, faults } = prepared
    const start = performance.now()
    const spent = () => Math.round(performance.now() - start)
    if (faults.length > 0) {
      results.push({ test, outcome: undefined, differences: [], faults, passed: false, fires: false, milliseconds: spent() })
      continue
    }
    const session = await bench.session(prepared.options)
    const { outcome, tables } = await ask(session, file.rule.query)
    sessions.push({ session, outcome })
    if (tables) warnings.push(...unread(prepared, tables))
    warnings.push(...emptyReads(file.rule, outcome))
    const differences = compare(file, test, outcome)
    results.push({
      test,
      outcome,
      differences,
      faults,
      passed: differences.length === 0,
      fires: 'result' in outcome && firesAt(file.rule, outcome.result.rows.length),
      milliseconds: spent(),
    })
  }
  return {
    file,
    cases: results,
    warnings: distinct(warnings),
    coverage: coverage ? await coverageOf(file.rule, sessions) : undefined,
  }
}

/** Gives each piece of work one of the things, as soon as one is free. */
const lending = <T>(things: readonly T[]): (<R>(work: (thing: T) => Promise<R>) => Promise<R>) => {
  const free = [...things]
  const waiting: ((thing: T) => void)[] = []
  return async (work) => {
    const thing = free.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)))
    try {
      return await work(thing)
    } finally {
      const next = waiting.shift()
      if (next) next(thing)
      else free.push(thing)
    }
  }
}

/** Runs the tests; results come in the order of the files. Rejects where the engine can't be had. */
export async function* runTests(files: readonly TestFile[], options: RunOptions): AsyncGenerator<FileResult> {
  const scratch = new Scratch(options.scratch)
  const prepared = await Promise.all(files.map((file) => Promise.all(file.cases.map((c) => prepare(file, c, options.around, scratch)))))
  const readable = [...new Set(prepared.flat().flatMap((p) => p.files))]
  const count = Math.max(1, Math.min(options.workers, files.length))
  const benches = await Promise.all(Array.from({ length: files.length > 0 ? count : 0 }, () => openBench(readable)))
  try {
    const lend = lending(benches)
    const running = files.map((file, i) => lend((bench) => runFile(prepared[i] ?? [], file, bench, options.coverage ?? false)))
    // What fails later is told when its turn comes.
    for (const result of running) result.catch(() => undefined)
    for (const result of running) yield await result
  } finally {
    await Promise.all(benches.map((bench) => bench.close()))
  }
}
