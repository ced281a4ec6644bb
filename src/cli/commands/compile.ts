import type { CompileOptions } from '../../api.ts'
import type { Rule } from '../../load/index.ts'
import { type Output, planTree, writeTree } from '../compiled-tree.ts'
import { type AddCommand, type Context, examples } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
import { compiledText } from '../header.ts'
import { Report } from '../report.ts'
import { loadReported } from '../session.ts'
import { outputFiles } from '../tree.ts'
import { version } from '../version.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

interface Options extends WorkspaceOptions {
  readonly output?: string
  readonly dialect: string
  readonly check?: boolean
  readonly prune?: boolean
  readonly portable?: boolean
}

const EXAMPLES = examples(
  'kqlc compile rules/mail.yaml',
  'kqlc compile rules/ -o sql/',
  'kqlc compile rules/ -o sql/ --check',
  'kqlc compile rules/mail.yaml --portable',
)

/** Compiles each rule; what is wrong with one is reported and leaves the others. `files` says where each goes, if it goes into a file. */
const compileAll = async (
  context: Context,
  rules: readonly Rule[],
  files: ReadonlyMap<Rule, string>,
  options: CompileOptions,
  report: Report,
): Promise<readonly Output[]> => {
  const { compile } = await context.library()
  return rules.flatMap((rule) => {
    const result = compile(rule.query, options)
    report.query(rule, result.diagnostics)
    if (result.diagnostics.some(({ severity }) => severity === 'error')) return []
    return [{ rule, file: files.get(rule) ?? '', text: compiledText(rule, result), result }]
  })
}

export const addCompile: AddCommand = (program, context) => {
  const command = program
    .command('compile')
    .description('compile rules to SQL')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .option('-o, --output <dir>', 'write a file a rule and a manifest below this folder (default: all to standard output)')
    .option('--dialect <name>', 'the SQL to write', 'duckdb')
    .option('--portable', 'write SQL that any DuckDB runs: macros in place of functions that would have to be registered')
    .option('--check', 'write nothing, tell which files are not what would be written (exit code 3)')
    .option('--prune', 'remove files of earlier runs whose rules are gone')
  addQueryOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], { output, dialect, check, prune, portable, ...options }: Options) => {
      if ((check || prune) && output === undefined) throw new UsageError('--check and --prune need the folder of the files: -o DIR')
      if (check && prune) throw new UsageError('--check writes nothing, --prune removes files: choose one')
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const rules = await loadReported(context, paths, report)
      const files = output === undefined ? new Map<Rule, string>() : outputFiles(rules, paths, output)
      const outputs = await compileAll(context, rules, files, { ...workspace.compile, dialect, portable }, report)
      if (output === undefined) {
        for (const [i, { text }] of outputs.entries()) await context.io.out(i > 0 ? `\n${text}` : text)
        return context.end(report.exitCode())
      }
      const plan = await planTree(output, rules, outputs, { kqlc: version, dialect, portable: portable ?? false })
      if (check) for (const { file, state } of plan.deviations) await context.io.out(`${file}: ${state}\n`)
      else {
        await writeTree(plan, prune ?? false)
        const orphans = plan.deviations.filter((d) => d.state === 'orphaned')
        for (const { file } of orphans)
          context.io.err(`${file}: ${prune ? 'removed, its rule is gone' : 'its rule is gone (--prune removes it)'}\n`)
        context.io.err(`${outputs.length} of ${rules.length} rules compiled to ${output}\n`)
      }
      context.end(report.errors === 0 && check && plan.deviations.length > 0 ? EXIT.stale : report.exitCode())
    })
}
