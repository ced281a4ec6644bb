import { readFile } from 'node:fs/promises'
import type { Rule } from '../../load/index.ts'
import { type AddCommand, examples } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
import { compiledText } from '../header.ts'
import { replaceText } from '../output.ts'
import { Report } from '../report.ts'
import { loadReported } from '../session.ts'
import { outputFiles } from '../tree.ts'
import { addQueryOptions, type WorkspaceOptions, workspaceOf } from '../workspace.ts'

interface Options extends WorkspaceOptions {
  readonly output?: string
  readonly dialect: string
  readonly check?: boolean
  readonly portable?: boolean
}

const EXAMPLES = examples(
  'kqlc compile rules/mail.yaml',
  'kqlc compile rules/ -o sql/',
  'kqlc compile rules/ -o sql/ --check',
  'kqlc compile rules/mail.yaml --portable',
)

/** Undefined where there is no such file. */
const contents = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

export const addCompile: AddCommand = (program, context) => {
  const command = program
    .command('compile')
    .description('compile rules to SQL')
    .argument('<rule|dir...>', 'rule files, folders or globs')
    .option('-o, --output <dir>', 'write a file a rule below this folder (default: all to standard output)')
    .option('--dialect <name>', 'the SQL to write', 'duckdb')
    .option('--portable', 'write SQL that any DuckDB runs: macros in place of functions that would have to be registered')
    .option('--check', 'write nothing, tell which files are not what would be written (exit code 3)')
  addQueryOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], { output, dialect, check, portable, ...options }: Options) => {
      if (check && output === undefined) throw new UsageError('--check needs the folder of the files: -o DIR')
      const report = new Report(context.io)
      const workspace = await workspaceOf(options, report)
      if (!workspace) return context.end(report.exitCode())
      const rules = await loadReported(context, paths, report)
      const { compile } = await context.library()
      const files = output === undefined ? new Map<Rule, string>() : outputFiles(rules, paths, output)
      let stale = 0
      let written = 0
      for (const rule of rules) {
        const result = compile(rule.query, { ...workspace.compile, dialect, portable })
        report.query(rule, result.diagnostics)
        if (result.diagnostics.some(({ severity }) => severity === 'error')) continue
        const text = compiledText(rule, result)
        const file = files.get(rule)
        if (file === undefined) await context.io.out(written > 0 ? `\n${text}` : text)
        else if (!check) await replaceText(file, text)
        else {
          const old = await contents(file)
          if (old !== text) {
            stale++
            await context.io.out(`${file}: ${old === undefined ? 'missing' : 'stale'}\n`)
          }
        }
        written++
      }
      if (output !== undefined && !check) context.io.err(`${written} of ${rules.length} rules compiled to ${output}\n`)
      context.end(report.errors === 0 && stale > 0 ? EXIT.stale : report.exitCode())
    })
}
