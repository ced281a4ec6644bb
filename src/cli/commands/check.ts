import { Option } from 'commander'
import type { FindingsFormat } from '../../check/index.ts'
import { type AddCommand, examples } from '../context.ts'
import { Report } from '../report.ts'
import { loadReported, reported, withEngine } from '../session.ts'
import { version } from '../version.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const FORMATS: readonly (FindingsFormat | 'text')[] = ['text', 'json', 'sarif', 'junit', 'github']

interface CheckOptions extends WorkspaceOptions {
  readonly format: FindingsFormat | 'text'
  readonly failLevel: 'error' | 'warning'
}

export const addCheck: AddCommand = (program, context) => {
  const command = program
    .command('check')
    .description('check rules: metadata, names, types; binds their SQL on empty tables; for continuous integration')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .addOption(new Option('--format <format>', 'how findings are written').choices(FORMATS).default('text'))
    .addOption(
      new Option('--fail-level <level>', 'the least severity that makes the exit code 1').choices(['error', 'warning']).default('error'),
    )
  addQueryOptions(command)
    .addHelpText(
      'after',
      examples('kqlc check rules/', `kqlc check 'rules/**/*.yaml'`, 'kqlc check rules/ --format sarif > findings.sarif'),
    )
    .action(async (paths: readonly string[], options: CheckOptions) => {
      const { format } = options
      const report = new Report(context.io, format !== 'text')
      const { checkColumns, checkRules, FINDINGS_FORMATS } = await context.library()
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const rules = await loadReported(context, paths, report)
      report.files(checkRules(rules))
      await withEngine(
        context,
        { ...workspace.engine, data: undefined, tables: undefined, missingTables: 'empty' },
        report,
        async (engine) => {
          for (const rule of rules) {
            const result = await reported(report, rule, () => engine.query(rule.query))
            report.query(rule, result?.diagnostics ?? [])
            if (result) report.files(checkColumns(rule, result.columns))
          }
        },
      )
      if (format !== 'text') {
        const files = [...new Set(rules.map((r) => r.path))]
        await context.io.out(FINDINGS_FORMATS[format]({ version, files, diagnostics: report.found }))
      }
      context.io.err(`${rules.length} rule${rules.length === 1 ? '' : 's'} checked: ${report.summary() || 'nothing found'}\n`)
      context.end(report.exitCode(options.failLevel === 'warning'))
    })
}
