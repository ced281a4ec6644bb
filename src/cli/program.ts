/** The command line: from arguments to an exit code. */
import { Command, CommanderError } from 'commander'
import { KqlError } from '../text/index.ts'
import { addAlerts } from './commands/alerts.ts'
import { addCheck } from './commands/check.ts'
import { addCompile } from './commands/compile.ts'
import { addCompletion } from './commands/completion.ts'
import { addDemo } from './commands/demo.ts'
import { addExplain } from './commands/explain.ts'
import { addFunctions } from './commands/functions.ts'
import { addInit } from './commands/init.ts'
import { addNew } from './commands/new.ts'
import { addQuery } from './commands/query.ts'
import { addRun } from './commands/run.ts'
import { addSchema } from './commands/schema.ts'
import { addTables } from './commands/tables.ts'
import { addTest } from './commands/test.ts'
import { addWatch } from './commands/watch.ts'
import type { Context, Library } from './context.ts'
import { EXIT, type ExitCode, UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { Report } from './report.ts'
import { version } from './version.ts'

const ABOUT = `Compiles KQL detection rules of Microsoft Sentinel and Defender XDR to SQL and runs them on local files.`

const EXIT_CODES = `
Exit codes: 0 fine, 1 findings, 2 usage, configuration or I/O, 3 stale output (--check), 130 interrupted.
`

const COMMANDS = [
  addCompile,
  addRun,
  addAlerts,
  addQuery,
  addCheck,
  addWatch,
  addTest,
  addExplain,
  addTables,
  addSchema,
  addFunctions,
  addInit,
  addNew,
  addDemo,
  addCompletion,
]

const program = (context: Context): Command => {
  const root = new Command('kqlc')
    .description(ABOUT)
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void context.io.out(text), writeErr: (text) => context.io.err(text) })
    .configureHelp({ helpWidth: Math.min(context.io.columns, 120), showGlobalOptions: false })
    .showHelpAfterError('(--help shows how it is called)')
    .addHelpText('after', EXIT_CODES)
  for (const add of COMMANDS) add(root, context)
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
    await program(context).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explainFailure(error, io)
  }
}
