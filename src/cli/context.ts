/** What every command is given. */
import type { Command } from 'commander'
import type { Compile, Explain, OpenEngine, WriteDemo } from '../api.ts'
import type { LoadedRules } from '../load/index.ts'
import type { ExitCode } from './exit.ts'
import type { Io } from './io.ts'

/** The part of the library that the commands call. */
export interface Library {
  readonly compile: Compile
  readonly explain: Explain
  readonly openEngine: OpenEngine
  readonly loadRules: (paths: readonly string[]) => Promise<LoadedRules>
  readonly writeDemo: WriteDemo
  readonly reportSection: typeof import('../core.ts').reportSection
  readonly reportPage: typeof import('../core.ts').reportPage
  readonly drawCharts: typeof import('../core.ts').drawCharts
  readonly openAlertStore: typeof import('../alerts/index.ts').openAlertStore
}

export interface Context {
  readonly io: Io
  /** Read on first use: `--help` and a slip in the options need none of it. */
  library(): Promise<Library>
  /** Sets the exit code. */
  end(code: ExitCode): void
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: Context) => void

/** The part of a help text that shows how a command is called. */
export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`
