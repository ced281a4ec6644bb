import { Source, wholeFile } from '../../text/index.ts'
import { type AddCommand, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { Report } from '../report.ts'
import { addOutputOptions, answer, checkOutput, type OutputOptions, withEngine } from '../session.ts'
import { addWorkspaceOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const EXAMPLES = examples(
  `kqlc query 'CloudAppEvents | summarize count() by ActionType' --data demo`,
  'kqlc query - --data demo --format csv -o result.csv < query.kql',
)

export const addQuery: AddCommand = (program, context) => {
  const command = program
    .command('query')
    .description('run a KQL query on an event store')
    .argument('<kql>', 'the query; - reads it from standard input')
  addOutputOptions(addWorkspaceOptions(command))
    .addHelpText('after', EXAMPLES)
    .action(async (argument: string, options: WorkspaceOptions & OutputOptions) => {
      checkOutput(options)
      const fromInput = argument === '-'
      const kql = fromInput ? await context.io.input() : argument
      if (kql.trim() === '') throw new UsageError('the query is empty')
      const origin = wholeFile(new Source(fromInput ? '<stdin>' : '<query>', kql))
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (workspace)
        await withEngine(context, workspace.engine, report, (engine) => answer(context, engine, { kql, origin }, options, report))
      context.end(report.exitCode())
    })
}
