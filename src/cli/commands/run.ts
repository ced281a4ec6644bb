import { type Command, Option } from 'commander'
import type { Engine, QueryResult } from '../../api.ts'
import type { Rule } from '../../load/index.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { UsageError } from '../exit.ts'
import { type Label, takesSeveral, writeResults } from '../format/index.ts'
import { time } from '../options.ts'
import { type Asked, addPictureOptions, type PictureOptions, type Pictures, picturesOf } from '../pictures.ts'
import { isScheduled, runScheduled, type ScheduleOptions } from '../replay.ts'
import { Report } from '../report.ts'
import { addOutputOptions, answer, ask, checkOutput, loadReported, type OutputOptions, rowCount, toOutput, withEngine } from '../session.ts'
import { addWorkspaceOptions, type Workspace, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

const EXAMPLES = examples(
  'kqlc run rules/mail.yaml --data demo --now 2026-01-20T12:00:00Z',
  'kqlc run rules/ --data store --format ndjson -o alerts.ndjson',
  'kqlc run rules/ --data store --report alerts.html',
  'kqlc run rules/ --data store --scheduled --now 2026-01-20T12:00:00Z',
  'kqlc run rules/ --data store --from 2026-01-06 --to 2026-01-20 --store alerts.db',
)

const askedOf = (rule: Rule): Asked => ({ kql: rule.query, origin: rule, rule })

/** The results of all rules, one after the other; a rule that fails is reported and left out. */
async function* results(
  context: Context,
  engine: Engine,
  rules: readonly Rule[],
  report: Report,
  pictures: Pictures,
): AsyncGenerator<{ readonly label: Label; readonly result: QueryResult }> {
  for (const rule of rules) {
    const asked = askedOf(rule)
    const answered = await ask(engine, asked, report)
    const { result } = answered
    if (result) context.io.err(`${rule.name}: ${rowCount(result)}\n`)
    await pictures.show(engine, asked, answered)
    if (!result) continue
    yield { label: { id: rule.id, name: rule.name, path: rule.path }, result }
  }
}

type QueryOptions = OutputOptions & PictureOptions

/** Runs each rule's query as it stands. */
const runQueries = async (context: Context, rules: readonly Rule[], workspace: Workspace, options: QueryOptions, report: Report) => {
  const { format } = options
  const [first] = rules
  if (rules.length > 1 && !takesSeveral(format))
    throw new UsageError(`${format} holds the result of one rule, these are ${rules.length}: choose table, md, json or ndjson`)
  if (!first) return
  const pictures = picturesOf(context, options, workspace.engine)
  await withEngine(context, pictures.engine, report, async (engine) => {
    await (rules.length === 1 || format === 'parquet' || format === 'csv'
      ? answer(context, engine, askedOf(first), options, report, pictures)
      : toOutput(context, options, (sink, formatting) =>
          writeResults(format, results(context, engine, rules, report, pictures), formatting, sink),
        ))
    await pictures.end()
  })
}

const addScheduleOptions = (command: Command): Command =>
  command
    .option('--scheduled', 'one run of each rule as the service does it, at the time of --now: writes the alerts')
    .addOption(new Option('--from <time>', 'replay all scheduled runs after this time …').argParser(time))
    .addOption(new Option('--to <time>', '… up to this one: writes a summary of each rule').argParser(time))
    .option('--store <file>', 'keep runs and alerts in this SQLite file; runs that it has are not done again')
    .option('--force', 'do them again all the same')
    .option('--delay <duration>', 'let the period of a run end so long before it; Sentinel does 5m (default: 0m)')

export const addRun: AddCommand = (program, context) => {
  const command = program
    .command('run')
    .description('run rules on an event store')
    .argument('<rule|dir...>', 'rule files, folders or globs')
  addScheduleOptions(addPictureOptions(addOutputOptions(addWorkspaceOptions(command))))
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: WorkspaceOptions & QueryOptions & ScheduleOptions) => {
      checkOutput(options)
      const scheduled = isScheduled(options)
      if (scheduled && (options.report ?? options.chart))
        throw new UsageError('--report and --chart show the results of queries, not alerts')
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      const rules = await loadReported(context, paths, report)
      if (workspace) await (scheduled ? runScheduled : runQueries)(context, rules, workspace, options, report)
      context.end(report.exitCode())
    })
}
