import { mkdtempSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import picocolors from 'picocolors'
import type { Settings } from '../../config/index.ts'
import type { FileResult, LoadedTests, TestFormat } from '../../test/index.ts'
import type { LocatedDiagnostic } from '../../text/index.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
import { count } from '../options.ts'
import { discard, keepUntilEnd, replaceText } from '../output.ts'
import { Report } from '../report.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const FORMATS: readonly (TestFormat | 'text')[] = ['text', 'json', 'junit']

interface Options extends WorkspaceOptions {
  readonly format: TestFormat | 'text'
  readonly update?: boolean
  readonly requireBoth?: boolean
  readonly coverage?: boolean
  readonly minCoverage?: number
  readonly workers?: number
}

type Testing = typeof import('../../test/index.ts')

const percent = (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 100)) throw new InvalidArgumentError('A percentage from 0 to 100 is needed.')
  return value
}

/** More engines than that wait for the one thread that compiles. */
const MOST_WORKERS = 4

const addOptions = (command: Command): Command =>
  command
    .addOption(new Option('--format <format>', 'how results are written').choices(FORMATS).default('text'))
    .option('--update', 'write what came into the expectations of failing cases')
    .option('--require-both', 'each rule has a case in which it fires and one in which it does not')
    .option('--coverage', 'tell which conditions of where no case distinguishes')
    .option('--min-coverage <percent>', 'fail where fewer of all conditions are distinguished', percent)
    .option('--workers <n>', `engines at the same time (default: one a core, ${MOST_WORKERS} at most)`, count)

/** The options over the settings. */
const demandsOf = (options: Pick<Options, 'requireBoth' | 'minCoverage' | 'workers'>, settings: Settings['test'] = {}) => ({
  requireBoth: options.requireBoth ?? settings.requireBoth ?? false,
  minCoverage: options.minCoverage ?? settings.minCoverage,
  workers: options.workers ?? (settings.workers || Math.min(availableParallelism(), MOST_WORKERS)),
})

/** `✓ rules/a.test.yaml  3 cases, 120 ms`, with the cases that failed and why. */
const textOf = (testing: Testing, result: FileResult, updated: ReadonlySet<unknown>, { io }: Context): string => {
  const paint = picocolors.createColors(io.colours.out)
  const { file, cases, coverage } = result
  const bad = cases.filter((c) => !c.passed && !updated.has(c))
  const time = `${cases.reduce((sum, c) => sum + c.milliseconds, 0)} ms`
  const told = coverage ? `, ${coverage.told} of ${testing.plural(coverage.conditions, 'condition')} told` : ''
  const mark = bad.length > 0 ? paint.red('✗') : paint.green('✓')
  const lines = [`${mark} ${file.source.path}  ${paint.dim(`${testing.plural(cases.length, 'case')}, ${time}${told}`)}`]
  for (const failed of cases) {
    const at = `${file.source.path}:${file.source.position(file.locate([...failed.test.path, 'name']).start).line}`
    if (updated.has(failed)) lines.push(`  ${paint.yellow('↻')} ${failed.test.name}  ${paint.dim('updated')}`)
    else if (!failed.passed) {
      lines.push(`  ${paint.red('✗')} ${paint.bold(failed.test.name)}  ${paint.dim(at)}`)
      lines.push(...testing.failureLines(failed, file, { colours: paint, columns: io.columns }))
    }
  }
  return `${lines.join('\n')}\n`
}

/** Writes expectations anew, and says which cases that mends. */
const update = async (testing: Testing, results: readonly FileResult[]): Promise<ReadonlySet<unknown>> => {
  const updated = new Set<unknown>()
  for (const path of new Set(results.map((r) => r.file.source.path))) {
    const own = results.filter((r) => r.file.source.path === path)
    const mended = own.flatMap((r) => r.cases.filter(testing.needsUpdate))
    if (mended.length === 0) continue
    await replaceText(path, testing.updatedText(own[0]?.file.source.text ?? '', own))
    for (const result of mended) updated.add(result)
  }
  return updated
}

/** Runs the tests with a folder for their rows, which goes away whatever happens. */
const runAll = async (
  testing: Testing,
  loaded: LoadedTests,
  options: Omit<Parameters<Testing['runTests']>[1], 'scratch'>,
  each: (result: FileResult) => Promise<void>,
): Promise<readonly FileResult[]> => {
  const scratch = mkdtempSync(join(tmpdir(), 'kqlc-test-'))
  keepUntilEnd(scratch)
  try {
    const results: FileResult[] = []
    for await (const result of testing.runTests(loaded.files, { ...options, scratch })) {
      results.push(result)
      await each(result)
    }
    return results
  } finally {
    discard(scratch)
  }
}

export const addTest: AddCommand = (program, context) => {
  const command = program
    .command('test')
    .description('run the tests of rules: NAME.test.yaml beside the rule')
    .argument('<rule|dir...>', 'rules, their tests, folders or globs')
  addQueryOptions(addOptions(command))
    .addHelpText('after', examples('kqlc test rules/', 'kqlc test rules/ --require-both --coverage', 'kqlc test rules/mail.yaml --update'))
    .action(async (paths: readonly string[], { format, update: updating = false, ...options }: Options) => {
      if (updating && format !== 'text') throw new UsageError('--update writes text only')
      const { io } = context
      const report = new Report(io, format !== 'text')
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const testing = await import('../../test/index.ts')
      const loaded = await testing.loadTests(paths, { schemas: workspace.engine.schemas, update: updating })
      const { applySeverities } = await import('../../check/index.ts')
      const tell = (found: readonly LocatedDiagnostic[]) => report.files(applySeverities(found, workspace.settings.severities))
      tell(loaded.diagnostics)
      const { requireBoth, minCoverage, workers } = demandsOf(options, workspace.settings.test)
      const coverage = options.coverage === true || minCoverage !== undefined
      const show = async (result: FileResult, updated: ReadonlySet<unknown> = new Set()): Promise<void> => {
        if (format === 'text') await io.out(textOf(testing, result, updated, context))
        tell([...result.warnings, ...(result.coverage?.open ?? [])])
      }
      const running = { around: workspace.engine, workers, coverage }
      const results = await runAll(testing, loaded, running, async (result) => (updating ? undefined : show(result)))
      const updated = updating ? await update(testing, results) : new Set()
      if (updating) for (const result of results) await show(result, updated)
      if (requireBoth) tell(testing.demandBoth(results, loaded.untested))
      if (format !== 'text') await io.out(testing.TEST_FORMATS[format]({ results, diagnostics: report.found }))
      const cases = results.flatMap((r) => r.cases)
      const failed = cases.filter((c) => !c.passed && !updated.has(c)).length
      const told = testing.coveragePercent(results)
      const below = minCoverage !== undefined && told < minCoverage
      const parts = [
        `${testing.plural(cases.length, 'case')} of ${testing.plural(results.length, 'test')}: ${failed === 0 ? 'none failed' : `${failed} failed`}`,
        ...(updated.size > 0 ? [`${updated.size} updated`] : []),
        ...(coverage ? [`${told} % of the conditions told${below ? `, ${minCoverage} % are wanted` : ''}`] : []),
        ...(loaded.untested.length > 0 ? [`${testing.plural(loaded.untested.length, 'rule')} without a test`] : []),
      ]
      io.err(`${parts.join('; ')}\n`)
      const code = report.exitCode()
      context.end(code === EXIT.fine && (failed > 0 || below) ? EXIT.findings : code)
    })
}
