import { readFile } from 'node:fs/promises'
import { Option } from 'commander'
import type { FindingsFormat } from '../../check/index.ts'
import { FAIL_LEVELS, type FailLevel } from '../../config/index.ts'
import type { LocatedDiagnostic, Severity } from '../../text/index.ts'
import { type Checked, checkPaths, withChecker } from '../checking.ts'
import { type AddCommand, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { countOrNone } from '../options.ts'
import { replaceText } from '../output.ts'
import { Report } from '../report.ts'
import { version } from '../version.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const FORMATS: readonly (FindingsFormat | 'text')[] = ['text', 'json', 'sarif', 'junit', 'github']

interface CheckOptions extends WorkspaceOptions {
  readonly format: FindingsFormat | 'text'
  readonly failLevel?: FailLevel
  readonly baseline?: string
  readonly updateBaseline?: boolean
  readonly maxUnsupported?: number
}

const EXAMPLES = examples(
  'kqlc check rules/',
  `kqlc check 'rules/**/*.yaml' --fail-level warning`,
  'kqlc check rules/ --format sarif > findings.sarif',
  'kqlc check rules/ --baseline baseline.json --update-baseline',
)

/** The text of a file; undefined where there is none. */
const textOf = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

/** Findings that a baseline doesn't have, and entries of it that are gone; writes it where that was asked for. */
const afterBaseline = async ({ rules, found }: Checked, file: string, update: boolean): Promise<readonly LocatedDiagnostic[]> => {
  const check = await import('../../check/index.ts')
  const text = await textOf(file)
  if (text === undefined) {
    if (!update) throw new UsageError(`${file}: there is no such baseline, --update-baseline makes it`)
    await replaceText(file, check.showBaseline(check.baselineOf(found, file)))
    return []
  }
  const entries = check.parseBaseline(text)
  if (!entries) throw new UsageError(`${file}: this is no baseline`)
  const checked = [...rules.map((r) => r.path), ...found.map((d) => d.path)]
  const { fresh, kept, gone } = check.compareBaseline(found, entries, { file, text, checked })
  if (!update) return [...fresh, ...gone]
  if (gone.length > 0) await replaceText(file, check.showBaseline(kept))
  return fresh
}

const RANK: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 }

/** Findings that make the check fail. Up to so many rules may hold what kqlc doesn't translate. */
const failing = (found: readonly LocatedDiagnostic[], level: FailLevel, mostUnsupported: number): readonly LocatedDiagnostic[] => {
  if (level === 'never') return []
  const unsupported = new Set(found.filter((d) => d.kind === 'unsupported').map((d) => d.path))
  const tolerated = unsupported.size <= mostUnsupported
  return found.filter((d) => RANK[d.severity] >= RANK[level] && !(tolerated && d.kind === 'unsupported'))
}

export const addCheck: AddCommand = (program, context) => {
  const command = program
    .command('check')
    .description('check rules: metadata, names, types, habits; binds their SQL on empty tables; for continuous integration')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .addOption(new Option('--format <format>', 'how findings are written').choices(FORMATS).default('text'))
    .addOption(new Option('--fail-level <level>', 'the least severity that makes the exit code 1 (default: error)').choices(FAIL_LEVELS))
    .option('--baseline <file>', 'findings that may stay: only others are told; those that are gone are to be taken out')
    .option('--update-baseline', 'take out of the baseline what is gone; make it where there is none')
    .option('--max-unsupported <n>', 'so many rules may hold what kqlc does not translate', countOrNone)
  addQueryOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: CheckOptions) => {
      const { format } = options
      const report = new Report(context.io, format !== 'text')
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const check = await import('../../check/index.ts')
      report.call(check.unknownCodes(workspace.settings.severities))
      const settings = workspace.settings.check ?? {}
      const baseline = options.baseline ?? settings.baseline
      if (options.updateBaseline && baseline === undefined) throw new UsageError('--update-baseline needs the file: --baseline FILE')
      await withChecker(context, workspace, report, async (checker) => {
        const checked = await checkPaths(context, paths, workspace, checker)
        const found = baseline === undefined ? checked.found : await afterBaseline(checked, baseline, options.updateBaseline ?? false)
        report.files(found)
        const level = options.failLevel ?? settings.failLevel ?? 'error'
        const fatal = failing(report.found, level, options.maxUnsupported ?? settings.maxUnsupported ?? 0)
        if (format !== 'text') {
          const files = [...new Set(checked.rules.map((r) => r.path))]
          await context.io.out(check.FINDINGS_FORMATS[format]({ version, files, diagnostics: report.found, failing: fatal }))
        }
        const { length } = checked.rules
        context.io.err(`${length} rule${length === 1 ? '' : 's'} checked: ${report.summary() || 'nothing found'}\n`)
        report.settle(fatal)
      })
      context.end(report.exitCode())
    })
}
