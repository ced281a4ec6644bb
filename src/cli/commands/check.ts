import { type AddCommand, examples } from '../context.ts'
import { Report } from '../report.ts'
import { loadReported, reported, withEngine } from '../session.ts'

export const addCheck: AddCommand = (program, context) => {
  program
    .command('check')
    .description('load, compile and bind rules on empty tables; for continuous integration')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .addHelpText('after', examples('kqlc check rules/', `kqlc check 'rules/**/*.yaml'`))
    .action(async (paths: readonly string[]) => {
      const report = new Report(context.io)
      const rules = await loadReported(context, paths, report)
      await withEngine(context, { missingTables: 'empty' }, report, async (engine) => {
        for (const rule of rules) {
          const result = await reported(report, rule, () => engine.query(rule.query))
          report.query(rule, result?.diagnostics ?? [])
        }
      })
      context.io.err(`${rules.length} rule${rules.length === 1 ? '' : 's'} checked: ${report.summary() || 'nothing found'}\n`)
      context.end(report.exitCode())
    })
}
