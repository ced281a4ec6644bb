/** What the command's exit code says. */
export const EXIT = {
  fine: 0,
  /** A rule or a query has an error. */
  findings: 1,
  /** The call, the configuration or a file is at fault. */
  usage: 2,
  /** `--check`: a file is not what would be written now. */
  stale: 3,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends the command with a sentence for the user and code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
