import { Source, wholeFile } from '../../text/index.ts'
import { type AddCommand, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { addPictureOptions, type PictureOptions, picturesOf } from '../pictures.ts'
import { Report } from '../report.ts'
import { addOutputOptions, answer, checkOutput, type OutputOptions, withEngine } from '../session.ts'
import { addWorkspaceOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const EXAMPLES = examples(
  `kqlc query 'CloudAppEvents | summarize count() by ActionType' --data demo`,
  'kqlc query - --data demo --format csv -o result.csv < query.kql',
  `kqlc query 'CloudAppEvents | summarize count() by bin(Timestamp, 1h) | render timechart' --data demo --chart`,
)

export const addQuery: AddCommand = (program, context) => {
  const command = program
    .command('query')
    .description('run a KQL query on an event store')
    .argument('<kql>', 'the query; - reads it from standard input')
  addPictureOptions(addOutputOptions(addWorkspaceOptions(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (argument: string, options: WorkspaceOptions & OutputOptions & PictureOptions) => {
      checkOutput(options)
      const fromInput = argument === '-'
      const kql = fromInput ? await context.io.input() : argument
      if (kql.trim() === '') throw new UsageError('the query is empty')
      const origin = wholeFile(new Source(fromInput ? '<stdin>' : '<query>', kql))
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (workspace) {
        const pictures = picturesOf(context, options, workspace.engine)
        await withEngine(context, pictures.engine, report, async (engine) => {
          await answer(context, engine, { kql, origin }, options, report, pictures)
          await pictures.end()
        })
      }
      context.end(report.exitCode())
    })
}
