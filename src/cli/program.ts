/** The command line: from arguments to an exit code. */
import { Command, CommanderError } from 'commander'
import { KqlError } from '../text/index.ts'
import type { AddCommand, Context, Library } from './context.ts'
import { EXIT, type ExitCode, UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { Report } from './report.ts'
import { version } from './version.ts'

const ABOUT = `Compiles KQL detection rules of Microsoft Sentinel and Defender XDR to SQL and runs them on local files.`

const EXIT_CODES = `
Exit codes: 0 fine, 1 findings, 2 usage, configuration or I/O, 3 stale output (--check), 130 interrupted.
`

/** In the order of the help text. A command is read when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  compile: async () => (await import('./commands/compile.ts')).addCompile,
  run: async () => (await import('./commands/run.ts')).addRun,
  alerts: async () => (await import('./commands/alerts.ts')).addAlerts,
  query: async () => (await import('./commands/query.ts')).addQuery,
  check: async () => (await import('./commands/check.ts')).addCheck,
  watch: async () => (await import('./commands/watch.ts')).addWatch,
  test: async () => (await import('./commands/test.ts')).addTest,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  tables: async () => (await import('./commands/tables.ts')).addTables,
  schema: async () => (await import('./commands/schema.ts')).addSchema,
  functions: async () => (await import('./commands/functions.ts')).addFunctions,
  init: async () => (await import('./commands/init.ts')).addInit,
  new: async () => (await import('./commands/new.ts')).addNew,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  completion: async () => (await import('./commands/completion.ts')).addCompletion,
}

/** Needs the other commands. */
const ABOUT_ALL = 'completion'

/** The program with the command that is called; with all of them where it takes them all to answer. */
const program = async (context: Context, called: string | undefined): Promise<Command> => {
  const root = new Command('kqlc')
    .description(ABOUT)
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void context.io.out(text), writeErr: (text) => context.io.err(text) })
    .configureHelp({ helpWidth: Math.min(context.io.columns, 120), showGlobalOptions: false })
    .showHelpAfterError('(--help shows how it is called)')
    .addHelpText('after', EXIT_CODES)
  const one = called !== undefined && called !== ABOUT_ALL && Object.hasOwn(COMMANDS, called) ? COMMANDS[called] : undefined
  for (const read of one ? [one] : Object.values(COMMANDS)) (await read())(root, context)
  return root
}

/** A mistake of the user's, a file that can't be had, or one of ours, as the user is told about it. */
const explainFailure = (error: unknown, io: Io): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
  if (error instanceof KqlError) new Report(io).call(error.diagnostics)
  else if (error instanceof UsageError) io.err(`kqlc: ${error.message}\n`)
  else if (error instanceof Error && 'syscall' in error) io.err(`kqlc: ${error.message}\n`)
  else io.err(`kqlc: this is a fault of kqlc, please report it\n${error instanceof Error ? error.stack : String(error)}\n`)
  return EXIT.usage
}

/** Runs a command (`args` without the program's name) and returns its exit code. Never rejects. */
export const run = async (args: readonly string[], io: Io, library: () => Promise<Library>): Promise<ExitCode> => {
  let code: ExitCode = EXIT.fine
  const context: Context = {
    io,
    library,
    end: (ending) => {
      code = ending
    },
  }
  try {
    await (await program(context, args[0])).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explainFailure(error, io)
  }
}
