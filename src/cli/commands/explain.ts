import { Option } from 'commander'
import type { Stage } from '../../api.ts'
import { type AddCommand, examples } from '../context.ts'
import { Report } from '../report.ts'
import { loadReported, reported, withEngine } from '../session.ts'
import { addWorkspaceOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const STAGES = ['syntax', 'plan', 'sql', 'engine'] as const
interface Options extends WorkspaceOptions {
  readonly stage: Stage | 'engine'
}

const EXAMPLES = examples('kqlc explain rules/mail.yaml --stage plan', 'kqlc explain rules/mail.yaml --stage engine --data demo')

export const addExplain: AddCommand = (program, context) => {
  const command = program
    .command('explain')
    .description('show what becomes of a rule: syntax tree, plan, SQL, or how the engine would execute it')
    .argument('<rule>', 'a rule file')
    .addOption(new Option('--stage <stage>', 'what to show').choices(STAGES).default('sql'))
  addWorkspaceOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, { stage, ...options }: Options) => {
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const rules = await loadReported(context, [path], report)
      const title = (name: string) => (rules.length > 1 ? `-- ${name}\n` : '')
      const show = (name: string, text: string) => context.io.out(`${title(name)}${text.trimEnd()}\n`)
      if (stage === 'engine') {
        const missingTables = workspace.engine.data === undefined ? 'empty' : 'error'
        await withEngine(context, { ...workspace.engine, missingTables }, report, async (engine) => {
          for (const rule of rules) {
            const text = await reported(report, rule, () => engine.explain(rule.query))
            if (text !== undefined) await show(rule.name, text)
          }
        })
      } else {
        const { explain } = await context.library()
        for (const rule of rules) {
          const { text, diagnostics } = explain(rule.query, stage, workspace.compile)
          report.query(rule, diagnostics)
          if (text !== '') await show(rule.name, text)
        }
      }
      context.end(report.exitCode())
    })
}
