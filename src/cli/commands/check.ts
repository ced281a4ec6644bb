import { type AddCommand, examples } from '../context.ts'
import { Report } from '../report.ts'
import { loadReported, reported, withEngine } from '../session.ts'

export const addCheck: AddCommand = (program, context) => {
  program
    .command('check')
    .description('check rules: metadata, names, types; binds their SQL on empty tables; for continuous integration')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .addHelpText('after', examples('kqlc check rules/', `kqlc check 'rules/**/*.yaml'`))
    .action(async (paths: readonly string[]) => {
      const report = new Report(context.io)
      const { checkColumns, checkRules } = await context.library()
      const rules = await loadReported(context, paths, report)
      report.files(checkRules(rules))
      await withEngine(context, { missingTables: 'empty' }, report, async (engine) => {
        for (const rule of rules) {
          const result = await reported(report, rule, () => engine.query(rule.query))
          report.query(rule, result?.diagnostics ?? [])
          if (result) report.files(checkColumns(rule, result.columns))
        }
      })
      context.io.err(`${rules.length} rule${rules.length === 1 ? '' : 's'} checked: ${report.summary() || 'nothing found'}\n`)
      context.end(report.exitCode())
    })
}
