import { Option } from 'commander'
import picocolors from 'picocolors'
import type { Stage } from '../../api.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { Report } from '../report.ts'
import { loadReported, reported, withEngine } from '../session.ts'
import { addWorkspaceOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const STAGES = ['syntax', 'plan', 'sql', 'engine'] as const
interface Options extends WorkspaceOptions {
  readonly stage: Stage | 'engine'
}

/** What the codes of messages look like. */
const CODE = /^kql\d{4}$/i

const EXAMPLES = examples(
  'kqlc explain KQL0523',
  'kqlc explain rules/mail.yaml --stage plan',
  'kqlc explain rules/mail.yaml --stage engine --data demo',
)

const explainCode = async (context: Context, code: string): Promise<void> => {
  const check = await import('../../check/index.ts')
  const page = check.pageOf(code)
  const near = check.nearestCode(code)
  if (!page) throw new UsageError(`no message has the code ${code.toUpperCase()}${near === undefined ? '' : `; did you mean ${near}?`}`)
  const { columns, colours } = context.io
  await context.io.out(check.showPage(page, Math.min(columns, 100), picocolors.createColors(colours.out).bold))
}

export const addExplain: AddCommand = (program, context) => {
  const command = program
    .command('explain')
    .description(
      'explain the code of a message, or show what becomes of a rule: syntax tree, plan, SQL, or how the engine would execute it',
    )
    .argument('<code|rule>', 'a code such as KQL0523, or a rule file')
    .addOption(new Option('--stage <stage>', 'what to show').choices(STAGES).default('sql'))
  addWorkspaceOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, { stage, ...options }: Options) => {
      if (CODE.test(path)) return explainCode(context, path)
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
